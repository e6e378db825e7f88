"""Charts over the provisions of the treaty, and over the promises that it makes or leaves out."""

from __future__ import annotations

from analystkit.charts import View

NO_DOMAIN = "No domain established"
NO_ROLE = "The codebook does not say which forms of obligation bind (role “binding”)."


def how_many_coded(view: View) -> tuple[int, str]:
    """Return how many provisions are coded for obligation, and what one is called where not all are."""
    coded = len(view.rows) - view.values("obligation").count("")
    return coded, "coded provision" if coded < len(view.rows) else "provision"
