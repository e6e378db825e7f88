"""A JupyterHub for a group: each user works on a copy of notebooks and data of their own.

With The Littlest JupyterHub put this file into ``/opt/tljh/config/jupyterhub_config.d/``; else start
``jupyterhub -f docs/jupyterhub_config.py``. ``ANALYSTKIT_CHECKOUT`` says where the project lies.
"""

import os
import shutil
from pathlib import Path

c = get_config()  # noqa: F821 - JupyterHub gives it

CHECKOUT = Path(os.environ.get("ANALYSTKIT_CHECKOUT", Path.cwd()))
HOME = "analystkit"  # the folder in each user's home


def give_a_copy(spawner) -> None:
    """Lay a user's own notebooks, data and briefs at the first login; what is there is never replaced."""
    import pwd

    user = pwd.getpwnam(spawner.user.name)
    home = Path(user.pw_dir, HOME)
    home.mkdir(exist_ok=True)
    os.chown(home, user.pw_uid, user.pw_gid)
    for name in ("notebooks", "data", "briefs"):
        if not (home / name).exists():
            shutil.copytree(
                CHECKOUT / name, home / name, ignore=shutil.ignore_patterns("texts", "*.mine.csv")
            )
            for path in [home / name, *(home / name).rglob("*")]:
                os.chown(path, user.pw_uid, user.pw_gid)


c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.Spawner.default_url = "/lab/tree/notebooks/00_start_here.ipynb"
c.Spawner.notebook_dir = f"~/{HOME}"
c.Spawner.pre_spawn_hook = give_a_copy
c.Spawner.environment = {"ANALYSTKIT_HOME": lambda spawner: f"/home/{spawner.user.name}/{HOME}"}
c.Spawner.cmd = [str(CHECKOUT / ".venv/bin/jupyterhub-singleuser")]
