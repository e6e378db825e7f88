"""Sources are named in short as a source line needs them."""

from __future__ import annotations

import pytest

from analystkit.dossier import Source


def source(**csl):
    return Source("key", {"title": "A long title of six whole words", **csl})


@pytest.mark.parametrize(
    ("csl", "short"),
    [
        ({"container-title": "TASS (English)", "issued": {"date-parts": [[2025, 4]]}}, "TASS 2025"),
        ({"container-title": "سبوتنيك عربي (Sputnik Arabic)"}, "Sputnik Arabic n.d."),
        ({"container-title": "Iskra (Σπίθα)"}, "Iskra n.d."),
        ({"author": [{"family": "Said"}], "container-title": "Weekly"}, "Said n.d."),
        ({"author": [{"family": "Doe"}, {"literal": "Roe"}]}, "Doe and Roe n.d."),
        ({"author": [{"family": n} for n in "ABC"]}, "A et al. n.d."),
        ({"author": [{"family": "刘"}], "container-title": "slrbs.com"}, "slrbs.com n.d."),
        ({}, "A long title of six… n.d."),
        ({"author": None, "issued": {"date-parts": [[]]}}, "A long title of six… n.d."),
    ],
)
def test_short(csl, short):
    assert source(**csl).short == short


def test_a_reference_ends_in_one_full_stop():
    assert (
        source(**{"container-title": "Weekly"}).reference == "A long title of six whole words. Weekly. n.d."
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", 'https://e.org/"><b>', "https://a b", ""]
)
def test_only_web_addresses_become_links(url):
    assert source(URL=url).url == ""


@pytest.mark.parametrize(
    "url", ["https://हिन्दी.भारत/", "https://می‌خواهم.ایران", "http://[::1]:80/x", "https://user@e.org/?a=b#c"]
)
def test_an_address_in_any_script_is_one(url):
    assert source(URL=url).url == url


def test_a_doi_becomes_an_address():
    assert source(DOI="10.7910/DVN/LEJUQZ").url == "https://doi.org/10.7910/DVN/LEJUQZ"
