"""Hostile briefs, made by combining what attacks with where it stands."""

from __future__ import annotations

from itertools import product

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


def briefs() -> list[str]:
    """Return the texts; ``{dossier}`` in each is still to be put in."""

    def text(body: str = "Prose.", more: str = "", title: str = "T") -> str:
        return HEAD.replace("{title}", title).replace("{more}", more).replace("{body}", body)

    made = [text(place.format(attributes)) for place, attributes in product(PLACES, ATTRIBUTES)]
    made = made[::2]
    made += [text(link.format(target)) for link, target in product(LINKS, TARGETS)][::2]
    made += [text(body) for body in RAW + SHAPES]
    made += [text(more=f"{line}\n".replace("{{", "{").replace("}}", "}")) for line in METADATA]
    titles = [
        '"<script>document.title=1</script>"',
        "'#panic() \" \\'",
        '"[x](javascript:1)"',
        "|\n  a\n\n  b",
    ]
    return made + [text(title=title) for title in titles]
