"""Invented treaties of known make-up in many forms, where the generator is at hand: read right, or warned of."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest

from benchmarks import reader

LEAST = SimpleNamespace(whole=0.99, placed=0.98, stray=0.01, invented=0.2, warned=1.0)
SHIPPED = reader.CASES.is_dir()
FORMS = reader.load_forms() if SHIPPED else None
CASES = sorted((reader.CASES / "texts").iterdir()) if SHIPPED else []


@pytest.mark.skipif(not SHIPPED, reason="no ../shared/cases here: the generator does not ship")
@pytest.mark.parametrize("name", list(FORMS.OPEN_FORMS) if FORMS else ["none"])
def test_a_treaty_in_every_form_is_read_right_or_refused(name, tmp_path):
    form, total, found = FORMS.OPEN_FORMS[name], Counter(), []
    for seed in (6, 8):
        treaty = FORMS.invent(form, FORMS.OPEN, seed)
        path = tmp_path / f"{seed}.{form.ending}"
        try:
            form.write(treaty, path, **form.settings)
        except FORMS.Skip as why:
            pytest.skip(str(why))
        counts, faults = FORMS.score(treaty, *FORMS.read(path), form.unsafe)
        counts["safe"] = counts["warned"]
        total += counts
        found += faults
    assert not FORMS.short(total, form.unsafe, LEAST), found[:9]
    assert form.unsafe or not total["warned"]


@pytest.mark.skipif(not SHIPPED, reason="no ../shared/cases here")
@pytest.mark.parametrize("path", CASES, ids=[path.name for path in CASES])
def test_a_known_hard_file_is_read(path):
    passages, said = FORMS.read(path)
    assert passages, said
    assert ("article" in said) == (
        path.stat().st_size > 100 and "nested" not in path.name
    ) or "no article" in said
