"""The picture that a notebook keeps of a panel, for where no kernel runs."""

from __future__ import annotations

import base64
import html
from typing import Any

from IPython.display import DisplayHandle, display

# A live panel right after the still hides it; without one, the empty place of the panel is hidden instead.
_STYLE = """<style>
.jp-OutputArea-child:has(.akit-still):has(+ .jp-OutputArea-child .akit-panel) { display: none; }
.jp-OutputArea-child:has(.akit-still) + .jp-OutputArea-child:not(:has(.akit-panel)) { display: none; }
</style>"""


def still_bundle(png: bytes, alt: str) -> dict[str, str]:
    """Return a picture and its words in the forms that notebooks keep."""
    data = base64.b64encode(png).decode("ascii")
    image = f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{data}" style="max-width:100%">'
    return {
        "text/html": f'{_STYLE}<div class="akit-still">{image}</div>',
        "image/png": data,
        "text/plain": alt,
    }


def words_bundle(words: str) -> dict[str, str]:
    """Return words in the forms that notebooks keep, for what has no picture; a live panel hides them."""
    return {
        "text/html": f'{_STYLE}<div class="akit-still">{html.escape(words)}</div>',
        "text/plain": words,
    }


class Still:
    """A picture in the notebook's output that can be replaced by a later one.

    It stands in an output of its own before the panel: JupyterLab shows a widget whose kernel is gone as an
    error, whatever else the same output holds.
    """

    def __init__(self) -> None:
        self._handle: DisplayHandle | None = None

    def show(self, png: bytes, alt: str) -> None:
        """Put the picture into the output of the cell that is running."""
        self._handle = display(still_bundle(png, alt), raw=True, metadata=_spoken(alt), display_id=True)

    def update(self, png: bytes, alt: str) -> None:
        """Replace the picture, wherever it was shown."""
        if self._handle is not None:
            self._handle.update(still_bundle(png, alt), raw=True, metadata=_spoken(alt))


def _spoken(alt: str) -> dict[str, Any]:
    return {"image/png": {"alt": alt}}
