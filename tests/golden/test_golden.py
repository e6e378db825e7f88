"""Pictures and words are as they were kept; ``python -m tests.golden.golden`` blesses a change made on purpose."""

from __future__ import annotations

import matplotlib as mpl
import pytest

from tests.golden import golden


@pytest.mark.parametrize(("name", "chart"), golden.names(), ids=[".".join(pair) for pair in golden.names()])
def test_a_chart_looks_and_says_what_it_did(name: str, chart: str) -> None:
    before, now = golden.kept(f"{name}.{chart}"), golden.cases(name, chart)
    if not golden.same_matplotlib():
        for case in [*before.values(), *now.values()]:
            case.pop("picture", None)
    assert golden.changes(before, now) == []


@pytest.mark.skipif(
    not golden.same_matplotlib(),
    reason=f"pictures are kept with another matplotlib than {mpl.__version__}",
)
def test_pictures_are_compared_too() -> None:
    one = golden.kept("shipped.timeline")["default, full"]["picture"]
    assert one != golden.kept("shipped.timeline")["default, slide"]["picture"]


@pytest.mark.xdist_group("sample briefs")  # other tests look at them too
@pytest.mark.parametrize("stem", golden.BRIEFS)
def test_a_sample_brief_reads_as_it_did(stem: str) -> None:
    assert golden.changes(golden.kept(f"brief.{stem}"), golden.brief(stem)) == []
