"""A real JupyterLab over a working copy of the notebooks, and a Chromium page that drives it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]
# All cells stay in the page, so that a picture of the whole notebook has no blanks; no news, no look-ups.
SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none", "scrollPastEnd": False},
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
}
# Ends when nothing in the kernel waits for a hand to come to rest. JupyterLab sends what widgets say over a
# subshell, whose thread has an event loop of its own.
QUIET = """import asyncio as _asyncio, threading as _threading
def _waiting():
    ioloops = [each.io_loop for each in _threading.enumerate() if hasattr(each, "io_loop")]
    loops = {_asyncio.get_running_loop(), *(each.asyncio_loop for each in ioloops)}
    timers = [(loop, each) for loop in loops for each in list(loop._scheduled) if not each.cancelled()]
    return any("Debounced" in repr(each) and each.when() - loop.time() < WITHIN for loop, each in timers)
for _ in range(3):  # a timer that is due has left the list and not yet run
    while _waiting():
        await _asyncio.sleep(0.01)
    await _asyncio.sleep(0.01)
"""
# What was sent to the kernel and is not answered yet.
PENDING = """
    const kernel = panel.sessionContext.session.kernel;
    if (!kernel.pendingHere) {
        const pending = kernel.pendingHere = new Set();
        kernel.anyMessage.connect((_, { msg, direction }) => {
            if (direction === 'send' && msg.channel === 'shell') pending.add(msg.header.msg_id);
            else if (msg.header.msg_type === 'status' && msg.content.execution_state === 'idle')
                pending.delete(msg.parent_header.msg_id);
        });
    }
    let busy = performance.now();
    while (kernel.pendingHere.size) {
        await new Promise(done => setTimeout(done, 10));
        if (kernel.status !== 'idle') busy = performance.now();
        if (performance.now() - busy > 3000) kernel.pendingHere.clear();  // what went to a closed notebook's subshell
    }
"""
# The kernel is as new but for its imports.
FORGET = "import ipywidgets; ipywidgets.Widget.close_all(); get_ipython().run_line_magic('reset', '-f')"
FIND_PANEL = """() => {
    const shell = window.jupyterapp && window.jupyterapp.shell;
    const panel = shell && shell.currentWidget;
    return panel && panel.content && panel.content.model && panel.sessionContext ? panel : null;
}"""


def chromium() -> str | None:
    """Path of a Chromium on this machine, or None; the variable ANALYSTKIT_CHROMIUM names another."""
    named = os.environ.get("ANALYSTKIT_CHROMIUM")
    candidates = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((found for name in candidates if (found := shutil.which(name))), None)


def working_copy(home: Path) -> Path:
    """Copy notebooks and data to `home`, so that running and saving change nothing in the checkout."""
    for name in ("notebooks", "data"):
        target = home / name
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
            shutil.copytree(ROOT / name, target, ignore=ignored)
        else:
            target.mkdir(parents=True)
    return home


class Server:
    """One JupyterLab process over the folder `home`, with settings and workspaces of its own."""

    def __init__(self, home: Path, state: Path) -> None:
        self.home = home
        self.token = secrets.token_hex(16)
        self.log = state / "jupyter.log"
        self.runtime = state / "runtime"
        settings = state / "settings"
        for folder in (self.runtime, settings):
            folder.mkdir(parents=True, exist_ok=True)
        (settings / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--expose-app-in-browser"]
        command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={_free_port()}"]
        command += [f"--ServerApp.root_dir={home}", f"--LabApp.app_settings_dir={settings}"]
        if getattr(os, "geteuid", lambda: 1)() == 0:
            command.append("--allow-root")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=home,
                env=self._environment(state),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self.url = self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def _environment(self, state: Path) -> dict[str, str]:
        own = {
            "JUPYTER_CONFIG_DIR": state / "config",
            "JUPYTER_DATA_DIR": state / "share",
            "JUPYTER_RUNTIME_DIR": self.runtime,
            "JUPYTERLAB_WORKSPACES_DIR": state / "workspaces",
            "JUPYTERLAB_SETTINGS_DIR": state / "user-settings",
            "IPYTHONDIR": state / "ipython",
            "ANALYSTKIT_HOME": self.home,
            "JUPYTER_TOKEN": self.token,
            "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")])),
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
        return kept | {name: str(value) for name, value in own.items()}

    def _wait_until_ready(self, seconds: float = 180) -> str:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError, ValueError, urllib.error.URLError):
                url = json.loads((self.runtime / f"jpserver-{self.process.pid}.json").read_text())["url"]
                self._ask(url + "api/status")
                return url
            time.sleep(0.2)
        raise RuntimeError("JupyterLab did not start:\n" + self.log.read_text(errors="replace")[-4000:])

    def _ask(self, url: str, method: str = "GET") -> bytes:
        headers = {"Authorization": f"token {self.token}"}
        request = urllib.request.Request(url, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return bytes(answer.read())

    def end_session(self, notebook: str) -> None:
        """End the kernel of a notebook, if it has one."""
        for session in json.loads(self._ask(self.url + "api/sessions")):
            if session["path"] == notebook:
                self._ask(f"{self.url}api/sessions/{session['id']}", "DELETE")

    def stop(self) -> None:
        """Ask the server and its kernels to end; after a while, end the process group it leads."""
        started = time.monotonic()
        while self.process.poll() is None and time.monotonic() - started < 10:
            self.process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=5)
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Pages:
    """The pages of one browser on one server: JupyterLab stays loaded in them from one test to the next."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server = server
        self.context = browser.new_context(locale="en-GB")
        self.free: list[Page] = []
        self.used: set[str] = set()  # notebooks with a kernel that runs on

    def take(self) -> Page:
        """Return a page that no test holds."""
        if self.free:
            return self.free.pop()
        page = self.context.new_page()
        page.set_default_timeout(30_000)
        return page


