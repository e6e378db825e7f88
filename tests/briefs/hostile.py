"""Hostile briefs, made by combining what attacks with where it stands."""

from __future__ import annotations

import os
import zipfile
from itertools import product
from pathlib import Path

HEAD = "---\ntitle: {title}\ndossier: {dossier}\n{more}---\n\n{body}\n"
HOST = "http://127.0.0.1:18999"

ATTRIBUTES = [
    'onfocus="document.title=1" autofocus="autofocus" tabindex="0"',
    'onmouseover="document.title=1"',
    f'style="background:url({HOST}/beacon.png)"',
    f'data-src="{HOST}/x" src="{HOST}/x.js" srcset="{HOST}/y.png 1x"',
    f'href="javascript:document.title=1" formaction="{HOST}"',
    'typst:text:fill="{panic(read(\\"brief.typ\\"))}"',
    'typst:set:text="lang: \\"en\\"" typst:size="999pt"',
    'custom-style="Title" data-custom-style="x"',
    'lang="en\\"><script>document.title=1</script>"',
    'dir="rtl\\" onclick=\\"document.title=1"',
    'class="sources" id="refs"',
    'id="x\\"><img src=x onerror=document.title=1>"',
    f'xmlns:xlink="{HOST}" xlink:href="{HOST}/x.svg"',
    'width="expression(alert(1))" height="99999999mm"',
]
PLACES = [
    "A [span]{{{0}}} in prose.",
    "::: {{{0}}}\nA division.\n:::",
    "# A heading {{{0}}}\n\nProse.",
    "```{{.python {0}}}\ncode\n```",
    "![c](chart:provisions-by-domain){{{0}}}",
    "A [link](https://example.org){{{0}}}.",
    "`code`{{{0}}}",
]
TARGETS = [
    "javascript:document.title=1",
    "JaVaScRiPt:document.title=1",
    "data:text/html,<script>document.title=1</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//127.0.0.1:18999/x",
    "\\\\\\\\host\\\\share",
    "https://example.org/%22onclick=%22document.title=1",
    "mailto:a@b.org?subject=%0d%0aBcc:x",
    '#"><script>document.title=1</script>',
    "../../../etc/passwd",
    "java&#x0A;script:document.title=1",
]
LINKS = ["[a]({0})", "![a]({0})", "<{0}>", "[a][r]\n\n[r]: {0}", "Text ![a]({0}) in a line"]
RAW = [
    "<script>document.title=1</script>",
    f"<img src={HOST}/x onerror=document.title=1>",
    "`<b onclick=x>`{=html}",
    "```{=html}\n<script>document.title=1</script>\n```",
    "```{=openxml}\n<w:p/>\n```",
    '```{=typst}\n#panic(read("/etc/passwd"))\n```',
    '`#import "@preview/cetz:0.3.0"`{=typst}',
    '#read("brief.typ") #eval("1") #include "x.typ"',
    "\\input{/etc/passwd} $\\write18{x}$ \\href{javascript:x}{y}",
    "$#panic()$ and $$#panic()$$",
    "&#1; &#x0; &#xFFFE; \x07 \x1b[31m",
    "<!-- comment --> <![CDATA[x]]> <?php x ?>",
    "{{< include /etc/passwd >}} @include /etc/passwd",
    "---\ntitle: [second]\nheader-includes: <script>document.title=1</script>\n---",
]
METADATA = [
    'bottom-line: "[go](javascript:document.title=1)"',
    f'subtitle: "![]({HOST}/pixel.png)"',
    "header-includes: <script>document.title=1</script>",
    "include-before: x",
    'lang: \'en", region: "GB");#text(red)[X];#set text(lang: "en\'',
    "lang: English",
    "lang: fa",
    "date: 2025-02-30",
    "date: yesterday",
    "bottom-line:",
    "bottom-line: [a, b]",
    "author: {{name: A, email: b}}",
    "author: [[[a]]]",
    "author: [A, B]",
    "citations: endnotes",
    "csl: /etc/passwd",
    "csl: ../x.csl",
    f"csl: {HOST}/x.csl",
    "logo: /etc/passwd",
    f"logo: {HOST}/x.png",
    "reference-doc: ../../x.docx",
    "css: x.css",
    "bibliography: /etc/passwd",
    "accent: 'red; background:url(x)'",
    "font: '\"; } body { background: url(x)'",
    "toc: maybe",
    "page: a0",
    "sources: none",
    "title: twice",
    "a: &a [x, x]\nb: &b [*a, *a, *a]\nsubtitle: *b",
    "subtitle: !!python/object/apply:os.system ['x']",
    "subtitle: {{{{{{{{a}}}}}}}}",
    "subtitle: " + "[" * 500,
    'subtitle: "' + "x" * 5000 + '"',
    "? [a, b]\n: c",
    'subtitle: |\n  <script>document.title=1</script>\n  "#panic()"',
]
SHAPES = [
    ">" * 400 + " deep",
    "- " * 300 + "deep",
    "*" * 5000,
    "[" * 3000 + "a" + "](x)" * 3000,
    "(" * 20000,
    "`" * 10001,
    "|a" * 300 + "|\n" + "|-" * 300 + "|\n" + ("|x" * 300 + "|\n") * 5,
    "A" * 200_000,
    "\n\n".join(f"[^{n}]: note[^{n + 1}]" for n in range(200)) + "\n\nx[^0]",
    "x[^a]\n\n[^a]: itself[^a]",
    ("word " * 2000 + "\n\n") * 8,
    "::: {.beside}\n" * 60 + "x",
    "\u202e\u2066abc\u2069 \u200f\ufeff",
    "1. a\n" * 1500,
    "Term\n:   " * 200 + "x",
]

