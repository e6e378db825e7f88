"""Reading one dossier's folder into validated tables, and selecting rows of them."""

from analystkit.dossier.codebook import Term
from analystkit.dossier.dates import say_date
from analystkit.dossier.dossier import Dossier, OwnRows, check, open_dossier
from analystkit.dossier.faults import DossierError, Fault
from analystkit.dossier.finding import dossier_names, project_root
from analystkit.dossier.selection import Selection
from analystkit.dossier.sources import Citation, Source
from analystkit.dossier.tables import TABLES, Table, safe_html

__all__ = [
    "TABLES",
    "Citation",
    "Dossier",
    "DossierError",
    "Fault",
    "OwnRows",
    "Selection",
    "Source",
    "Table",
    "Term",
    "check",
    "dossier_names",
    "open_dossier",
    "project_root",
    "safe_html",
    "say_date",
]
