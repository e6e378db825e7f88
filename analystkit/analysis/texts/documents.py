"""The paragraphs of plain texts, web pages and Word documents."""

from __future__ import annotations

import bisect
import io
import itertools
import re
import string
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from analystkit.analysis.texts.headings import article_heading, is_title, plain_digits, roman, stopped
from analystkit.analysis.texts.letters import clean_controls
from analystkit.analysis.texts.lines import ARABIC, NUMBERED_PAGE, Laid, Line, gutter_of, joined, lay_out

_NARROW, _WIDE = "iljtfrI.,:;'’|!()[] اأإآلدذرزژو،؛", "mwMWЖШЩЮФжшщюфм"
_BREADTHS = {**dict.fromkeys(_NARROW, 0.55), **dict.fromkeys(_WIDE, 1.5)}
_DROPPED = re.compile(
    "script|style|noscript|template|svg|math|iframe|object|embed|applet|canvas|audio|video|form|button|"
    "select|option|textarea|input|nav|footer|aside|dialog|menu|head"
)
_BLOCKS = re.compile(
    "^(?:address|article|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|"
    "h[1-6]|header|hr|html|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$"
)
_HEADING = re.compile("^h[1-6]$")
_SMALL = 3000  # letters of what may be dropped whatever it holds
_WIDEST = 160  # letters of a line that was wrapped
_CALL = re.compile(r"[(\[]?\s*(?:\d{1,3}|[*†‡]{1,3}|[a-z])\s*[)\]]?")
_MARK_ONLY = re.compile(r"[(\[]?(?:\w{1,4}|\d+(?:\.\d+)*)[)\].]{1,2}|[•·–—-]|\d{1,3}")
_CLUTTER = re.compile(
    r"(?<![a-z])(?:shar(?:e|ing)|social|cookies?|consent|breadcrumbs?|menu|nav(?:bar|igation)?|sidebar|"
    r"related|comments?|newsletter|subscribe|advert\w*|promo|banner|popup|modal|pagination|contentinfo|"
    r"complementary|search)(?![a-z])",
    re.IGNORECASE,
)
_BREAK, _ROW, _BORDER, _MARK = "\x1c\x1d\x1e\x1f"  # what is set into a page's text where its tags stood
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_ALPHABETS = {
    "lowerLetter": string.ascii_lowercase,
    "upperLetter": string.ascii_uppercase,
    "russianLower": _RUSSIAN,
    "russianUpper": _RUSSIAN.upper(),
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}
_HTML_LISTS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def text_blocks(text: str) -> Laid:
    """Return what a plain text holds, wrapped lines joined where lines are wrapped.

    Form feeds part pages. Where a sentence goes on though its next word would have fitted, the text came from
    proportional type. A right-to-left text whose right edge is even is read from there.
    """
    text = clean_controls(re.sub("\r\n|[\r\u2028\u2029]|\x0b(?=\\w)", "\n", text))
    lines = [
        Line(row.strip(), len(row) - len(row.lstrip()), len(row.rstrip()), top, page=page)
        for page, rows in enumerate(text.split("\f"))
        for top, row in enumerate(rows.expandtabs(4).split("\n"))
        if row.strip()
    ]
    if "\f" not in text:
        _set_pages(lines)
    edge = max((line.right for line in lines), default=0)
    lefts, rights = Counter(line.left for line in lines), Counter(line.right for line in lines)
    mirrored = bool(lines and ARABIC.search(text)) and max(rights.values()) > max(lefts.values())
    wraps = [
        (one.right, len(two.text.split()[0]))
        for one, two in itertools.pairwise(lines)
        if (one.page, one.top + 1) == (two.page, two.top)
        and not (is_title(one.text) or (stopped(one.text) and one.text[-1] != ","))
        and (two.text[0].islower() or ARABIC.match(two.text))
        and len(one.text) <= _WIDEST
    ]
    width = max((length for length, _ in wraps), default=0)
    broad = sum(length + 1 + word <= width for length, word in wraps) > 0.05 * len(wraps)
    average = sum(_breadth(c) * times for c, times in Counter(text).items()) / max(1, len(text))
    pages: list[list[Line]] = [[] for _ in range(lines[-1].page + 1 if lines else 0)]
    for line in lines:
        wide = sum(map(_breadth, line.text)) / average if broad else line.right - line.left
        line.left = edge - line.right if mirrored else line.left
        line.right = line.left + wide
        pages[line.page].append(line)
    for number, page in enumerate(pages):
        parted = [
            replace(line, text=m[0], left=line.left + m.start(), right=line.left + m.end())
            for line in page
            for m in re.finditer(r"\S+(?:\s{1,2}\S+)*", line.text)
        ]
        if len(parted) > len(page) and gutter_of(parted):
            pages[number] = parted
    pairs = (pair for page in pages for pair in itertools.pairwise(page))
    lengths = [len(one.text) for one, two in pairs if two.top == one.top + 1]
    most = [length for length in lengths if length <= _WIDEST]
    wrapped = max(most, default=0) >= 40 and sum(most) > 0.9 * sum(lengths)
    return lay_out(pages, wrapped, 0.16 if broad else 0.0)


