"""A stored text: numbered passages in a plain file that people can read and the kit reads back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analystkit.errors import KitError

FIRST_LINE = "analystkit text, version 1"
_PASSAGE = re.compile(r"\[(?P<label>[^\[\]]+)\] (?P<text>.*)")
_STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_HEADER = re.compile(r"(?P<name>[a-z][a-z0-9-]*): (?P<value>.*)")
_LABEL = re.compile(
    r"(?P<annex>(?:annex|protocol)(?: [\w.:-]*\w)?)|(?:(?P<zone>(?:annex|protocol)(?: [\w.:-]*\w)?), )?"
    r"(?:(?P<role>front|back|closing|heading)"
    r"|(?:(?P<preamble>preamble), )?para\. (?P<para>\d+)"
    r"|art\. (?P<article>(?:[A-Z]-)?\d+(?:[.:–‑-]\d+)*[A-Z]?(?: [^\W\d_]+)?)(?:\((?P<sub>\d+)\))?"
    r"(?P<items>(?:\([\w.]+\))*)"
    r"(?P<head>, heading)?)"
)


@dataclass(frozen=True)
class Passage:
    """One paragraph of a text, with its place.

    Parameters
    ----------
    label : str
        The place as a citation's locator writes it: ``para. 3``, ``art. 19``, ``art. 5 bis``, ``art. 1.2``,
        ``art. 3(2)(b)``, ``preamble, para. 1``, ``annex I, art. 5``, ``protocol``. Besides those, ``front``
        and ``back`` (title, byline, contents, notes), ``heading``, ``art. 3, heading`` and ``closing``.
    text : str
        The words, on one line.

    Examples
    --------
    >>> Passage("art. 3(2)", "Neither Party shall …").article
    3
    """

    label: str
    text: str

    def __post_init__(self) -> None:
        """Refuse a label that is none."""
        if not _LABEL.fullmatch(self.label):
            raise KitError(f"{self.label!r} is not a place: expected such as 'para. 3' or 'art. 3(2)'")

    def _part(self, name: str) -> str:
        match = _LABEL.fullmatch(self.label)
        return (match[name] or "") if match else ""

    @property
    def article(self) -> int | str | None:
        """The article's number, such as 3, ``1.2`` or ``5 bis``; 0 for the preamble, None elsewhere."""
        if self._part("preamble"):
            return 0
        number = self._part("article")
        return int(number) if number.isdecimal() else number or None

    @property
    def paragraph(self) -> int | None:
        """The paragraph's printed number, inside its article where there is one."""
        number = self._part("sub") or self._part("para")
        return int(number) if number else None

    @property
    def items(self) -> tuple[str, ...]:
        """The marks of the item and of the item within it, such as ``("b", "ii")``."""
        return tuple(self._part("items").strip("()").split(")(")) if self._part("items") else ()

    @property
    def annex(self) -> str:
        """The annex or protocol that it stands in, such as ``annex I``; empty for the treaty itself."""
        return self._part("annex") or self._part("zone")

    @property
    def role(self) -> str:
        """``body``, or ``front``, ``back``, ``heading``, ``closing``."""
        return self._part("role") or ("heading" if self._part("head") else "body")


@dataclass(frozen=True)
class Text:
    """One source's text, cut into passages.

    Parameters
    ----------
    source : str
        The citekey.
    passages : tuple of Passage
        In the order of the text.
    language : str
        Its code, such as ``en`` or ``fa``; ``und`` when it is not recognized.
    cut : str
        ``treaty`` (preamble, articles, paragraphs) or ``prose`` (numbered paragraphs).
    origin : mapping
        Where it came from, in words: the file's name, its format, its encoding.

    Examples
    --------
    >>> text = Text("doe2020", (Passage("para. 1", "Two towns agree."),), "en", "prose")
    >>> read_text(write_text(text)) == text
    True
    """

    source: str
    passages: tuple[Passage, ...]
    language: str = "und"
    cut: str = "prose"
    origin: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def body(self) -> tuple[Passage, ...]:
        """The passages that are neither above nor below the text itself."""
        return tuple(passage for passage in self.passages if passage.role not in ("front", "back"))

    def article(self, number: int | str) -> tuple[Passage, ...]:
        """Return one article's passages, its heading among them; 0 for the preamble."""
        return tuple(p for p in self.passages if p.article == number and not p.annex)

    def articles(self) -> list[int | str]:
        """Return the numbers of the articles, in the order of the text; the preamble is not one."""
        numbers = [p.article for p in self.passages if p.article and not p.annex]
        return list(dict.fromkeys(numbers))


def write_text(text: Text) -> str:
    """Return a text as it is stored; the inverse of `read_text`.

    The file starts with a line that names the form, then ``name: value`` lines (``source``, ``language``,
    ``cut`` and whatever `origin` holds), a blank line, and one line a passage, ``[place] words``, with
    blank lines between for the reader's sake.

    Parameters
    ----------
    text : Text
        The text.

    Returns
    -------
    str
        Plain text that ends with a line break.
    """
    head = {"source": text.source, "language": text.language, "cut": text.cut, **text.origin}
    lines = [FIRST_LINE, *(f"{name}: {_one_line(value)}" for name, value in head.items())]
    return "\n".join([*lines, "", *(f"[{p.label}] {_one_line(p.text)}\n" for p in text.passages)])


def _one_line(value: str) -> str:
    return " ".join(_STRAY.sub("", str(value)).split())


def read_text(stored: str, name: str = "text") -> Text:
    """Read a text as `write_text` stored it, perhaps mended by hand since.

    Parameters
    ----------
    stored : str
        The file's content.
    name : str
        The file's name, for messages.

    Returns
    -------
    Text

    Raises
    ------
    KitError
        For a file of another form, or a line without its place; the message says which line.
    """
    lines = list(enumerate(stored.removeprefix("\ufeff").split("\n"), start=1))
    for number, line in lines:
        if stray := _STRAY.search(line):
            raise KitError(
                f"{name}:{number}: found U+{ord(stray[0]):04X} at letter {stray.start() + 1}, which no text "
                "may hold; delete it"
            )
    if not lines or lines[0][1].strip() != FIRST_LINE:
        raise KitError(f"{name}: not a text that the kit stored; bring it in with `analystkit add-text`")
    head: dict[str, str] = {}
    passages: list[Passage] = []
    rest = iter(lines[1:])
    for number, line in rest:
        if not line.strip():
            break
        match = _HEADER.fullmatch(line.strip())
        if not match:
            raise KitError(f"{name}:{number}: found {line[:40]!r}, expected 'name: value' or a blank line")
        head[match["name"]] = match["value"]
    passages.extend(_passages(rest, name))
    try:
        source = head.pop("source")
    except KeyError:
        raise KitError(f"{name}: no line 'source: …' at its head") from None
    language, cut = head.pop("language", "und"), head.pop("cut", "prose")
    return Text(source, tuple(passages), language, cut, head)


def _passages(lines: Iterator[tuple[int, str]], name: str) -> Iterator[Passage]:
    for number, line in lines:
        if not line.strip():
            continue
        match = _PASSAGE.fullmatch(line.strip())
        if not match or not _LABEL.fullmatch(match["label"]):
            raise KitError(
                f"{name}:{number}: found {line[:40]!r}, expected a place and its words, such as '[para. 3] …'"
            )
        yield Passage(match["label"], match["text"])
