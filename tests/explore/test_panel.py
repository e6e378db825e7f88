"""The panel: one state, one figure, and everything beside it in step."""

import asyncio
import dataclasses
import importlib
import json

import pytest
from ipywidgets import HTML

import analystkit as ak
from analystkit.charts import get
from analystkit.dossier import Selection
from analystkit.explore import Panel, base, explore
from tests.explore import jumping

FILTERS = ["domain", "obligation", "verification", "search"]
CHART = "provisions-by-domain"


@pytest.fixture(autouse=True)
def home(monkeypatch, tiny_folder):
    """Save into a folder of the test's own."""
    monkeypatch.setenv("ANALYSTKIT_HOME", str(tiny_folder.parents[1]))
    return tiny_folder.parents[1]


@pytest.fixture
def panel(tiny):
    return explore(tiny, "provisions", [CHART, "obligation-by-domain"], FILTERS)


def said(panel):
    head = panel.head
    nothing = "nothing matches" if head.empty else ""
    return f"{head.found} of {head.total} · {nothing} {head.sentence} {head.note}"


def test_the_first_picture_shows_all_that_has_a_source(panel, tiny):
    assert said(panel).startswith("5 of 7")
    assert panel.picture.png.startswith(b"\x89PNG")
    assert panel.picture.alt == ak.draw(tiny, CHART).alt_text


def test_a_filter_changes_picture_count_words_and_rows(panel):
    before = panel.picture.png
    panel.filters["domain"].widget.value = ["trade"]
    assert panel.picture.png != before
    assert said(panel).startswith("2 of 7")
    assert "trade provisions" in said(panel)
    assert list(panel.figure.rows["id"]) == ["art-02", "art-03-1"]


def test_reset_brings_every_filter_back(panel):
    first, start = panel.picture.png, panel.state
    panel.filters["domain"].widget.value = ["trade"]
    panel.filters["search"].widget.value = "tariffs"
    panel.filters["verification"].widget.value = ["unverified"]
    assert not panel.head.at_first
    panel.reset()
    assert panel.state == start
    assert panel.picture.png == first
    assert panel.head.at_first


def test_an_empty_selection_says_so_and_offers_reset(panel):
    panel.filters["search"].widget.value = "no such words"
    assert "nothing matches" in said(panel)
    assert not panel.head.at_first
    panel.reset()
    assert "nothing matches" not in said(panel)


@pytest.mark.parametrize("chart", [CHART, "obligation-by-domain"])
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"domain": ["trade", "security"], "search": "o’“\"'\\ war"},
        {"verification": ["unverified"], "obligation": [""]},
    ],
    ids=["nothing chosen", "quotation marks", "unverified and not coded"],
)
def test_code_that_is_copied_draws_the_same_figure(panel, chart, change):
    panel.choices.chart.value = chart
    panel.choices.preset.value = "column"
    panel.saving.title.value = 'A "title" of one’s own'
    for name, value in change.items():
        panel.filters[name].widget.value = value
    *before, last = panel.head.code.split("\nak.draw(")
    scope = {}
    exec("\n".join(before), scope)
    figure = eval(f"ak.draw({last}", scope)
    assert figure.png(100) == panel.figure.png(100)


def test_code_for_dates_draws_the_same_rows(shipped, monkeypatch):
    monkeypatch.delenv("ANALYSTKIT_HOME")
    state = ak.explore(shipped, "provisions", [CHART], FILTERS).state
    assert "russia-iran-2025" in state.to_code(shipped)
    assert "/" not in state.to_code(shipped)


def test_an_option_that_takes_certain_words_is_a_menu(shipped):
    panel = explore(shipped, "evidence", ["ach-matrix"], [])
    menu = next(each for each in panel.choices.widget.children if each.description == "Order")
    assert [value for _, value in menu.options] == list(get("ach-matrix").options["order"].choices)
    assert panel.state.options == {}
    before = panel.picture.png
    menu.value = "as listed"
    assert panel.state.options == {"order": "as listed"}
    assert "options={'order': 'as listed'}," in panel.head.code
    assert panel.picture.png != before


def test_a_state_can_be_put_back(panel, tiny):
    panel.filters["domain"].widget.value = ["trade"]
    panel.choices.chart.value = "obligation-by-domain"
    panel.saving.title.value = "Trade"
    other = Panel(tiny, "provisions")
    other.state = panel.state
    assert other.state == panel.state
    assert other.picture.png == panel.picture.png


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"chart": "provisions-by-domian"}, "did you mean 'provisions-by-domain'"),
        ({"preset": "ful"}, "did you mean 'full'"),
        ({"options": {"colour": "red"}}, "no option"),
        ({"selection": Selection.make("provisions", {"domain": ["trad"]})}, "did you mean 'trade'"),
    ],
)
def test_a_state_with_something_that_does_not_exist_moves_nothing(panel, change, words):
    start = panel.state
    with pytest.raises(ak.KitError, match=words):
        panel.state = dataclasses.replace(start, **change)
    assert panel.state == start


