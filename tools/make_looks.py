"""Make ``reference.docx`` and ``reference.pptx``, which a person may open and restyle, from Pandoc's own.

``python tools/make_looks.py`` writes both into ``analystkit/briefs/``. The kit only reads them.
"""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu

from analystkit.briefs.word import ACCENT, FONT, pack, unpack
from analystkit.pandoc import program

HERE = Path(__file__).resolve().parents[1] / "analystkit" / "briefs"
TYPEFACE = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="Arial"/>'
MUTED, TINT, LINE = "5A5A5A", "EEF3F8", "C9D1D9"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


def space(before: float, after: float, line: float = 1.0) -> str:
    """Return spacing in points before and after, and between lines as a multiple."""
    return (
        f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" '
        f'w:line="{line * 240:.0f}" w:lineRule="auto"/>'
    )


def letters(size: float, color: str = "", bold: bool = False) -> str:
    """Return the looks of letters; a size in points."""
    weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:i w:val="0"/>'
    ink = f'<w:color w:val="{color}"/>' if color else ""
    return f'{TYPEFACE}{weight}{ink}<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>'


NEXT = "<w:keepNext/><w:keepLines/>"
BOX = (
    f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{TINT}"/>'
    f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{ACCENT}"/>'
    f'<w:bottom w:val="single" w:sz="4" w:space="5" w:color="{TINT}"/></w:pBdr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
)
INSET = '<w:ind w:left="170" w:right="113"/>'
RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'
LEFT = '<w:jc w:val="left"/>'
# style's id, its name where it is ours, paragraph properties, run properties
STYLES: tuple[tuple[str, str, str, str], ...] = (
    ("Title", "", space(0, 2) + LEFT, letters(19, "1A1A1A", bold=True)),
    ("Subtitle", "", space(0, 2) + LEFT, letters(12, MUTED)),
    ("Author", "", space(0, 0) + LEFT, letters(9, MUTED)),
    ("Date", "", space(0, 5) + LEFT, letters(9, MUTED)),
    ("BodyText", "", space(0, 3), ""),
    ("BlockText", "", space(3, 6) + '<w:ind w:left="480" w:right="480"/>', letters(10, MUTED)),
    ("Compact", "", space(1, 1), ""),
    ("Heading1", "", NEXT + space(8, 2) + '<w:outlineLvl w:val="0"/>', letters(12, ACCENT, bold=True)),
    ("Heading2", "", NEXT + space(9, 3) + '<w:outlineLvl w:val="1"/>', letters(11.5, ACCENT, bold=True)),
    ("Heading3", "", NEXT + space(8, 2) + '<w:outlineLvl w:val="2"/>', letters(10.5, ACCENT, bold=True)),
    ("TOCHeading", "", NEXT + space(8, 2), letters(11, ACCENT, bold=True)),
    ("FootnoteText", "", space(0, 0), letters(8)),
    ("Caption", "", space(2, 2), letters(9)),
    ("TableCaption", "", "<w:keepNext/>" + space(8, 3), ""),
    ("ImageCaption", "", space(2, 6), ""),
    ("CaptionedFigure", "", "<w:keepNext/>" + space(8, 0), ""),
    ("Bibliography", "", space(0, 0) + '<w:ind w:left="227" w:hanging="227"/>', letters(7)),
    ("BottomLine", "Bottom Line", BOX + space(0, 8, 1.05) + INSET, letters(10.5)),
    ("BottomLineHead", "Bottom Line Head", NEXT + BOX + space(6, 0) + INSET, letters(8, ACCENT, True)),
    ("SourceLine", "Source Line", space(2, 6), letters(7, MUTED)),
    ("Grades", "Grades", space(0, 1), letters(7, MUTED)),
    ("Logo", "Logo", space(0, 4) + '<w:jc w:val="right"/>', ""),
    ("CellText", "Cell Text", space(1.5, 1.5), letters(8.5)),
    ("CellHead", "Cell Head", "<w:keepNext/>" + space(1.5, 1.5), letters(8.5, bold=True)),
    ("Footer", "footer", RIGHT_TAB + space(0, 0), letters(8, MUTED)),
)
LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
    for side in ("top", "bottom", "insideH")
)
TABLES = f"""<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>
<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
<w:tblBorders>{LINES}</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/>
<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow">
<w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>
<w:top w:val="single" w:sz="12" w:space="0" w:color="{ACCENT}"/>
</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr></w:tblStylePr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="SideBySide"><w:name w:val="SideBySide"/>
<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/>
<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"""


