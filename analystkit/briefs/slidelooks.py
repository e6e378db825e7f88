"""How the slides look, and what of Pandoc's slides has to be mended."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analystkit.briefs.package import default_part, pack, quoted

_ACCENT = "1F4E79"
_FULL = '<a:off x="0" y="0"/><a:ext cx="9144000" cy="5143500"/>'
_ABOVE = '<p:spPr><a:xfrm><a:off x="0" y="-900000"/><a:ext cx="9144000" cy="800000"/></a:xfrm></p:spPr>'
_PICTURE = re.compile(r"<p:pic>.*?</p:pic>", re.DOTALL)
_SHAPE = re.compile(r"<p:sp>.*?</p:sp>", re.DOTALL)
_TABLE = re.compile(r"<a:tbl>.*?</a:tbl>", re.DOTALL)
_TEXT = re.compile(r"<a:t>([^<]*)</a:t>")
# Up to so many characters on a slide, this size of type in hundredths of a point.
_SIZES = ((200, 2400), (420, 2000), (650, 1800), (950, 1600))
_SMALLEST = 1000
_MASTER = (
    ('<a:lvl1pPr algn="ctr" defTabSz="342900" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
     '<a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/><a:defRPr sz="3300" kern="1200">'
     '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>',
     '<a:lvl1pPr algn="l" defTabSz="342900" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
     '<a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/><a:defRPr sz="2200" b="1" kern="1200">'
     f'<a:solidFill><a:srgbClr val="{_ACCENT}"/></a:solidFill>'),
    ('<a:defRPr sz="2400" kern="1200">', '<a:defRPr sz="1700" kern="1200">'),
    ('<a:off x="457200" y="1200151"/>', '<a:off x="457200" y="1085850"/>'),
    ('<a:off x="457200" y="205979"/>', '<a:off x="457200" y="171450"/>'),
    ('<a:spcPct val="20000"/>', '<a:spcPct val="40000"/>'),
)  # fmt: skip
_TITLE_SLIDE = (
    ('y="1597819"/><a:ext cx="7772400" cy="1102519"/></a:xfrm></p:spPr><p:txBody><a:bodyPr/>',
     'y="1000000"/><a:ext cx="7772400" cy="1250000"/></a:xfrm></p:spPr><p:txBody><a:bodyPr anchor="b"/>'),
    ('x="1371600" y="2914650"/><a:ext cx="6400800"', 'x="685800" y="2330000"/><a:ext cx="7772400"'),
    ('algn="ctr"', 'algn="l"'),
)  # fmt: skip


def reference() -> bytes:
    """Return the reference document that gives the slides their looks; the same each time."""
    parts = default_part("reference.pptx")
    master = parts["ppt/slideMasters/slideMaster1.xml"].decode()
    for old, new in _MASTER:
        master = master.replace(old, new)
    parts["ppt/slideMasters/slideMaster1.xml"] = master.encode()
    first = parts["ppt/slideLayouts/slideLayout1.xml"].decode()
    for old, new in _TITLE_SLIDE:
        first = first.replace(old, new)
    parts["ppt/slideLayouts/slideLayout1.xml"] = first.encode()
    theme = parts["ppt/theme/theme1.xml"].decode()
    font = r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*'
    parts["ppt/theme/theme1.xml"] = re.sub(font, r"\g<1>Calibri", theme).encode()
    return pack(parts)


def mended(slide: str, alts: Mapping[str, str], language: str) -> str:
    """Return a slide as it should be.

    A figure fills the slide and has its alternative text in place of its address; its title stands above
    the slide, where screen readers find it. Text is as large as there is room for, and says its language.
    """
    if "<p:pic>" in slide:
        slide = _SHAPE.sub(_moved, _PICTURE.sub(lambda match: _filling(match[0], alts), slide))
    elif "<a:tbl>" in slide:
        slide = _TABLE.sub(lambda match: _sized(match[0], 1200), _SHAPE.sub(_fitted, slide))
    else:
        slide = _SHAPE.sub(_fitted, slide)
    return slide.replace("<a:rPr", f'<a:rPr lang="{quoted(language)}"')


def _filling(picture: str, alts: Mapping[str, str]) -> str:
    """Return a picture as large as the slide."""
    for address, alt in alts.items():
        picture = picture.replace(f'descr="{address}"', f'descr="{quoted(alt)}"')
    return re.sub(r"<a:xfrm>.*?</a:xfrm>", f"<a:xfrm>{_FULL}</a:xfrm>", picture, flags=re.DOTALL)


def _moved(match: re.Match[str]) -> str:
    """Return a title above the slide, and nothing for an empty caption under a picture."""
    shape = match[0]
    if 'type="title"' not in shape:
        return shape if "".join(_TEXT.findall(shape)).strip() else ""
    return re.sub(r"<p:spPr ?/>|<p:spPr>.*?</p:spPr>", _ABOVE, shape, flags=re.DOTALL)


def _fitted(match: re.Match[str]) -> str:
    """Return a text in a size at which it fits; titles keep theirs unless they are long."""
    shape = match[0]
    length = len("".join(_TEXT.findall(shape)))
    if 'type="ctrTitle"' in shape:
        return _sized(shape, 3200 if length <= 60 else 2600)
    if 'type="subTitle"' in shape:
        return _sized(shape, 1600)
    if 'type="body"' not in shape and 'idx="1"' not in shape:
        return _sized(shape, 1800) if 'type="title"' in shape and length > 70 else shape
    if "<a:hlinkClick" in shape:
        return _sized(shape, _SMALLEST)
    return _sized(shape, next((size for most, size in _SIZES if length <= most), _SMALLEST))


def _sized(shape: str, size: int) -> str:
    return re.sub(r"<a:rPr(?![^>]* sz=)", f'<a:rPr sz="{size}"', shape)