def test_showing_a_state_is_no_change_by_the_analyst(panel, monkeypatch):
    drawn = []
    draw = panel._draw
    monkeypatch.setattr(panel, "_draw", lambda: (drawn.append(panel.selection.text), draw()))
    chosen = Selection.make("provisions", {"domain": ["trade"]}, text="tariffs", floor="unverified")
    panel.state = dataclasses.replace(panel.state, selection=chosen, preset="column", title="Trade")
    assert drawn == ["tariffs"]


def test_a_selection_from_code_is_one_step(panel):
    panel.selection = Selection.make("provisions", {"domain": ["trade"]}, text="tariffs", floor="unverified")
    assert said(panel).startswith("1 of 7")
    panel.undo()
    assert said(panel).startswith("5 of 7")


def test_words_typed_just_before_another_selection_come_back_with_theirs(panel):
    async def hurry() -> None:
        panel.saving.title.value = "All of it"
        panel.filters["domain"].widget.value = ["trade"]
        panel.redraw.flush()
        assert panel.saving.title.value == ""
        assert "All of it" in panel.saving.dropped.value
        panel.filters["domain"].widget.value = []
        panel.redraw.flush()

    asyncio.run(hurry())
    assert panel.saving.title.value == "All of it"


def test_dragging_fast_draws_only_the_last_state(panel, monkeypatch):
    drawn = []
    draw = panel._draw
    monkeypatch.setattr(panel, "_draw", lambda: (drawn.append(panel.selection.text), draw()))

    async def type_fast() -> None:
        for end in range(1, 8):
            panel.filters["search"].widget.value = "tariffs"[:end]
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.4)

    jumping.run(type_fast())
    assert drawn == ["tariffs"]


def test_what_waits_is_drawn_before_it_is_asked_for(panel):
    async def ask() -> int:
        panel.filters["domain"].widget.value = ["trade"]
        return len(panel.figure.rows)

    assert asyncio.run(ask()) == 2


