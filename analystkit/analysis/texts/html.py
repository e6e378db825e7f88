"""The text of a web page without its scripts, menus and frames."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

_DROPPED = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template svg math iframe object embed applet canvas audio video form button "
        "select option textarea input nav footer aside dialog menu head",
    )
)
_VOID = frozenset(re.findall(r"\w+", "area base br col embed hr img input link meta source track wbr"))
_MAIN = ("article", "main")
_SHARE = 0.4


class _Reader(HTMLParser):
    """Keeps what is outside the dropped elements, and notes where an article or main part begins and ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.words = 0
        self._dropping: list[str] = []
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a start tag without its attributes, or begin to drop."""
        hidden = any(name == "hidden" or (name == "aria-hidden" and value == "true") for name, value in attrs)
        if self._dropping or ((tag in _DROPPED or hidden) and tag not in _VOID):
            if tag not in _VOID:
                self._dropping.append(tag)
        elif tag not in _DROPPED:
            if tag in _MAIN:
                self._open.append((tag, len(self.parts)))
            self.parts.append(self._start(tag, dict(attrs)))

    def _start(self, tag: str, attrs: dict[str, str | None]) -> str:
        kept = [
            f' {n}="{html.escape(attrs[n] or "")}"'
            for n in ("start", "type", "value")
            if tag in ("ol", "li") and n in attrs
        ]
        return f"<{tag}{''.join(kept)}>"

    def handle_endtag(self, tag: str) -> None:
        """Keep an end tag, or end dropping."""
        if self._dropping:
            if tag in self._dropping:
                while self._dropping.pop() != tag:
                    pass
            return
        if tag in _VOID or tag in _DROPPED:
            return
        self.parts.append(f"</{tag}>")
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] == tag:
                self.spans.append((self._open[place][1], len(self.parts)))
                del self._open[place:]
                break

    def handle_data(self, data: str) -> None:
        """Keep words."""
        if not self._dropping:
            self.parts.append(html.escape(data, quote=False))


def main_part(page: str) -> str:
    """Return a page's text part as plain HTML: no scripts, styles, forms, menus or attributes.

    Where the page marks an article or a main part that holds most of its words, the rest is dropped.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if not reader.parts and page.strip():
        return ""
    total = _words(reader.parts)
    spans = sorted(reader.spans, key=lambda span: _words(reader.parts[slice(*span)]))
    if spans and _words(reader.parts[slice(*spans[-1])]) >= _SHARE * total:
        return "".join(reader.parts[slice(*spans[-1])])
    return "".join(reader.parts)


def _words(parts: list[str]) -> int:
    return sum(len(part.split()) for part in parts if not part.startswith("<"))
