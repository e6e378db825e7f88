"""Texts that tests make up: an article with a standfirst, and a treaty in three languages."""

from __future__ import annotations

import subprocess
from html import escape
from pathlib import Path

FRONT = [
    "Alba and Bruma: Two towns agree",
    "Jane Doe, Monday 4 May 2020",
    "A pact between two small towns after their quarrel over the bridge pleases the councils of both",
    "Two towns agree",
]
BODY = [
    "On 4 May the towns of Alba and Bruma signed a pact of friendship. The five-article pact calls for “open "
    "gates,” though it does not include a promise to fight for one another. Alba wants to sell its cheese, and "
    "the talks went on for a whole spring before both councils could agree on the words.",
    "Bruma, for its part, is likely to ask for lower tolls. Both want quiet on the river, and they signed in the "
    "old mill with all the neighbours looking on. Perhaps the bridge will be mended now that the long and costly "
    "quarrel between the millers has come to an end at last.",
    "Critics say that the pact is too vague. They may be right: no clause says who pays for the power line, and "
    "the well-known duty on salt stays as it was. The councils undoubtedly weighed the benefits against the costs "
    "and found that the co-operative mill was worth the trouble.",
]
BACK = ["* A version of this report appears in print", "Short link:"]
ARTICLE = [*FRONT, *BODY, *BACK]
NUMBERED = {"para. 0": FRONT[2], **{f"para. {n}": text for n, text in enumerate(BODY, start=1)}}

_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
WORDS = {
    "en": {
        "title": "Treaty of Friendship between Alba and Bruma",
        "preamble": [
            "The Town of Alba and the Town of Bruma, hereinafter the Parties,",
            "wishing to live in peace,",
        ],
        "article": "Article {}",
        "single": "The Parties shall develop cooperation in field {} on the basis of equality.",
        "first": "{}. The Parties shall consult each other on matter {}.",
        "second": "{}. Neither Party shall act against the other in matter {}.",
        "closing": "Done at the Old Mill on 4 May 2020 in two copies.",
    },
    "ru": {
        "title": "Договор о дружбе между Альбой и Брумой",
        "preamble": ["Город Альба и город Брума, именуемые в дальнейшем Сторонами,", "желая жить в мире,"],
        "article": "Статья {}",
        "single": "Стороны развивают сотрудничество в области {} на основе равенства.",
        "first": "{}. Стороны консультируются по вопросу {}.",
        "second": "{}. Стороны не предпринимают действий друг против друга в вопросе {}.",
        "closing": "Совершено на Старой мельнице 4 мая 2020 года в двух экземплярах.",
    },
    "fa": {
        "title": "معاهده دوستی میان آلبا و بروما",
        "preamble": ["شهر آلبا و شهر بروما که از این پس طرف‌ها نامیده می‌شوند،", "با آرزوی زندگی در صلح،"],
        "article": "مادهٔ {}",
        "single": "طرف‌ها همکاری در زمینه {} را بر پایه برابری گسترش می‌دهند.",
        "first": "{}. طرف‌ها درباره موضوع {} رایزنی می‌کنند.",
        "second": "{}. هیچ‌یک از طرف‌ها در موضوع {} علیه دیگری اقدام نمی‌کند.",
        "closing": "در گواهی مراتب بالا این معاهده در دو نسخه تنظیم شد.",
    },
}


def treaty(language: str = "en", articles: int = 47, without: tuple[int, ...] = ()) -> list[str]:
    """Paragraphs of a treaty; every third article has two numbered paragraphs, the others one without a number."""
    words = WORDS[language]

    def say(number: int) -> str:
        return str(number).translate(_DIGITS) if language == "fa" else str(number)

    blocks = [words["title"], *words["preamble"]]
    for number in range(1, articles + 1):
        if number in without:
            continue
        blocks.append(words["article"].format(say(number)))
        if number % 3:
            blocks.append(words["single"].format(say(number)))
        else:
            blocks += [
                words["first"].format(say(1), say(number)),
                words["second"].format(say(2), say(number)),
            ]
    return [*blocks, words["closing"]]


def places(language: str = "en", articles: int = 47) -> list[str]:
    """The places that cutting `treaty` must give, headings and front left out."""
    found = ["preamble, para. 1", "preamble, para. 2"]
    for number in range(1, articles + 1):
        found += [f"art. {number}"] if number % 3 else [f"art. {number}(1)", f"art. {number}(2)"]
    return [*found, "closing"]


def write(folder: Path, kind: str, blocks: list[str] = ARTICLE) -> Path:
    """Write paragraphs as a file of one kind: txt, wrapped txt, md, html, docx, odt, rtf, epub or pdf."""
    path = folder / f"text.{'txt' if kind == 'wrapped' else kind}"
    if kind == "txt":
        path.write_text("\n\n".join(blocks), encoding="utf-8")
    elif kind == "wrapped":
        path.write_text("\n\n".join(map(_wrap, blocks)), encoding="utf-8")
    elif kind == "md":
        path.write_text("\n\n".join(block.replace("*", "\\*") for block in blocks), encoding="utf-8")
    elif kind == "html":
        path.write_text(page(blocks), encoding="utf-8")
    elif kind == "pdf":
        pdf(path, blocks)
    else:
        _pandoc(path, blocks)
    return path


def _wrap(block: str) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(block, 72, break_on_hyphens=False))


def page(blocks: list[str]) -> str:
    """A web page with all that surrounds a text on the web."""
    paragraphs = "".join(f"<p onclick='steal()'>{escape(block)}</p>\n" for block in blocks)
    return (
        "<!doctype html><html><head><meta charset='utf-8'><title>The Gazette</title><style>p {color: red}</style>"
        "<script>document.write('<p>injected</p>')</script></head><body><nav><a href='/'>Home</a></nav>"
        f"<main>{paragraphs}</main><aside>Read also: cheese</aside><footer>All rights reserved</footer>"
        "<script src='https://example.org/track.js'></script></body></html>"
    )


def pdf(
    path: Path, blocks: list[str], settings: str = "#set par(justify: true)\n#set text(hyphenate: true)"
) -> None:
    """Set paragraphs as a PDF with hyphenation, a running head and page numbers."""
    import typst

    text = "\n\n".join(block.replace("*", "\\*").replace("#", "\\#").replace("@", "\\@") for block in blocks)
    head = '#set page(width: 120mm, height: 160mm, header: [The Gazette of Alba], numbering: "1 / 1")\n'
    source = path.with_suffix(".typ")
    source.write_text(f"{head}{settings}\n{text}", encoding="utf-8")
    typst.compile(str(source), output=str(path))


def _pandoc(path: Path, blocks: list[str]) -> None:
    import pypandoc

    html = "".join(f"<p>{escape(block)}</p>" for block in blocks)
    command = [pypandoc.get_pandoc_path(), "-f", "html", "-o", str(path), "-s", "--metadata", "pagetitle=x"]
    subprocess.run(command, input=html.encode("utf-8"), check=True, capture_output=True)