def test_an_error_is_one_line_and_the_panel_lives_on(panel, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise ValueError("<b>bad</b>")

    monkeypatch.setattr(importlib.import_module("analystkit.explore.panel"), "Figure", fail)
    panel.filters["domain"].widget.value = ["trade"]
    assert "ValueError: &lt;b&gt;bad" in panel.message.value
    monkeypatch.undo()
    panel.filters["domain"].widget.value = ["energy"]
    assert panel.message.value == ""


def test_the_picture_keeps_its_place_until_chart_or_size_changes(panel):
    panel.draw()
    tall = panel.picture.tallest_mm
    panel.filters["domain"].widget.value = ["trade"]
    assert panel.picture.tallest_mm == tall
    panel.choices.preset.value = "slide"
    assert panel.picture.width_mm == pytest.approx(254, abs=0.5)


def test_the_picture_is_as_sharp_as_the_screen(panel):
    panel.picture.pixels = 1234
    assert int.from_bytes(panel.picture.png[16:20], "big") == pytest.approx(1234, abs=1)


def test_saving_says_where_the_files_are(panel, home):
    panel.saving.formats["svg"].value = True
    panel.saving.name.value = "trade"
    panel.saving.button.click()
    for name in ("trade.png", "trade.svg", "trade.csv"):
        assert (home / "exports" / name).is_file()
        assert name in panel.saving.done.value


def test_saving_over_another_figure_asks_first(panel, home):
    panel.saving.name.value = "same"
    panel.saving.button.click()
    first = (home / "exports" / "same.png").read_bytes()
    panel.filters["domain"].widget.value = ["trade"]
    panel.saving.button.click()
    assert "there already" in panel.saving.done.value
    assert "replace what is there" in panel.saving.done.value
    assert "True" not in panel.saving.done.value
    assert panel.saving.overwrite.layout.display is None
    assert (home / "exports" / "same.png").read_bytes() == first
    panel.saving.overwrite.value = True
    panel.saving.button.click()
    assert "Saved" in panel.saving.done.value
    assert (home / "exports" / "same.png").read_bytes() != first
    assert panel.saving.overwrite.layout.display == "none"


def test_without_a_format_the_panel_says_what_to_tick(panel, home):
    panel.saving.formats["png"].value = False
    panel.saving.button.click()
    assert "Tick at least one" in panel.saving.done.value
    assert not (home / "exports").exists()


def test_a_chart_of_coverage_counts_apart_what_the_filter_leaves_out(tiny):
    panel = explore(tiny, "provisions", ["articles-at-a-glance", CHART], FILTERS)
    assert len(panel.figure.rows) == 7
    assert said(panel).startswith("5 of 7")
    assert "This chart also shows 2 that Verification leaves out" in said(panel)
    assert panel.rows_section.opener.title == "Rows (5 + 2)"
    panel.choices.chart.value = CHART
    assert "also shows" not in said(panel)
    assert panel.rows_section.opener.title == "Rows (5)"


def test_an_option_that_cannot_be_is_one_line_and_the_picture_stays(shipped):
    panel = explore(shipped, "events", ["events-before-and-after"], [])
    field = next(each for each in panel.choices.widget.children if "onths" in each.description)
    before = panel.picture.png
    field.value = -5
    assert "months of the chart events-before-and-after must be a whole number" in panel.message.value
    assert "found -5" in panel.message.value
    assert panel.picture.png == before
    panel.saving.button.click()
    assert "months of the chart events-before-and-after must be" in panel.saving.done.value
    field.value = 12
    assert panel.message.value == ""
    assert panel.picture.png != before


def test_an_option_that_names_rows_is_a_menu_of_them(shipped):
    panel = explore(shipped, "treaties", ["term-and-exit"], [])
    menu = next(each for each in panel.choices.widget.children if each.description == "Compared with")
    assert [value for _, value in menu.options] == ["", *shipped.table("treaties")["id"]]


def test_an_option_named_as_an_argument_of_draw_is_drawn_and_copied(panel):
    state = dataclasses.replace(panel.state, options={"text": "doe2020", "most": 3})
    assert "options={'text': 'doe2020', 'most': 3}," in state.to_code(panel.dossier)


def test_a_name_that_cannot_be_is_cleaned(panel, home):
    panel.saving.name.value = "../../x"
    panel.saving.button.click()
    assert "The name was cleaned: x." in panel.saving.done.value
    assert (home / "exports" / "x.png").exists()


def test_without_a_kernel_picture_and_words_stand(panel, monkeypatch):
    shown = []
    monkeypatch.setattr(base, "display", lambda bundle, **_: shown.append(bundle))
    panel._ipython_display_()
    still, live = shown
    assert "application/vnd.jupyter.widget-view+json" in live
    assert still["image/png"]
    assert f'alt="{panel.picture.alt}"' in still["text/html"]
    assert still["text/plain"] == panel.picture.alt


def test_every_control_has_a_name_for_screen_readers(panel):
    def walk(widget):
        yield widget
        for child in getattr(widget, "children", ()):
            yield from walk(child)

    for widget in walk(panel):
        if hasattr(widget, "value") and hasattr(widget, "description") and not isinstance(widget, HTML):
            assert widget.description, widget
        if type(widget).__name__ in ("TermBoxes", "DateRange"):
            assert widget.label
        if "Button" in type(widget).__name__:
            assert widget.tooltip is not None, widget


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("provision",), "did you mean 'provisions'"),
        (("provisions", ["provisions-by-domian"]), "did you mean 'provisions-by-domain'"),
        (("provisions", ["what-is-absent"]), "draws promises; this panel is of provisions"),
        (("provisions", [CHART], ["domian"]), "did you mean 'domain'"),
    ],
)
def test_what_does_not_exist_is_named(tiny, arguments, words):
    with pytest.raises(ak.KitError, match=words):
        explore(tiny, *arguments)


def test_a_table_that_is_not_there_is_one_quiet_line(tiny):
    assert "no treaties: there is no treaties.csv" in repr(explore(tiny, "treaties"))


def test_a_saved_figure_reopens_as_the_panel_it_came_from(panel, tiny, home):
    panel.filters["domain"].widget.value = ["trade"]
    panel.filters["verification"].widget.value = ["unverified"]
    panel.choices.preset.value = "column"
    panel.saving.title.value = "Trade alone"
    panel.saving.button.click()
    file = next((home / "exports").glob("*.png"))
    again = ak.reopen(file)
    assert again.state == panel.state
    assert again.picture.png == panel.picture.png


def test_what_is_no_figure_of_the_kit_does_not_reopen(tmp_path):
    file = tmp_path / "other.png"
    file.write_bytes(json.dumps({"not": "a picture"}).encode())
    with pytest.raises(ak.KitError):
        ak.reopen(file)