TYPST = '#panic() #read("brief.typ") ] #{} \\\\ $x$ `a` <lab> ~ // c /* c */ = h'
STRAY = "\ufeff\x01\x0b\x1b\uffff\ufffe\u202e\u2066\u2029\u2028\x85\xad\u200b"
LONG = "W" * 4990
NASTY = [  # nesting, definitions of links, own pictures, characters, what Typst would read
    "[[[[a](x)](y)](javascript:z)](https://e.org)",
    "`` `<script>`{=html} ``{=html}",
    "::: {=html}\n<script>document.title=1</script>\n:::",
    "~~~ {=html .numberLines}\n<script>document.title=1</script>\n~~~",
    "[x]\n\n[x]: javascript:document.title=1 'y'",
    '[x][]\n\n[x]: <java\tscript:alert(1)> "a"',
    "[x]: https://e.org {onclick=alert(1) .a}\n\n[x]",
    "[x]\n\n[x]: data:text/html;base64,PHNjcmlwdD4=",
    f"![a](ok.png){{onload=document.title=1 style=x width=100% srcset={HOST}/x}}",
    "![a](ok.png){width=9999in height=0mm}",
    "![a](ok.png){fig-alt='\"><script>document.title=1</script>' alt='#panic()'}",
    "![a](link.png)",
    "![a](loop.png)",
    "![a](pipe.png)",
    "![a](etc/passwd)",
    "![a](script.svg)",
    "![a](script.png)",
    "![a](../outside.png)",
    "![a](DATA:image/svg+xml,<svg onload=alert(1)>)",
    f"| a | b |\n|---|---|\n| {TYPST} | {TYPST} |\n\n: {TYPST}",
    f"x[^1]\n\n[^1]: {TYPST}",
    f"# {TYPST}\n\n![{TYPST}](ok.png)",
    f"Cite [@doe2020, {TYPST}; see @roe2020, p. <script>] and @doe2020 [{TYPST}].",
    f"Term {TYPST}\n:   {TYPST}\n\n> [{TYPST}]{{lang=fa dir=rtl}}",
    "![a](chart:provisions-by-domain?title=%23panic%28%29%20%24x%24%01%EF%BF%BF%EF%BB%BF)",
    "![a](chart:provisions-by-domain?title=%22%3E%3Cscript%3Edocument.title=1%3C/script%3E)",
    f"![](chart:provisions-by-domain?title={LONG})",
    "[@doe2020]{.csl-entry #refs onclick=x}",
    "# A {#a}\n\n# B {#a}\n\n[x](#a)",
    "![a](ok.png){#fig-a}\n\nSee @fig-a, [@fig-a; @fig-a], [see @fig-a, p. 3].",
    "[https://good.org](https://evil.org/\u202egnp.exe)",
    "[x](https://e.org/'\"><script>) [y](mailto:a@b?body=<script>)",
    "=cmd|'/c calc'!A0\n\n| =1+1 | +x | -x |\n|--|--|--|\n| =HYPERLINK(\"http://x\") | a | b |",
    f"{LONG} {LONG}\n\n# {LONG}\n\n| {LONG} | b |\n|---|---|\n| c | {LONG} |\n\nx[^1]\n\n[^1]: {LONG}",
    f"# a{STRAY}\n\n| {STRAY} |\n|---|\n| {STRAY} |\n\nx[^1]\n\n[^1]: {STRAY}\n\n![a{STRAY}](ok.png)",
    "&#xFEFF;&#x1;&#xFFFF;&#xD800;&#x202E; \U0001f468\u200d\U0001f467 \U000e0001 \U0010ffff \ue000",
    "\u202b\u0633\u0644\u0627\u0645 abc\u202c \u2067x\n\n# \u0633\u0644\u0627\u0645",
    "$\\sum_1^2$ $a$ $$b$$ $1.50 to $2 $\\mathdefault{x}$",
    "x[^a][^b]\n\n[^a]: ![p](ok.png)\n\n    ![](chart:provisions-by-domain)\n[^b]: | a |\n    |---|",
    "[" * 200_000,
    "*a " * 20_000,
]
KEYS = [
    'title: "\\u0001\\uFFFF\\uFEFF\\uD800 x"',
    f"author: '{TYPST}'",
    "author: " + "[a" + ", b" * 3000 + "]",
    "lang: en-Latn-GB",
    "lang: en_GB",
    "dossier: [a]",
    "dossier: ../../../etc",
    "logo: link.png",
    "logo: pipe.png",
    "logo: script.png",
    "csl: evil.csl",
    "csl: elsewhere.csl",
    "csl: entity.csl",
    "csl: damaged.csl",
    "reference-doc: broken.docx",
    "reference-doc: broken.pptx",
    "<<: {title: x}",
    "x: !!binary aGk=",
    f"subtitle: x # {STRAY}",
]
_CSL = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="note"><info>{info}</info><citation>'
    '<layout prefix="&lt;script&gt;document.title=1&lt;/script&gt;" suffix="&lt;img src=x onerror=x&gt;">'
    '<text variable="title" prefix="#panic() $x$ `x`{{=html}}"/></layout></citation><bibliography><layout>'
    '<text variable="URL" prefix="[x](javascript:document.title=1) "/></layout></bibliography></style>'
)


