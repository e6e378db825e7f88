"""A report: the curated notebooks, run, as one page that needs no server and no network."""

from analystkit.report.page import write_report

__all__ = ["write_report"]
