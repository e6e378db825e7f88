import pytest

import analystkit as ak
from tests.charts.nasty import write_nasty


@pytest.fixture(scope="session")
def nasty(tmp_path_factory):
    """Return a dossier whose labels are as awkward as they can be."""
    return ak.open_dossier(write_nasty(tmp_path_factory.mktemp("data") / "nasty"))