def lay_out(folder: Path) -> None:
    """Put beside the briefs what they try to take: links out of the folder, scripts, damaged files."""
    from PIL import Image

    Image.new("RGB", (40, 30), "blue").save(folder / "ok.png")
    Image.new("RGB", (20, 20), "red").save(folder.parent / "outside.png")
    links = {"link.png": "../outside.png", "loop.png": "loop.png", "etc": "/etc"}
    for name, target in links.items():
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.png")
    for name in ("script.svg", "script.png"):
        (folder / name).write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    for ending, part in (("docx", "word/document.xml"), ("pptx", "ppt/presentation.xml")):
        with zipfile.ZipFile(folder / f"broken.{ending}", "w") as package:
            package.writestr(part, "<x/>")
    (folder / "evil.csl").write_text(_CSL.format(info="<title>x</title><id>x</id>"))
    away = f'<link rel="independent-parent" href="{HOST}/x.csl"/>'
    (folder / "elsewhere.csl").write_text(_CSL.format(info=away))
    entity = '<!DOCTYPE style [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    (folder / "entity.csl").write_text(entity + _CSL.format(info="&x;"))
    (folder / "damaged.csl").write_text("<style" + "<a>" * 100_000)


def briefs() -> list[str]:
    """Return the texts; ``{dossier}`` in each is still to be put in."""

    def text(body: str = "Prose.", more: str = "", title: str = "T") -> str:
        return HEAD.replace("{title}", title).replace("{more}", more).replace("{body}", body)

    made = [text(place.format(attributes)) for place, attributes in product(PLACES, ATTRIBUTES)]
    made = made[::2]
    made += [text(link.format(target)) for link, target in product(LINKS, TARGETS)][::2]
    made += [text(body) for body in RAW + SHAPES]
    made += [text(more=f"{line}\n".replace("{{", "{").replace("}}", "}")) for line in METADATA]
    made += [text(f"Cited [@doe2020].\n\n{body}") for body in NASTY]
    for line in KEYS:
        key = line.partition(":")[0]
        kept = [old for old in ("title: T", "dossier: {dossier}") if not old.startswith(f"{key}:")]
        made.append("\n".join(["---", *kept, line, "---", "", "Cited [@doe2020]."]))
    titles = [
        '"<script>document.title=1</script>"',
        "'#panic() \" \\'",
        '"[x](javascript:1)"',
        "|\n  a\n\n  b",
    ]
    return made + [text(title=title) for title in titles]
