"""The three lists of packages agree, and `make` finds a Python or says what it needs."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = (ROOT / "requirements.txt").read_text(encoding="utf-8")

# What conda-forge calls a package otherwise; the first carries the lower bound, the rest come with it.
CONDA = {
    "matplotlib": ["matplotlib-base"],
    "pypandoc_binary": ["pypandoc", "pandoc"],
    "typst": ["typst-py"],
}
NOT_OURS = {"python", "pip"}


def _bounds(requirements: list[str]) -> dict[str, str]:
    pairs = [re.fullmatch(r"([\w.\[\]-]+)(>=[\d.]+)?(?:,<[\d.]+)?", line) for line in requirements]
    assert all(pairs), requirements
    return {pair[1].lower(): pair[2] or "" for pair in pairs}


def _conda() -> tuple[dict[str, str], str]:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    python = next(line for line in listed if isinstance(line, str) and line.startswith("python"))
    plain = [line for line in listed if isinstance(line, str) and line != python]
    from_pip = [line for entry in listed if isinstance(entry, dict) for line in entry["pip"]]
    return _bounds(plain + from_pip), python


def test_conda_users_get_the_same_packages_with_the_same_lower_bounds() -> None:
    expected = {}
    for name, bound in _bounds(PROJECT["dependencies"]).items():
        first, *rest = CONDA.get(name, [name])
        expected |= {first: bound} | dict.fromkeys(rest, "")
    found, python = _conda()
    assert {name: bound for name, bound in found.items() if name not in NOT_OURS} == expected
    assert python.removeprefix("python").split(",")[0] == PROJECT["requires-python"]


def test_every_dependency_has_a_lower_bound() -> None:
    wanted = _bounds(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"])
    assert [name for name, bound in wanted.items() if not bound] == []


def test_every_dependency_is_pinned_at_or_above_its_lower_bound() -> None:
    pinned = dict(re.findall(r"^([\w.-]+)==([\w.]+)", PINS, flags=re.MULTILINE))
    for name, bound in _bounds(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]).items():
        version = pinned[name.split("[")[0].replace("_", "-")]
        assert _number(version) >= _number(bound.removeprefix(">=")), name


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def test_every_pin_has_hashes_and_no_address() -> None:
    blocks = re.split(r"\n(?=\S)", PINS.strip())
    assert len(blocks) > 100
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"//|--(extra-)?index|--find.links| @ ", PINS)


def test_the_pins_still_stand_for_the_installed_packages() -> None:
    """The environment that runs the tests is the one that `make` installs."""
    from importlib.metadata import version

    pinned = set(re.findall(r"^([\w.-]+)==([\w.]+)", PINS, flags=re.MULTILINE))
    checked = ["pandas", "matplotlib", "ipywidgets", "jupyterlab", "nltk", "ruff", "mypy"]
    assert [name for name in checked if (name, version(name)) not in pinned] == []


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout with the setup's files only, and a PATH that holds `sh` and what it calls."""
    (tmp_path / ".ci").mkdir()
    for name in ("requirements.txt", "pyproject.toml", ".ci/env.sh"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("cat", "cksum", "dirname", "rm", "mkdir", "sed"):
        (tools / name).symlink_to(f"/usr/bin/{name}" if Path(f"/usr/bin/{name}").exists() else f"/bin/{name}")
    return tmp_path


def _setup(folder: Path, *pythons: tuple[str, str]) -> subprocess.CompletedProcess[str]:
    for name, script in pythons:
        (folder / "bin" / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / "bin" / name).chmod(0o755)
    return subprocess.run(
        ["/bin/sh", str(folder / ".ci/env.sh")],
        env={"PATH": str(folder / "bin")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


posix = pytest.mark.skipif(os.name != "posix", reason="make and sh are for Linux and macOS")


@posix
def test_an_old_python_is_named_and_told_what_is_needed(bare: Path) -> None:
    done = _setup(bare, ("python3", '[ "$1" = --version ] && echo Python 3.9.18 && exit 0; exit 1'))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "found Python 3.9.18" in done.stderr
    assert not (bare / ".venv").exists()


@posix
@pytest.mark.parametrize("able", [True, False], ids=["uv", "pip, as uv cannot"])
def test_what_uv_cannot_bring_pip_does(bare: Path, able: bool) -> None:
    made, asked = bare / ".venv" / "bin", bare / "asked.txt"
    made.mkdir(parents=True)
    for name, code in (("python", 0), ("uv", 0 if able else 2)):
        (made / name).write_text(f'#!/bin/sh\necho {name} "$@" >>{asked}\nexit {code}\n')
        (made / name).chmod(0o755)
    assert _setup(bare, ("python3", "exit 0")).returncode == 0
    assert "uv==" in (bare / ".venv" / "uv.txt").read_text()
    pins = [line.split()[0] for line in asked.read_text().splitlines() if "-r requirements.txt" in line]
    assert pins == (["uv"] if able else ["uv", "python"])
    assert (bare / ".venv" / "analystkit.stamp").exists()


@posix
def test_a_newer_python_is_found_beside_an_old_one(bare: Path) -> None:
    newer = f'[ "$1" = -m ] && echo asked to make "$*" >&2 && exit 7; exec {sys.executable} "$@"'
    done = _setup(bare, ("python3", "exit 1"), ("python3.12", newer))
    assert done.returncode == 7
    assert "asked to make -m venv --clear .venv" in done.stderr


@posix
def test_nothing_is_installed_twice_until_the_pins_change(bare: Path) -> None:
    log = bare / "log"
    fake = bare / ".venv/bin/python"
    fake.parent.mkdir(parents=True)
    fake.write_text(f'#!/bin/sh\necho "$@" >> {log}\n')
    fake.chmod(0o755)
    python = ("python3", f'exec {sys.executable} "$@"')
    assert _setup(bare, python).returncode == 0
    assert "--require-hashes -r requirements.txt" in log.read_text()
    log.unlink()
    assert _setup(bare, python).returncode == 0
    assert not log.exists()
    (bare / "requirements.txt").write_text("changed")
    assert _setup(bare, python).returncode == 0
    assert log.exists()


@posix
def test_lab_reads_and_writes_nothing_of_a_persons_own(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A home folder whose Jupyter settings would stop the server changes nothing, and nothing is added to it."""
    for place in (".jupyter", ".ipython/profile_default/startup", ".config/matplotlib"):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / ".jupyter/jupyter_server_config.py").write_text("raise SystemExit('personal settings')\n")
    (tmp_path / ".jupyter/jupyter_lab_config.py").write_text("c.ServerApp.base_url = '/personal/'\n")
    (tmp_path / ".ipython/profile_default/startup/0.py").write_text("open('started', 'w')\n")
    (tmp_path / ".config/matplotlib/matplotlibrc").write_text("font.size: 40\n")
    log = tmp_path_factory.mktemp("server") / "log"
    before = sorted(tmp_path.rglob("*"))
    runtime, token = ROOT / ".jupyter" / "runtime", "t" * 32
    command = [sys.executable, str(ROOT / ".ci/lab.py"), "--no-browser", "--ServerApp.port=0"]
    home = {"HOME": str(tmp_path), "JUPYTER_TOKEN": token, "JUPYTER_CONFIG_DIR": str(tmp_path / ".jupyter")}
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, env={**os.environ, **home}, stdout=said, stderr=said, start_new_session=True
        )
    try:
        described = runtime / f"jpserver-{process.pid}.json"
        deadline = time.monotonic() + 120
        answer = None
        # The server writes its address down before it listens there.
        while answer is None and process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(FileNotFoundError, ValueError, urllib.error.URLError):
                url = json.loads(described.read_text())["url"]
                asked = urllib.request.Request(
                    f"{url}api/kernels",
                    data=b"{}",
                    headers={"Authorization": f"token {token}"},
                    method="POST",
                )
                with urllib.request.urlopen(asked, timeout=30) as opened:
                    answer = json.load(opened)
            time.sleep(0.1)
        assert answer is not None, log.read_text(errors="replace")[-2000:]
        assert answer["execution_state"] in ("starting", "idle", "busy")
        assert "/personal/" not in url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
    assert sorted(tmp_path.rglob("*")) == before


def test_tests_of_one_group_stay_on_one_worker(tmp_path: Path) -> None:
    """What is made once for a group would else be made by every worker, as it was under pytest 9.2."""
    (tmp_path / "test_group.py").write_text(
        "import os, pathlib, pytest\n"
        '@pytest.mark.xdist_group("one")\n'
        '@pytest.mark.parametrize("n", range(8))\n'
        "def test_it(n):\n"
        '    pathlib.Path(os.environ["PYTEST_XDIST_WORKER"]).touch()\n'
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        "-c",
        os.devnull,
        "--rootdir",
        ".",
    ]
    subprocess.run([*command, "test_group.py"], cwd=tmp_path, capture_output=True, timeout=120, check=True)
    assert len(list(tmp_path.glob("gw?"))) == 1
