"""The brief as one HTML file that needs nothing else: style and pictures are inside, and nothing runs."""

from __future__ import annotations

import re
from pathlib import Path

from analystkit.briefs.layout import LOGO, Draft
from analystkit.briefs.tree import div, has_class, meta, para, picture, raw, replaced, strong, text
from analystkit.briefs.word import embedded
from analystkit.pandoc import Node, text_of

_NOTES = re.compile(rb'<section id="footnotes".*?</section>\s*', re.DOTALL)
_LIST = re.compile(rb'<(?:div|section) [^>]*class="[^"]*\bsources"')


def html(draft: Draft) -> bytes:
    """Return a brief as HTML."""
    header, language, tree = draft.brief.header, draft.brief.language, draft.tree()

    def dressed(block: Node) -> list[Node] | None:
        if block["t"] == "Figure":
            mark, caption, inside = block["c"]
            return [{"t": "Figure", "c": [mark, caption, [div(inside, "zoom")]]}]
        if has_class(block, "bottom-line"):
            return [div([para([strong(language.say("bottom-line"))]), *block["c"][1]], "bottom-line")]
        return [div([block], "wide")] if block["t"] == "Table" else None

    style = Path(__file__).with_name("brief.css").read_text("utf-8")
    own = [f"--accent: {header.accent};"] if header.accent else []
    own += [f'--font: "{header.font}";'] if header.font else []
    style += f"@page {{ size: {header.page}; margin: 18mm 20mm; }}\n:root {{ {' '.join(own)} }}\n"
    more = {
        "author": text(draft.author),
        "day": text(draft.day),
        "title-meta": text(draft.brief.title),
        "description": text(text_of(draft.brief.bottom_line)[:300]),
        "logo": [picture(f"{LOGO}.{header.logo.ending}", LOGO, 30)] if header.logo else [],
    }
    head = {**tree["meta"], **{key: meta(value) for key, value in more.items() if value}}
    head["style"] = {"t": "MetaBlocks", "c": [raw("html", f"<style>\n{style}</style>")]}
    given = embedded(draft, {**tree, "meta": head, "blocks": replaced(tree["blocks"], dressed)})
    template = Path(__file__).with_name("brief.html").read_bytes()
    options = ["--template", "brief.html", "--wrap", "none", "--section-divs"]
    page = draft.write(given, "html5", options, {"brief.html": template})
    notes, listed = _NOTES.search(page), _LIST.search(page)
    if not notes or not listed or notes.start() < listed.start():
        return page
    at = listed.start()  # the footnotes, which Pandoc puts last, stand before the list of sources
    return page[:at] + notes[0] + page[at : notes.start()] + page[notes.end() :]
