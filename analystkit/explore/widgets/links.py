"""Links from a notebook to a file, where the Jupyter server can show it."""

from __future__ import annotations

import html
import os
from pathlib import Path
from urllib.parse import quote


def file_link(path: Path) -> str:
    """Return a file as a link that opens it beside the notebook, or as its plain path."""
    for root, base in _served():
        try:
            inside = path.resolve().relative_to(root)
        except ValueError:
            continue
        address = f"{base}files/{quote(inside.as_posix())}"
        return f'<a href="{html.escape(address)}" target="_blank">{html.escape(inside.as_posix())}</a>'
    return html.escape(str(path))


def _served() -> list[tuple[Path, str]]:
    """Return the folder and the base address of the server that started this kernel, if it can be told."""
    parent = os.environ.get("JPY_PARENT_PID", "")
    if not parent:
        return []
    try:
        from jupyter_server.serverapp import list_running_servers
    except ImportError:
        return []
    servers = [info for info in list_running_servers() if str(info.get("pid")) == parent]
    return [(Path(info["root_dir"]).resolve(), str(info.get("base_url", "/"))) for info in servers]