def _breadth(letter: str) -> float:
    """Return about how broad a letter is in proportional type."""
    return _BREADTHS.get(letter, 1.25 if letter.isupper() else 1.0)


def _set_pages(lines: Sequence[Line]) -> None:
    """Part pages at lines that hold nothing but the number of a page, counted on."""
    plain = {place: plain_digits(line.text) for place, line in enumerate(lines)}
    found = [(n, re.findall(r"\d+", text)) for n, text in plain.items() if NUMBERED_PAGE.fullmatch(text)]
    ends = [n for (n, one), (_, two) in itertools.pairwise(found) if int(two[0]) == int(one[0]) + 1]
    if len(ends) > 1:
        for place, line in enumerate(lines):
            line.page = bisect.bisect_left(ends, place)


def _numeral(number: int, form: str) -> str:
    """Return the number of an item as a list shows it, in a form that Word names."""
    if letters := _ALPHABETS.get(form):
        return letters[(number - 1) % len(letters)] * ((number - 1) // len(letters) + 1)
    if form.endswith("Roman"):
        return roman(number).lower() if form == "lowerRoman" else roman(number)
    shown = "" if form in ("none", "bullet") else str(number)
    return shown.translate(_PERSIAN) if form == "hindiNumbers" else shown


def html_blocks(page: str) -> Laid:
    """Return the paragraphs of a page without its scripts and menus, its notes apart."""
    from bs4 import BeautifulSoup, ParserRejectedMarkup, XMLParsedAsHTMLWarning

    page = re.sub(f"[{_BREAK}-{_MARK}]", " ", page)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            soup = BeautifulSoup(page, "html.parser")
        except ParserRejectedMarkup:  # what one parser refuses another reads
            soup = BeautifulSoup(page, "lxml")
    _drop_clutter(soup)
    formed = {tag.name for tag in soup.find_all(["br", _BLOCKS])} - {"html", "body"}
    laid = Laid(notes=_notes(soup), contents=_contents(soup))
    for tag in soup.find_all("pre") if formed else [soup]:  # lines as in a plain text
        plain = text_blocks(tag.get_text())
        laid.contents += plain.contents
        laid.notes += plain.notes
        tag.clear()
        for block in plain.blocks:
            tag.append(soup.new_tag("p", string=block))
    laid.blocks = [block for run in _runs(_main(soup)) for block in joined(run)]
    return laid


def _drop_clutter(soup: Any) -> None:
    """Drop menus, sharing buttons and the like, told by what they are called, if they hold no article."""
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in ("html", "body", "article", "main"):
            continue
        hidden = tag.has_attr("hidden") or tag.get("aria-hidden") == "true"
        names = [*(tag.get("class") or []), tag.get("role"), "" if _named_by_heading(tag) else tag.get("id")]
        if _DROPPED.fullmatch(tag.name) or hidden or _CLUTTER.search(" ".join(map(str, names))):
            words = tag.get_text("\n", strip=True)
            if len(words) < _SMALL or not any(map(article_heading, words.split("\n"))):
                tag.decompose()


def _named_by_heading(tag: Any) -> bool:
    """Tell whether a part is called as its own heading reads: "social-security", say."""
    name = re.sub(r"^.*\.xhtml_|[\W\d_]+", "", str(tag.get("id") or "").casefold())
    head = (tag if _HEADING.match(tag.name) else tag.find(_HEADING)) if name else None
    return head is not None and name in re.sub(r"[\W\d_]+", "", head.get_text().casefold())


def _main(soup: Any) -> Any:
    """Return the part that holds nearly all words outside links, or most of them and all articles."""
    words, articles = Counter[int](), Counter[int]()
    for text in soup.find_all(string=True):
        parents = list(text.parents)
        if all(parent.name != "a" for parent in parents):
            count, heads = len(text.split()), int(article_heading(str(text)) is not None)
            for parent in parents:
                words[id(parent)] += count
                articles[id(parent)] += heads
    part = soup
    while True:
        inner = max(part.find_all(True, recursive=False), key=lambda tag: words[id(tag)], default=None)
        if inner is None or inner.name in ("p", "table", "ol", "ul", "h1", "h2", "span"):
            return part
        if part.name == inner.name == "section" and part.find(_HEADING, recursive=False):
            return part  # a preamble stands above its chapters
        heads = articles[id(part)]
        least = 0.5 if inner.name in ("article", "main") else 0.6 if heads > 1 else 0.9
        if words[id(inner)] < least * max(1, words[id(part)]) or articles[id(inner)] < heads:
            return part
        part = inner


def _notes(soup: Any) -> list[str]:
    """Take out footnotes and their calls: blocks that short links point to, and what says it is a note."""
    found = [tag.extract() for tag in soup.find_all(attrs={"role": re.compile("doc-(?:end|foot)notes?")})]
    notes = [" ".join(run) for tag in found for run in _runs(tag)]
    for tag in soup.find_all(["a", "sup"], attrs={"role": "doc-noteref"}):
        tag.decompose()
    ids = {str(name): tag for tag in soup.find_all(True) for name in (tag.get("id"), tag.get("name")) if name}
    noted: dict[int, Any] = {}
    for call in soup.find_all("a", href=re.compile("^#")):
        target = ids.get(str(call.get("href", ""))[1:]) if call.attrs else None
        if target is None or call.decomposed or not _CALL.fullmatch(call.get_text().strip()):
            continue
        block = next((tag for tag in (target, *target.parents) if _BLOCKS.match(tag.name)), None)
        if block is None or block in call.parents or target is call or block.name in ("body", "html"):
            continue
        words = " ".join(block.get_text(" ").split())
        if re.match(r"[(\[]?\s*(?:\d{1,3}|[*†‡]|[a-z])\s*[)\].]?", words):
            if len(words.split()) < 200:
                notes.append(words)
                noted[id(block)] = block
            (call.parent if call.parent.name == "sup" and len(call.parent.get_text()) < 6 else call).extract()
    for tag in noted.values():
        tag.extract()
    return notes


def _contents(soup: Any) -> list[str]:
    """Take out lists of links to places on the page itself."""
    found = []
    for tag in soup.find_all(["ul", "ol", "table", "div", "p", "section"]):
        links = [] if tag.decomposed else tag.find_all("a", href=re.compile("^#"))
        words = tag.get_text(" ", strip=True) if len(links) > 2 else ""
        if words and sum(len(link.get_text(" ", strip=True)) for link in links) > 0.8 * len(words):
            found += [" ".join(link.get_text(" ").split()) for link in links]
            tag.extract()
    return found


def _runs(root: Any) -> Iterator[list[str]]:
    """Give the lines between the borders of blocks; the mark of an item stands before what it marks."""
    for items in root.find_all("ol"):
        number = int(items["start"]) if re.fullmatch(r"-?\d+", str(items.get("start"))) else 1
        for item in items.find_all("li", recursive=False):
            number = int(item["value"]) if re.fullmatch(r"\d+", str(item.get("value"))) else number
            if "none" not in str(items.get("style", "")):
                form = _HTML_LISTS.get(str(items.get("type")), "decimal")
                item.insert(0, f"{_numeral(number, form)}. {_MARK}")
            number += 1
    for tag in root.find_all(["br", _BLOCKS]):
        cell = tag.name in ("td", "th") or (tag.name in ("p", "div") and tag.parent.name in ("td", "th"))
        mark = tag.get_text(" ", strip=True) if cell else ""
        if tag.name == "br":
            tag.insert_before(_BREAK)
        elif _MARK_ONLY.fullmatch(mark):
            tag.replace_with(f"{_BORDER}{mark}{_MARK}")
        else:
            tag.insert_before(_BORDER)
            tag.insert_after(_ROW if tag.name == "tr" else _BORDER)
    text = re.sub(rf"{_MARK}[^\S{_BREAK}{_ROW}]*", " ", root.get_text())
    for run in re.split(f"[{_ROW}{_BORDER}]", text):
        if lines := [" ".join(line.split()) for line in run.split(_BREAK) if line.strip()]:
            yield lines


def word_blocks(data: bytes) -> Laid:
    """Return the paragraphs of a Word document, numbered as Word numbers them, its footnotes apart."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in ("document", "numbering", "styles", "footnotes", "endnotes"):
            there = part == "document" or f"word/{part}.xml" in archive.namelist()
            parts[part] = etree.fromstring(archive.read(f"word/{part}.xml") if there else b"<x/>", parser)
    numbers, laid = _Numbers(parts["numbering"], parts["styles"]), Laid()
    for paragraph in parts["document"].iter(f"{_W}p"):
        words = "".join(_pieces(paragraph))
        if words.strip() and next(paragraph.iterancestors(f"{_W}txbxContent"), None) is None:
            laid.blocks += joined(f"{numbers.mark(paragraph)}{words}".split("\n"))
    for part in ("footnotes", "endnotes"):
        laid.notes += [text for p in parts[part].iter(f"{_W}p") if (text := "".join(_pieces(p)).strip())]
    return laid


def _pieces(element: Any) -> Iterator[str]:
    """Give the words of a paragraph, without what was deleted, moved away or stands in a box."""
    signs = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
    for child in element:
        tag = str(child.tag).removeprefix(_W)
        if tag == "t" or tag in signs:
            yield signs.get(tag, child.text or "")
        elif tag not in ("pPr", "rPr", "del", "moveFrom", "txbxContent", "instrText", "p", "Fallback"):
            yield from _pieces(child)


def _own(element: Any, name: str) -> str:
    return str(element.get(f"{_W}{name}") or "")


def _value(element: Any, name: str) -> str:
    """Return the value of the element of that name within an element."""
    found = element.find(f".//{_W}{name}") if element is not None else None
    return _own(found, "val") if found is not None else ""


class _Numbers:
    """What Word numbers: of each list its levels, where they start, and how far each has counted."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self.styles = {_own(style, "styleId"): style for style in styles.iter(f"{_W}style")}
        self.lists: dict[str, tuple[dict[int, Any], dict[int, int], dict[int, int]]] = {}
        shared: dict[str, dict[int, int]] = {}
        bases = {
            _own(base, "abstractNumId"): {int(_own(level, "ilvl")): level for level in base.iter(f"{_W}lvl")}
            for base in numbering.iter(f"{_W}abstractNum")
        }
        for num in numbering.iter(f"{_W}num"):
            base, own, starts = _value(num, "abstractNumId"), dict[int, Any](), dict[int, int]()
            for override in num.iter(f"{_W}lvlOverride"):
                if start := _value(override, "startOverride"):
                    starts[int(_own(override, "ilvl"))] = int(start)
                own |= {int(_own(level, "ilvl")): level for level in override.iter(f"{_W}lvl")}
            counts = {} if own or starts else shared.setdefault(base, {})
            self.lists[_own(num, "numId")] = ({**bases.get(base, {}), **own}, starts, counts)

    def mark(self, paragraph: Any) -> str:
        """Return the number of the next paragraph, as Word sets it."""
        levels, starts, counts, level = self._listed(paragraph)
        if level not in levels:
            return ""
        first = starts.get(level, int(_value(levels[level], "start") or 1))
        counts[level] = counts[level] + 1 if level in counts else first
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            return _numeral(counts.get(place, 1), _value(levels.get(place), "numFmt"))

        text = re.sub(r"%(\d)", shown, _value(levels[level], "lvlText"))
        return f"{text} " if re.search(r"\w", text) else "• " if text else ""

    def _listed(self, paragraph: Any) -> tuple[dict[int, Any], dict[int, int], dict[int, int], int]:
        """Return the list and level of a paragraph: its own, or those of its style and its base."""
        chain, names = [paragraph.find(f"{_W}pPr")], list[str]()
        style = _value(chain[0], "pStyle")
        while style in self.styles and style not in names:
            names.append(style)
            chain.append(self.styles[style].find(f"{_W}pPr"))
            style = _value(self.styles[style], "basedOn")
        marks = [part.find(f"{_W}numPr") for part in chain if part is not None]
        key = next(filter(None, (_value(mark, "numId") for mark in marks)), "0")
        level = next(filter(None, (_value(mark, "ilvl") for mark in marks)), "")
        levels, starts, counts = self.lists.get(key, ({}, {}, {}))
        styled = (n for n, one in levels.items() if _value(one, "pStyle") in names)
        return levels, starts, counts, int(level) if level else next(styled, 0)
