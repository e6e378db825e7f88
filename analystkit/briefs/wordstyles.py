"""The styles of the Word document: what each looks like, put into Pandoc's own reference document."""

from __future__ import annotations

import re

from analystkit.briefs.package import default_part, pack, quoted

_FONT = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'
_ACCENT, _MUTED, _TINT, _LINE = "1F4E79", "5A5A5A", "EEF3F8", "C9D1D9"
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"


def _space(before: float, after: float, line: float = 1.0) -> str:
    """Return spacing in points before and after, and between lines as a multiple."""
    return (
        f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" '
        f'w:line="{line * 240:.0f}" w:lineRule="auto"/>'
    )


def _type(size: float, color: str = "", bold: bool = False) -> str:
    """Return the looks of letters; a size in points."""
    weight = "<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:i w:val="0"/>'
    ink = f'<w:color w:val="{color}"/>' if color else ""
    return f'{_FONT}{weight}{ink}<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>'


_NEXT = "<w:keepNext/><w:keepLines/>"
_BOX = (
    f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{_TINT}"/>'
    f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{_ACCENT}"/>'
    f'<w:bottom w:val="single" w:sz="4" w:space="5" w:color="{_TINT}"/></w:pBdr>'
    f'<w:shd w:val="clear" w:color="auto" w:fill="{_TINT}"/>'
)
_INSET = '<w:ind w:left="170" w:right="113"/>'
_RIGHT_TAB = '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>'
# style's id, its name where it is ours, paragraph properties, run properties
_STYLES: tuple[tuple[str, str, str, str], ...] = (
    ("Title", "", _space(0, 3) + '<w:jc w:val="left"/>', _type(20, "1A1A1A", bold=True)),
    ("Subtitle", "", _space(0, 2) + '<w:jc w:val="left"/>', _type(12, _MUTED)),
    ("Author", "", _space(0, 0) + '<w:jc w:val="left"/>', _type(9, _MUTED)),
    ("Date", "", _space(0, 5) + '<w:jc w:val="left"/>', _type(9, _MUTED)),
    ("BodyText", "", _space(0, 5, 1.05), ""),
    ("Compact", "", _space(1, 1), ""),
    ("Heading1", "", _NEXT + _space(12, 3) + '<w:outlineLvl w:val="0"/>', _type(13, _ACCENT, bold=True)),
    ("Heading2", "", _NEXT + _space(9, 3) + '<w:outlineLvl w:val="1"/>', _type(11.5, _ACCENT, bold=True)),
    ("Heading3", "", _NEXT + _space(8, 2) + '<w:outlineLvl w:val="2"/>', _type(10.5, _ACCENT, bold=True)),
    ("FootnoteText", "", _space(0, 0), _type(8)),
    ("Caption", "", _space(2, 2), _type(9)),
    ("TableCaption", "", "<w:keepNext/>" + _space(10, 3), ""),
    ("ImageCaption", "", "<w:keepNext/>" + _space(2, 2), ""),
    ("CaptionedFigure", "", "<w:keepNext/>" + _space(8, 0), ""),
    ("Bibliography", "", _space(0, 2) + '<w:ind w:left="227" w:hanging="227"/>', _type(8)),
    ("BottomLine", "Bottom Line", _BOX + _space(0, 8, 1.05) + _INSET, _type(11)),
    ("BottomLineHead", "Bottom Line Head", _NEXT + _BOX + _space(6, 0) + _INSET, _type(8, _ACCENT, True)),
    ("SourceLine", "Source Line", _space(0, 10), _type(8, _MUTED)),
    ("Grades", "Grades", _space(0, 5), _type(8.5, _MUTED)),
    ("CellText", "Cell Text", _space(1.5, 1.5), _type(9)),
    ("CellHead", "Cell Head", "<w:keepNext/>" + _space(1.5, 1.5), _type(9, bold=True)),
    ("Footer", "footer", _RIGHT_TAB + _space(0, 0), _type(8, _MUTED)),
)
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>'
    for side in ("top", "bottom", "insideH")
)
_TABLES = f"""<w:style w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>
<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
<w:tblBorders>{_LINES}</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/>
<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow">
<w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>
<w:top w:val="single" w:sz="12" w:space="0" w:color="{_ACCENT}"/>
</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{_TINT}"/></w:tcPr></w:tblStylePr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="SideBySide"><w:name w:val="Side By Side"/>
<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblCellMar><w:left w:w="0" w:type="dxa"/>
<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"""


def reference(title: str) -> bytes:
    """Return the reference document that gives the brief its looks."""
    parts = default_part("reference.docx")
    parts["word/styles.xml"] = _styled(parts["word/styles.xml"].decode()).encode()
    parts["word/footer1.xml"] = _footer(title).encode()
    relation = f'<Relationship Type="{_RELATIONS}/footer" Id="rId90" Target="footer1.xml"/></Relationships>'
    _swap(parts, "word/_rels/document.xml.rels", "</Relationships>", relation)
    override = f'<Override PartName="/word/footer1.xml" ContentType="{_FOOTER_TYPE}"/></Types>'
    _swap(parts, "[Content_Types].xml", "</Types>", override)
    page = (
        f'<w:sectPr><w:footerReference xmlns:r="{_RELATIONS}" w:type="default" r:id="rId90"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="850" w:right="1134" w:bottom="964" '
        'w:left="1134" w:header="567" w:footer="510" w:gutter="0"/></w:sectPr>'
    )
    document = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(r"<w:sectPr>.*?</w:sectPr>", page, document, flags=re.DOTALL).encode()
    return pack(parts)


def _swap(parts: dict[str, bytes], name: str, old: str, new: str) -> None:
    parts[name] = parts[name].decode().replace(old, new).encode()


def _styled(styles: str) -> str:
    """Return the styles with ours in place of Pandoc's."""
    styles = re.sub(r"<w:rFonts [^>]*Theme[^>]*/>", _FONT, styles)
    styles = re.sub(r'(<w:sz(?:Cs)? w:val=")24(")', r"\g<1>20\2", styles, count=2)
    table = r'<w:style [^>]*w:styleId="Table">.*?</w:style>'
    styles = re.sub(table, lambda _: _TABLES, styles, flags=re.DOTALL)
    for mark, name, paragraph, run in _STYLES:
        found = re.search(rf'<w:style [^>]*w:styleId="{mark}">.*?</w:style>', styles, re.DOTALL)
        looks = f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        if found:
            bare = re.sub(r"<w:(pPr|rPr)>.*?</w:\1>|<w:(pPr|rPr) ?/>", "", found[0], flags=re.DOTALL)
            styles = styles.replace(found[0], bare.replace("</w:style>", looks))
        else:
            new = (
                f'<w:style w:type="paragraph" w:styleId="{mark}"><w:name w:val="{name}"/>'
                f'<w:basedOn w:val="Normal"/><w:qFormat/>{looks}'
            )
            styles = styles.replace("</w:styles>", f"{new}</w:styles>")
    return styles


def _footer(title: str) -> str:
    """Return the foot of each page: the title, and which page of how many."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:ftr {_NS}><w:p><w:pPr>'
        f'<w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">{quoted(title)}</w:t></w:r>'
        f"<w:r><w:tab/></w:r>{_field('PAGE')}"
        f'<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES")}</w:p></w:ftr>'
    )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