def default(name: str) -> dict[str, bytes]:
    """Return the parts of Pandoc's own reference document."""
    done = subprocess.run([program(), "--print-default-data-file", name], capture_output=True, check=True)
    return unpack(done.stdout)


def word() -> bytes:
    """Return the reference document of Word."""
    parts = default("reference.docx")
    parts["word/styles.xml"] = styled(parts["word/styles.xml"].decode()).encode()
    parts["word/footer1.xml"] = footer().encode()
    relation = f'<Relationship Type="{RELATIONS}/footer" Id="rId90" Target="footer1.xml"/></Relationships>'
    swap(parts, "word/_rels/document.xml.rels", "</Relationships>", relation)
    override = f'<Override PartName="/word/footer1.xml" ContentType="{FOOTER_TYPE}"/></Types>'
    swap(parts, "[Content_Types].xml", "</Types>", override)
    page = (
        f'<w:sectPr><w:footerReference xmlns:r="{RELATIONS}" w:type="default" r:id="rId90"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="850" w:right="1134" w:bottom="850" '
        'w:left="1134" w:header="567" w:footer="454" w:gutter="0"/></w:sectPr>'
    )
    document = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(r"<w:sectPr>.*?</w:sectPr>", page, document, flags=re.DOTALL).encode()
    return pack(parts)


