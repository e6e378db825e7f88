"""The paragraphs of a web page or document in HTML, without its scripts, menus and notes."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

from analystkit.analysis.texts.headings import article_heading, roman
from analystkit.analysis.texts.lines import joined
from analystkit.analysis.texts.pages import Laid

_DROPPED = re.findall(
    r"\w+",
    "script style noscript template svg math iframe object embed applet canvas audio video form button "
    "select option textarea input nav footer aside dialog menu head",
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body caption center dd details "
        "div dl dt fieldset figcaption figure h1 h2 "
        "h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul",
    )
)
_SMALL = 3000
_CALL = re.compile(r"[(\[]?\s*(?:\d{1,3}|[*†‡]{1,3}|[a-z])\s*[)\]]?")
_MARK_ONLY = re.compile(r"[(\[]?(?:\w{1,4}|\d+(?:\.\d+)*)[)\].]{1,2}|[•·–—-]|\d{1,3}")
_CLUTTER = re.compile(
    r"(?<![a-z])(?:shar(?:e|ing)|social|cookies?|consent|breadcrumbs?|menu|nav(?:bar|igation)?|sidebar|"
    r"related|comments?|newsletter|subscribe|advert\w*|promo|banner|popup|modal|pagination|contentinfo|"
    r"complementary|search)(?![a-z])",
    re.IGNORECASE,
)


def html_blocks(page: str) -> Laid:
    """Return the paragraphs of a page, its notes apart."""
    from bs4 import BeautifulSoup, ParserRejectedMarkup, XMLParsedAsHTMLWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            soup = BeautifulSoup(page, "html.parser")
        except ParserRejectedMarkup:  # what one parser refuses another reads
            soup = BeautifulSoup(page, "lxml")
    _without_clutter(soup)
    notes, contents = _notes(soup), _contents(soup)
    blocks = [block for run in _runs(_main(soup)) for block in joined(run.split("\n"))]
    return Laid(blocks, contents, notes)


def _without_clutter(soup: Any) -> None:
    """Drop menus, sharing buttons and the like, told by what they are called, if they hold no article."""
    for tag in soup.find_all(True):
        if tag.decomposed or tag.name in ("html", "body", "article", "main"):
            continue
        hidden = tag.has_attr("hidden") or tag.get("aria-hidden") == "true"
        names = [*(tag.get("class") or []), tag.get("id"), tag.get("role")]
        if tag.name in _DROPPED or hidden or _CLUTTER.search(" ".join(map(str, names))):
            words = tag.get_text("\n", strip=True)
            if len(words) < _SMALL or not any(map(article_heading, words.split("\n"))):
                tag.decompose()


def _main(soup: Any) -> Any:
    """Return the part that holds nearly all words outside links, or most of them and all articles."""
    words: dict[int, int] = {}
    articles: dict[int, int] = {}
    for string in soup.find_all(string=True):
        parents = list(string.parents)
        if any(parent.name == "a" for parent in parents):
            continue
        count, heads = len(string.split()), int(article_heading(str(string)) is not None)
        for parent in parents:
            words[id(parent)] = words.get(id(parent), 0) + count
            articles[id(parent)] = articles.get(id(parent), 0) + heads
    part = soup
    while True:
        inner = max(part.find_all(True, recursive=False), key=lambda tag: words.get(id(tag), 0), default=None)
        if inner is None or inner.name in ("p", "table", "ol", "ul", "h1", "h2", "span"):
            return part
        share = words.get(id(inner), 0) / max(1, words.get(id(part), 0))
        heads = articles.get(id(part), 0)
        least = 0.5 if inner.name in ("article", "main") else 0.6 if heads > 1 else 0.9
        if share < least or articles.get(id(inner), 0) < heads:
            return part
        part = inner


def _notes(soup: Any) -> list[str]:
    """Take out footnotes and their calls: blocks that short links point to, and what says it is a note."""
    notes = []
    for tag in soup.find_all(attrs={"role": re.compile("doc-(?:end|foot)notes?")}):
        notes += list(_runs(tag.extract()))
    for tag in soup.find_all(["a", "sup"], attrs={"role": "doc-noteref"}):
        tag.decompose()
    named = {
        str(name): tag for tag in soup.find_all(True) for name in (tag.get("id"), tag.get("name")) if name
    }
    for call in soup.find_all("a", href=re.compile("^#")):
        target = named.get(str(call.get("href", ""))[1:]) if call.attrs else None
        if target is None or call.decomposed or not _CALL.fullmatch(call.get_text().strip()):
            continue
        block = next((tag for tag in (target, *target.parents) if tag.name in _BLOCKS), None)
        if block is None or block in call.parents or target is call or block.name in ("body", "html"):
            continue
        words = block.get_text(" ", strip=True)
        if re.match(r"[(\[]?\s*(?:\d{1,3}|[*†‡]|[a-z])\s*[)\].]?", words):
            if not block.decomposed and len(words.split()) < 200:
                notes.append(" ".join(words.split()))
                block["data-note"] = "1"
            (call.parent if call.parent.name == "sup" and len(call.parent.get_text()) < 6 else call).extract()
    for tag in soup.find_all(attrs={"data-note": "1"}):
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


def _runs(root: Any) -> Iterator[str]:
    """Give the text between the borders of blocks; forced breaks stay as line breaks."""
    from bs4 import Comment, Doctype, NavigableString

    words: list[str] = []
    mark = ""

    def flush() -> Iterator[str]:
        nonlocal mark
        text = "\n".join(" ".join(line.split()) for line in "".join(words).split("\n")).strip()
        words.clear()
        if text and _MARK_ONLY.fullmatch(text) and in_cell:
            mark = f"{text} "
        elif text:
            yield mark + text
            mark = ""

    in_cell = False
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, Comment | Doctype):
                words.append(re.sub(r"\s+", " ", str(node)))
            continue
        if node.name == "br":
            words.append("\n")
        if node.name in _BLOCKS:
            yield from flush()
            in_cell = not leaving and (
                node.name in ("td", "th") or (in_cell and node.name in ("p", "div", "span"))
            )
            if node.name == "tr" and leaving and mark:
                yield mark.strip()
                mark = ""
            if node.name == "li" and not leaving:
                mark += _item_mark(node)
        if not leaving:
            stack.append((node, True)) if node.name in _BLOCKS else None
            stack.extend((child, False) for child in reversed(list(node.children)))
    yield from flush()


def _item_mark(item: Any) -> str:
    """Return the mark that a browser sets before an item of a numbered list."""
    listed = item.parent
    if listed is None or listed.name != "ol" or "none" in str(listed.get("style", "")):
        return ""
    number = int(listed.get("start") or 1) if str(listed.get("start") or 1).lstrip("-").isdigit() else 1
    for other in listed.find_all("li", recursive=False):
        value = str(other.get("value") or "")
        number = int(value) if value.isdigit() else number
        if other is item:
            break
        number += 1
    shown = {"a": letter(number), "A": letter(number).upper(), "i": roman(number).lower(), "I": roman(number)}
    return f"{shown.get(str(listed.get('type')), number)}. "


def letter(number: int) -> str:
    """Return the letter of an item: a to z, then aa."""
    return chr(96 + (number - 1) % 26 + 1) * ((number - 1) // 26 + 1)
