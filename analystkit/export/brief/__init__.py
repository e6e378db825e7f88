"""Documents from one Markdown file: Word, PowerPoint, PDF and HTML, with figures, citations and sources."""

from analystkit.export.brief.faults import BriefError
from analystkit.export.brief.making import FORMATS, make_brief
from analystkit.export.brief.reading import Brief, read_brief

__all__ = ["FORMATS", "Brief", "BriefError", "make_brief", "read_brief"]