def swap(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    """Replace text in a part."""
    parts[name] = parts[name].decode().replace(old, new).encode()


def styled(styles: str) -> str:
    """Return the styles with ours in place of Pandoc's."""
    styles = re.sub(r"<w:rFonts [^>]*Theme[^>]*/>", TYPEFACE, styles)
    styles = re.sub(r'(<w:sz(?:Cs)? w:val=")24(")', r"\g<1>19\2", styles, count=2)
    styles = re.sub(
        r'<w:style [^>]*w:styleId="Table">.*?</w:style>', lambda _: TABLES, styles, flags=re.DOTALL
    )
    for mark, name, paragraph, run in STYLES:
        found = re.search(rf'<w:style [^>]*w:styleId="{mark}">.*?</w:style>', styles, re.DOTALL)
        looks = f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        if found:
            bare = re.sub(r"<w:(pPr|rPr)>.*?</w:\1>|<w:(pPr|rPr) ?/>", "", found[0], flags=re.DOTALL)
            styles = styles.replace(found[0], bare.replace("</w:style>", looks))
        else:
            new = (
                f'<w:style w:type="paragraph" w:styleId="{mark}"><w:name w:val="{name or mark}"/>'
                f'<w:basedOn w:val="Normal"/><w:qFormat/>{looks}'
            )
            styles = styles.replace("</w:styles>", f"{new}</w:styles>")
    return styles


def footer() -> str:
    """Return the foot of each page: the title, put in for ``{title}``, and which page of how many."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:ftr {NS}><w:p><w:pPr>'
        '<w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">{title}</w:t></w:r>'
        f"<w:r><w:tab/></w:r>{field('PAGE')}"
        f'<w:r><w:t xml:space="preserve"> / </w:t></w:r>{field("NUMPAGES")}</w:p></w:ftr>'
    )


def field(name: str) -> str:
    """Return a field that Word fills."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


KEPT = ("Title Slide", "Title and Content", "Title Only")
# where placeholders stand, in thousandths of the slide's width and height: left, top, width, height
PLACES = {
    ("Title Slide", 0): (50, 40, 900, 200),
    ("Title Slide", 1): (50, 245, 900, 145),
    ("Title Slide", 13): (50, 400, 900, 520),
    ("Title and Content", 0): (50, 20, 900, 175),
    ("Title and Content", 1): (50, 200, 900, 710),
    ("Title Only", 0): (50, 20, 900, 175),
}
BOTTOM_LINE = """<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<p:nvSpPr><p:cNvPr id="90" name="Bottom line"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>
<p:nvPr><p:ph type="body" sz="quarter" idx="13"/></p:nvPr></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1" cy="1"/></a:xfrm>
<a:solidFill><a:srgbClr val="{tint}"/></a:solidFill></p:spPr>
<p:txBody><a:bodyPr anchor="ctr"><a:normAutofit/></a:bodyPr><a:lstStyle>
<a:lvl1pPr marL="0" indent="0"><a:buNone/><a:defRPr sz="2000"/></a:lvl1pPr></a:lstStyle>
<a:p><a:r><a:rPr lang="en-GB"/><a:t>Bottom line</a:t></a:r></a:p></p:txBody></p:sp>"""


def slides() -> bytes:
    """Return the reference document of PowerPoint: three layouts, 16:9."""
    deck = Presentation(io.BytesIO(pack(default("reference.pptx"))))
    for number in reversed(range(len(deck.slides))):
        deck.part.drop_rel(deck.slides._sldIdLst[number].rId)
        del deck.slides._sldIdLst[number]
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
    styles = deck.slide_master.element.find(qn("p:txStyles"))
    title, body = styles.find(qn("p:titleStyle"))[0], styles.find(qn("p:bodyStyle"))
    title.set("algn", "l")
    look = title.find(qn("a:defRPr"))
    look.set("sz", "2400")
    look.set("b", "1")
    look.find(qn("a:solidFill")).replace(
        look.find(qn("a:solidFill"))[0], parse_xml(f'<a:srgbClr xmlns:a="{DRAWING}" val="{ACCENT}"/>')
    )
    for level in body:
        level.find(qn("a:defRPr")).set("sz", "2000" if level.tag.endswith("lvl1pPr") else "1800")
    for layout in deck.slide_layouts:
        if layout.name == "Title Slide":
            layout.shapes._spTree.append(parse_xml(BOTTOM_LINE.replace("{tint}", TINT)))
        for shape in layout.placeholders:
            index = shape.placeholder_format.idx
            place = PLACES.get((layout.name, index))
            if place:
                width, height = deck.slide_width, deck.slide_height
                shape.left, shape.top = Emu(width * place[0] // 1000), Emu(height * place[1] // 1000)
                shape.width, shape.height = Emu(width * place[2] // 1000), Emu(height * place[3] // 1000)
            if index in (10, 11):
                shape._element.getparent().remove(shape._element)
            if layout.name == "Title Slide" and index in (0, 1):
                shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if index == 0 else MSO_ANCHOR.TOP
                for level in shape._element.iter(qn("a:lvl1pPr")):
                    level.set("algn", "l")
    for shape in deck.slide_master.placeholders:
        if shape.placeholder_format.idx in (2, 3):
            shape._element.getparent().remove(shape._element)
        if shape.placeholder_format.idx == 4:
            shape.left, shape.top = Emu(8320000), Emu(4850000)
            shape.width, shape.height = Emu(700000), Emu(230000)
    for layout in deck.slide_layouts:
        for shape in layout.placeholders:
            if shape.placeholder_format.idx == 12:
                shape._element.spPr.clear()
    out = io.BytesIO()
    deck.save(out)
    parts = unpack(out.getvalue())
    for name in parts:
        if name.startswith("ppt/theme/"):
            font = rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*'
            parts[name] = re.sub(font, rb"\g<1>" + FONT.encode(), parts[name])
            accent = rb"(<a:accent1>\s*<a:srgbClr val=\")[^\"]*"
            parts[name] = re.sub(accent, rb"\g<1>" + ACCENT.encode(), parts[name])
    return pack(parts)


if __name__ == "__main__":
    (HERE / "reference.docx").write_bytes(word())
    (HERE / "reference.pptx").write_bytes(slides())
