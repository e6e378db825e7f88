"""Reading one dossier's folder into validated tables, and selecting rows of them."""

from analystkit.dossier.about import About
from analystkit.dossier.codebook import ROLES, Codebook, Term
from analystkit.dossier.dates import EdtfDate, parse_date, say_date, say_day
from analystkit.dossier.dossier import Dossier, check, open_dossier
from analystkit.dossier.faults import DossierError, Fault
from analystkit.dossier.finding import dossier_names, find_dossier, project_root
from analystkit.dossier.own import OwnRows
from analystkit.dossier.selection import Selection
from analystkit.dossier.sources import Citation, Source, Sources, parse_citations
from analystkit.dossier.tables import TABLES, Column, Table, Words, safe_html

__all__ = [
    "ROLES",
    "TABLES",
    "About",
    "Citation",
    "Codebook",
    "Column",
    "Dossier",
    "DossierError",
    "EdtfDate",
    "Fault",
    "OwnRows",
    "Selection",
    "Source",
    "Sources",
    "Table",
    "Term",
    "Words",
    "check",
    "dossier_names",
    "find_dossier",
    "open_dossier",
    "parse_citations",
    "parse_date",
    "project_root",
    "safe_html",
    "say_date",
    "say_day",
]
