"""Documents from one Markdown file: Word, PowerPoint, PDF and HTML, with figures, citations and sources."""

from analystkit.briefs.allowed import BriefError
from analystkit.briefs.making import FORMATS, make_brief
from analystkit.briefs.reading import Brief, read_brief

__all__ = ["FORMATS", "Brief", "BriefError", "make_brief", "read_brief"]
