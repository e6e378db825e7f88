"""A saved figure opens the panel that it came from, wherever the notebook runs."""

import dataclasses

import pytest

import analystkit as ak
from analystkit.explore import reopen

CHART = "provisions-by-domain"


@pytest.fixture(autouse=True)
def home(monkeypatch, tiny_folder, tmp_path):
    """Work in a folder inside the project, as a notebook's kernel does."""
    home = tiny_folder.parents[1]
    monkeypatch.setenv("ANALYSTKIT_HOME", str(home))
    (home / "notebooks").mkdir(exist_ok=True)
    monkeypatch.chdir(home / "notebooks")
    return home


@pytest.mark.parametrize("name", ["exports/trade.png", "trade.png", "../exports/trade.png"])
def test_a_file_is_found_by_the_name_that_the_panel_said(tiny, name):
    figure = ak.draw(tiny, CHART, where={"domain": "trade"}, preset="column", title="Trade")
    figure.save("trade")
    panel = reopen(name)
    assert panel.selection == figure.spec.selection
    assert panel.figure.png() == figure.png()
    assert panel.filters["domain"].widget.value == ["trade"]
    assert (panel.state.preset, panel.state.title) == ("column", "Trade")


def test_a_source_asked_for_is_a_filter_of_the_panel(tiny):
    figure = ak.draw(tiny, CHART, where={"cites": "doe2020"})
    figure.save("cited")
    panel = reopen("cited.png")
    assert panel.selection == figure.spec.selection
    assert panel.filters["cites:doe2020"].widget.value == ["cites"]


def test_dates_finer_than_a_month_are_kept_until_they_are_changed(shipped, tmp_path):
    figure = ak.draw(shipped, "timeline", dates=("2024-10-09", "2025-01-17"))
    panel = reopen(figure.save("dates", folder=tmp_path)[0], shipped)
    assert panel.selection.dates == ("2024-10-09", "2025-01-17")
    span = panel.filters["dates"].widget
    span.value = [span.value[0], "2025-02"]
    assert panel.selection.dates == ("2024-10-09", "2025-02")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"dossier": "../../elsewhere"}, "which cannot be opened"),
        ({"asked": {"chart": "provisions-by-domian"}}, "did you mean 'provisions-by-domain'"),
        ({"asked": {"selection": {}}}, "not a selection: expected dates"),
    ],
)
def test_what_cannot_be_reopened_says_which_file_and_why(tiny, tmp_path, change, words):
    figure = ak.draw(tiny, CHART)
    path = tmp_path / "odd.png"
    asked = {"asked": {**figure.recipe.asked, **change["asked"]}} if "asked" in change else {}
    recipe = dataclasses.replace(figure.recipe, **{**change, **asked})
    path.write_bytes(figure.encoded("png", 72, recipe))
    with pytest.raises(ak.KitError, match=words) as caught:
        reopen(path)
    assert str(caught.value).startswith(f"{path}: ")
