"""The paragraphs of a Word document, with the numbers that Word sets by itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from analystkit.analysis.texts.headings import roman
from analystkit.analysis.texts.html import letter
from analystkit.analysis.texts.lines import joined
from analystkit.analysis.texts.pages import Laid
from analystkit.errors import KitError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALPHABETS = {
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


class _Numbers:
    """What Word numbers: the lists, their levels, and how far each has counted."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self.levels: dict[str, dict[int, Any]] = {}
        self.nums: dict[str, tuple[str, dict[int, int]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.styles = (
            {_value(s, "styleId", own=True): s for s in styles.iter(f"{_W}style")}
            if styles is not None
            else {}
        )
        if numbering is None:
            return
        for abstract in numbering.iter(f"{_W}abstractNum"):
            levels = {int(_value(v, "ilvl", own=True)): v for v in abstract.iter(f"{_W}lvl")}
            self.levels[_value(abstract, "abstractNumId", own=True)] = levels
        for num in numbering.iter(f"{_W}num"):
            key, starts = _value(num, "numId", own=True), dict[int, int]()
            for override in num.iter(f"{_W}lvlOverride"):
                start = _value(override, "startOverride")
                if start:
                    starts[int(_value(override, "ilvl", own=True))] = int(start)
                for level in override.iter(f"{_W}lvl"):
                    base = self.levels.get(_value(num, "abstractNumId"), {})
                    own = {**base, int(_value(level, "ilvl", own=True)): level}
                    self.levels[f"own {key}"] = own
            self.nums[key] = (
                f"own {key}" if f"own {key}" in self.levels else _value(num, "abstractNumId"),
                starts,
            )

    def mark(self, paragraph: Any) -> str:
        """Return the number of the next paragraph, as Word sets it."""
        key, level = self._listed(paragraph)
        abstract, starts = self.nums.get(key, ("", {}))
        levels = self.levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(key if starts else abstract, {})
        first = starts.get(level, int(_value(levels[level], "start") or 1))
        counts[level] = counts[level] + 1 if level in counts else first
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            return _shown(counts.get(place, 1), _value(levels.get(place), "numFmt"))

        text = re.sub(r"%(\d)", shown, _value(levels[level], "lvlText"))
        return f"{text} " if re.search(r"\w", text) else "• " if text else ""

    def _listed(self, paragraph: Any) -> tuple[str, int]:
        """Return the list and level of a paragraph: its own, or those of its style and its base."""
        chain = [paragraph.find(f"{_W}pPr")]
        style = _value(chain[0], "pStyle")
        names = []
        while style in self.styles and style not in names:
            names.append(style)
            chain.append(self.styles[style].find(f"{_W}pPr"))
            style = _value(self.styles[style], "basedOn")
        lists = [part.find(f"{_W}numPr") for part in chain if part is not None]
        key = next((found for part in lists if (found := _value(part, "numId"))), "0")
        level = next((found for part in lists if (found := _value(part, "ilvl"))), "")
        if not level:
            levels = self.levels.get(self.nums.get(key, ("", {}))[0], {})
            level = next(
                (str(n) for n, one in levels.items() if _value(one, "pStyle") in names and names), "0"
            )
        return key, int(level)


def _value(element: Any, name: str, own: bool = False) -> str:
    """Return an attribute of an element, or the value of the element of that name within it."""
    if element is None:
        return ""
    if own:
        return str(element.get(f"{_W}{name}") or "")
    found = next(element.iter(f"{_W}{name}"), None)
    return str(found.get(f"{_W}val") or "") if found is not None else ""


def _shown(number: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form in ("lowerLetter", "upperLetter"):
        return letter(number) if form == "lowerLetter" else letter(number).upper()
    if form.startswith("russian"):
        form, upper = "russianLower", form.endswith("Upper")
        shown = _ALPHABETS[form][(number - 1) % 28]
        return shown.upper() if upper else shown
    if form in _ALPHABETS:
        return _ALPHABETS[form][(number - 1) % 28]
    return (
        str(number).translate(_PERSIAN)
        if form == "hindiNumbers"
        else ""
        if form in ("none", "bullet")
        else str(number)
    )


def word_blocks(data: bytes, name: str) -> Laid:
    """Return the paragraphs of a Word document, its footnotes apart."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {}
        for part in ("document", "numbering", "styles", "footnotes", "endnotes"):
            try:
                parts[part] = etree.fromstring(archive.read(f"word/{part}.xml"), parser)
            except KeyError:
                parts[part] = None
            except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError) as error:
                raise KitError(f"{name}: not a DOCX file that can be read ({error}); save it again") from None
    if parts["document"] is None:
        raise KitError(f"{name}: not a DOCX file that can be read (it has no text part); save it again")
    numbers = _Numbers(parts["numbering"], parts["styles"])
    laid = Laid()
    for paragraph in parts["document"].iter(f"{_W}p"):
        if any(parent.tag == f"{_W}txbxContent" for parent in paragraph.iterancestors()):
            continue
        words = "".join(_pieces(paragraph))
        if words.strip():
            laid.blocks += joined(f"{numbers.mark(paragraph)}{words}".split("\n"))
    for part in ("footnotes", "endnotes"):
        if parts[part] is not None:
            laid.notes += [text for p in parts[part].iter(f"{_W}p") if (text := "".join(_pieces(p)).strip())]
    return laid


def _pieces(element: Any) -> Iterator[str]:
    """Give the words of a paragraph, without what was deleted, moved away or stands in a box."""
    for child in element:
        tag = str(child.tag).removeprefix(_W)
        if tag == "t":
            yield child.text or ""
        elif tag == "tab":
            yield " "
        elif tag in ("br", "cr"):
            yield "\n"
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag not in ("pPr", "rPr", "del", "moveFrom", "txbxContent", "instrText", "p", "Fallback"):
            yield from _pieces(child)
