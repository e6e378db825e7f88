"""The picture, or the words, that a notebook keeps of a panel for where no kernel runs."""

from __future__ import annotations

import base64
import html
from typing import Any

from IPython.display import DisplayHandle, display

from analystkit.dossier import safe_html

# A live panel right after the still hides it; without one, the empty place of the panel is hidden instead.
_STYLE = """<style>
.jp-OutputArea-child:has(.akit-still):has(+ .jp-OutputArea-child .akit-panel) { display: none; }
.jp-OutputArea-child:has(.akit-still) + .jp-OutputArea-child:not(:has(.akit-panel)) { display: none; }
</style>"""


def bundle(png: bytes, words: str) -> dict[str, str]:
    """Return a picture with its words, or words alone, in the forms that notebooks keep."""
    shown, said = safe_html(words), {"text/plain": words}
    if png:
        data = base64.b64encode(png).decode("ascii")
        shown = f'<img alt="{html.escape(words)}" src="data:image/png;base64,{data}" style="max-width:100%">'
        said["image/png"] = data
    return {**said, "text/html": f'{_STYLE}<div class="akit-still">{shown}</div>'}


class Still:
    """A picture in the notebook's output that can be replaced by a later one.

    It stands in an output of its own before the panel: JupyterLab shows a widget whose kernel is gone as an
    error, whatever else the same output holds.
    """

    def __init__(self) -> None:
        self._handle: DisplayHandle | None = None

    def show(self, png: bytes, words: str) -> None:
        """Put the picture into the output of the cell that is running."""
        self._handle = display(bundle(png, words), raw=True, metadata=_spoken(words), display_id=True)

    def update(self, png: bytes, words: str) -> None:
        """Replace the picture, wherever it was shown."""
        if self._handle is not None:
            self._handle.update(bundle(png, words), raw=True, metadata=_spoken(words))


def _spoken(words: str) -> dict[str, Any]:
    return {"image/png": {"alt": words}}