class Lab:
    """A page in which one notebook is open; `page` is Playwright's own, for whatever is not here."""

    def __init__(self, pages: Pages, width: int = 1280, height: int = 900) -> None:
        self.pages, self.server, self.home = pages, pages.server, pages.server.home
        self.context = pages.context
        self.page = pages.take()
        self.page.set_viewport_size({"width": width, "height": height})
        self.complaints: list[str] = []
        self.outside: list[str] = []
        self._closed = False
        self._heard = {"pageerror": lambda e: self.complaints.append(str(e)), "request": self._note_request}
        for event, hear in self._heard.items():
            self.page.on(event, hear)

    def _note_request(self, request: object) -> None:
        url = request.url
        if url.startswith(("http:", "https:", "ws:", "wss:")) and "//127.0.0.1:" not in url:
            self.outside.append(url)

    def open(self, notebook: str, sidebar: bool = True, afresh: bool = False) -> Lab:
        """Open a notebook, by its path from `home`; `afresh` loads the page again and starts a new kernel."""
        if afresh:
            self.server.end_session(notebook)
            self.pages.used.discard(notebook)
        if afresh or not self.page.evaluate("() => !!window.jupyterapp"):
            url = f"{self.server.url}lab/workspaces/{secrets.token_hex(4)}"
            self.page.goto(f"{url}?token={self.server.token}&reset")
            self.page.wait_for_function("() => window.jupyterapp", timeout=60_000)
            self.page.evaluate("() => window.jupyterapp.restored")
        self.page.evaluate(
            """async ([path, sidebar]) => {
                const app = window.jupyterapp;
                await app.commands.execute('docmanager:open', {path, factory: 'Notebook'});
                if (sidebar) app.shell.expandLeft(); else app.shell.collapseLeft();
            }""",
            [notebook, sidebar],
        )
        self.page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=60_000)
        self.page.wait_for_function(f"() => !!({FIND_PANEL})()")
        self._in_panel("await panel.context.ready; await panel.sessionContext.ready", "a kernel")
        self.pages.used.add(notebook)
        self.settle()
        return self

    def _in_panel(self, body: str, awaited: str = "JupyterLab", seconds: int = 60) -> object:
        """Run JavaScript on the notebook panel; an open dialog would otherwise keep it waiting for ever."""
        late = f"reject(Error('no answer from {awaited}; dialog: ' + (dialog ? dialog.innerText : 'none')))"
        return self.page.evaluate(f"""() => Promise.race([
            (async () => {{ const panel = ({FIND_PANEL})(); {body} }})(),
            new Promise((_, reject) => setTimeout(() => {{
                const dialog = document.querySelector('.jp-Dialog'); {late};
            }}, {seconds * 1000})),
        ])""")

    def run_all(self, seconds: float = 180, check: bool = True) -> Lab:
        """Run all cells, wait until the kernel is idle, and raise with the traceback when a cell failed."""
        self._in_panel("window.ran = false; panel.content.deselectAll();")
        self.page.evaluate(
            "() => { window.jupyterapp.commands.execute('notebook:run-all-cells')"
            ".finally(() => { window.ran = true; }); }"
        )
        self.page.wait_for_function("() => window.ran", timeout=seconds * 1000)
        self.settle()
        if check and (errors := self.errors()):
            raise AssertionError("a cell failed:\n" + "\n\n".join(errors))
        return self

    def cells(self) -> list[dict]:
        """The open notebook's cells as they stand in the page, with their outputs."""
        return self._in_panel("return panel.content.model.toJSON().cells")

    def errors(self) -> list[str]:
        """Tracebacks of the cells that failed, without terminal colors."""
        import re

        outputs = [output for cell in self.cells() for output in cell.get("outputs", [])]
        failed = ["\n".join(o["traceback"]) for o in outputs if o["output_type"] == "error"]
        return [re.sub(r"\x1b\[[0-9;]*m", "", text) for text in failed]

    def locator(self, selector: str) -> Locator:
        """Elements inside the open notebook by CSS selector."""
        return self.page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) {selector}")

    def text(self, text: str, exact: bool = False) -> Locator:
        """Elements inside the open notebook that show this text."""
        return self.locator(".jp-Notebook").get_by_text(text, exact=exact)

    def click_text(self, text: str, exact: bool = False) -> Lab:
        """Click the first element that shows this text, then wait until the kernel has answered."""
        self.text(text, exact).first.click()
        self.settle()
        return self

    def settle(self, within: float = 0.3) -> None:
        """Wait until the kernel has done what was asked in the page, or will be `within` so many seconds."""
        for _ in range(2):  # what the page held back while the kernel worked is sent after the first answer
            self._in_panel(PENDING, "the kernel", 120)
            self._ask_kernel(QUIET.replace("WITHIN", str(within)))
        self._in_panel(PENDING, "the kernel", 120)
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")

    def _ask_kernel(self, code: str) -> None:
        asked = f"{{code: {json.dumps(code)}, silent: true, store_history: false}}"
        self._in_panel(
            f"await panel.sessionContext.session.kernel.requestExecute({asked}).done", "the kernel", 120
        )

    def restart_kernel(self) -> Lab:
        """Restart the kernel without a dialog and wait until it answers."""
        self._in_panel("""
            await panel.sessionContext.restartKernel();
            panel.sessionContext.session.kernel.pendingHere?.clear();
        """)
        self.settle()
        return self

    def save(self) -> Path | None:
        """Save the notebook, with outputs and widget state, into the working copy."""
        path = self._in_panel("await panel.context.save(); return panel.context.path")
        return self.home / str(path).split(":")[-1]

    def screenshot(self, path: Path | str) -> Path:
        """Save what the window shows as PNG."""
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(path))
        return Path(path)

    def whole_screenshot(self, path: Path | str, limit: int = 15_000) -> Path:
        """Make the window as high as the notebook (at most `limit` pixels) and save it as PNG."""
        scroller = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer"
        width = self.page.viewport_size["width"]
        for _ in range(4):
            box = self.page.eval_on_selector(scroller, "e => [e.scrollHeight, e.clientHeight]")
            missing = box[0] - box[1]
            if missing <= 0:
                break
            height = min(limit, self.page.viewport_size["height"] + missing)
            self.page.set_viewport_size({"width": width, "height": height})
            self.settle()
        self.page.eval_on_selector(scroller, "e => e.scrollTo(0, 0)")
        self.settle()
        return self.screenshot(path)

    def close(self) -> None:
        """Close the notebook; its page and its kernel, emptied, are there for the next test."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(Exception):
            self._ask_kernel(FORGET)
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)
        try:
            self.page.evaluate("""() => {
                const open = [...window.jupyterapp.shell.widgets('main')];
                for (const each of open) { if (each.context) each.context.model.dirty = false; each.dispose(); }
            }""")
            self.pages.free.append(self.page)
        except Exception:
            self.page.close()


@contextlib.contextmanager
def browsing() -> Iterator[Browser]:
    """A headless Chromium that is closed at the end."""
    path = chromium()
    if path is None:
        raise RuntimeError("no Chromium found: install Debian's chromium or set ANALYSTKIT_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
