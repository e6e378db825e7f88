"""A figure: what it says, what it holds, and what it refuses."""

import base64
import datetime as dt
import html
import io
import json
import xml.etree.ElementTree as ET

import pytest
from openpyxl import load_workbook

import analystkit as ak
from analystkit import charts
from analystkit.errors import KitError
from analystkit.figures import draw
from analystkit.figures.rows import rows_xlsx

CHART = "provisions-by-domain"
SVG = "{http://www.w3.org/2000/svg}"


def test_a_figure_knows_its_rows_words_and_sources(tiny):
    figure = draw(tiny, CHART, {"domain": "trade"})
    assert list(figure.rows["id"]) == ["art-02", "art-03-1"]
    assert figure.headline
    assert figure.headline in figure.caption
    assert {source.key for source in figure.sources} == {"doe2020", "roe2020"}
    assert "The Gazette 2020" in figure.caption
    assert figure.alt_text


def test_a_figure_is_drawn_when_first_looked_at_and_once(tiny, monkeypatch):
    calls = []
    render = charts.render
    monkeypatch.setattr(charts, "render", lambda *given: calls.append(1) or render(*given))
    figure = draw(tiny, CHART)
    assert not calls
    assert figure.headline
    assert figure.png() == figure.png()
    assert figure.svg()
    assert len(calls) == 1


def test_what_the_analyst_does_to_the_matplotlib_figure_does_not_reach_the_file(tiny):
    figure = draw(tiny, CHART)
    before = figure.png(72)
    figure.figure.text(0.5, 0.5, "scribble")
    assert figure.png(72) == before


def test_a_notebook_shows_picture_and_alternative_text_with_markup_escaped(tiny):
    figure = draw(tiny, CHART, title='<script>alert("x")</script> $x^2$')
    bundle, metadata = figure._repr_mimebundle_()
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert "<script" not in bundle["text/html"]
    assert f'alt="{html.escape(figure.alt_text)}"' in bundle["text/html"]
    assert bundle["text/plain"] == figure.alt_text
    assert metadata["image/png"]["width"] == round(170 / 25.4 * 96)


def test_markup_in_title_and_caption_stays_plain_text(tiny):
    figure = draw(tiny, CHART, title="<b>Bold</b> & $x^2$", caption="*Not* <i>markup</i>\n\n# nor this")
    assert figure.headline == "<b>Bold</b> & $x^2$"
    assert figure.caption.startswith("*Not* <i>markup</i> # nor this.")
    svg = figure.svg().decode()
    assert "<b>" not in svg
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; $x^2$" in svg


def test_unverified_rows_are_out_unless_asked_for_and_then_the_figure_says_so(tiny):
    sourced, everything = draw(tiny, CHART), draw(tiny, CHART, floor="unverified")
    assert "unverified" not in set(sourced.rows["verification"])
    assert "unverified" not in sourced.caption
    assert len(everything.rows) == len(sourced.rows) + 2
    assert "2 of 7 provisions are unverified." in everything.caption
    for words in (everything.alt_text, everything.recipe.words["note"]):
        assert "2 unverified" in words


def test_a_chart_of_coverage_shows_unverified_rows_and_the_caption_counts_them(tiny):
    coverage = [c.name for c in charts.all() if c.coverage and c.table == "provisions"]
    if not coverage:
        pytest.skip("no chart of coverage is registered")
    figure = draw(tiny, coverage[0])
    assert len(figure.rows) == 7
    assert "2 of 7 provisions are unverified." in figure.caption


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"chart": "provisions-by-domian"}, "did you mean 'provisions-by-domain'"),
        ({"where": {"domian": "trade"}}, "did you mean 'domain'"),
        ({"where": {"domain": "trad"}}, "no term of domain named 'trad'; did you mean 'trade'"),
        ({"where": {"cites": "doe2021"}}, "no source named 'doe2021'; did you mean 'doe2020'"),
        ({"preset": "colum"}, "did you mean 'column'"),
        ({"floor": "two-source"}, "did you mean 'two-sources'"),
        ({"colour": "red"}, "no option"),
        ({"dates": ("2020", "2021")}, "has no dates"),
        ({"title": 3}, "title: found '3', expected text"),
        ({"where": 5}, "not a selection: found .*, 5, "),
        ({"where": {"domain": None}}, "not a selection: found .*domain"),
        ({"text": 5}, "not a selection: found .*, 5, "),
        ({"options": "x"}, "options are names with values"),
        ({"selection": ak.Selection.make("events")}, "draws provisions, but the selection is of events"),
        ({"selection": ak.Selection.make("provisions"), "text": "x"}, "not both"),
    ],
)
def test_a_slip_is_told_before_anything_is_drawn(tiny, given, message):
    with pytest.raises(KitError, match=message):
        draw(tiny, **{"chart": CHART, **given})


def test_an_empty_selection_is_a_figure_that_says_so(tiny):
    figure = draw(tiny, CHART, {"domain": "energy"}, floor="two-sources")
    assert figure.rows.empty
    assert "Nothing is selected" in figure.headline
    assert figure.png().startswith(b"\x89PNG")
    assert figure.recipe.to_json()


def test_a_figure_saves_itself_with_its_rows_beside_it(tiny, tmp_path):
    figure = draw(tiny, CHART, {"domain": "trade"}, preset="column")
    paths = figure.save(formats=("png", "svg", "pdf"), folder=tmp_path / "out")
    name = "provisions-by-domain-trade-column"
    assert [path.name for path in paths] == [f"{name}.{ending}" for ending in ("png", "svg", "pdf", "csv")]
    assert paths[-1].read_bytes().startswith(b"\xef\xbb\xbfid,article,")
    assert figure.save(formats=("png",), folder=tmp_path / "out") == [paths[0], paths[-1]]


def test_figures_go_to_the_project_unless_told_otherwise(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("ANALYSTKIT_HOME", str(tmp_path))
    (path, _) = draw(tiny, CHART).save("mine")
    assert path == (tmp_path / "exports" / "mine.png").resolve()


def test_two_figures_of_one_name_do_not_replace_each_other(tiny, tmp_path):
    tmp_path = tmp_path / "out"
    draw(tiny, CHART).save("fig", folder=tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    other = draw(tiny, CHART, {"domain": "trade"})
    with pytest.raises(KitError, match=r"fig\.png, fig\.csv .* overwrite=True"):
        other.save("fig", folder=tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    other.save("fig", folder=tmp_path, overwrite=True)
    assert (tmp_path / "fig.png").read_bytes() == other.png()


def test_a_name_is_cleaned_and_never_leaves_the_folder(tiny, tmp_path):
    figure = draw(tiny, CHART)
    for name, stem in [("../../x", "x"), ("con.png", "con-"), ("/etc/y", "etc-y"), ("??", CHART)]:
        assert figure.save(name, folder=tmp_path / "out")[0] == tmp_path / "out" / f"{stem}.png"
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == ["out"]


def test_a_figure_says_when_no_page_holds_it_and_when_it_is_empty(tiny, monkeypatch):
    assert draw(tiny, CHART).warnings == []
    empty = draw(tiny, CHART, {"domain": "energy"}, floor="two-sources")
    assert empty.rows.empty
    assert empty.warnings == ["nothing is drawn: no row is selected"]
    monkeypatch.setattr("analystkit.figures.figure.PAGE_MM", {"A4": 60, "Letter": 50})
    (tall,) = draw(tiny, CHART).warnings
    assert "a page has 60 mm (A4) and 50 mm (Letter): draw fewer rows" in tall
    assert draw(tiny, CHART, preset="slide").warnings == []


def test_resolution_has_bounds(tiny):
    for dpi in (0, 5, 100_000, "300", True, float("nan")):
        with pytest.raises(KitError, match="expected a number from 36 to 1200"):
            draw(tiny, CHART).png(dpi)


def test_the_picture_for_the_screen_has_no_recipe(tiny):
    figure = draw(tiny, CHART)
    assert b"analystkit" not in figure.screen_png()
    assert b"analystkit" in figure.png()


def test_the_recipe_holds_no_path_of_this_machine(tiny):
    text = draw(tiny, CHART).recipe.to_json()
    assert str(tiny.path) not in text
    assert str(tiny.path.parent) not in text
    assert json.loads(text)["dossier"] == "tiny"


def test_an_svg_holds_text_as_text_and_says_what_each_mark_is(tiny):
    figure = draw(tiny, CHART, title="تحریم & <x>")
    assert figure.marks
    root = ET.fromstring(figure.svg())
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert {"Trade", "تحریم & <x>"} <= {text.strip("\u200e\u200f") for text in texts}
    assert all("Verdana" in text.get("style") for text in root.iter(f"{SVG}text"))
    assert all(float(text.get("textLength")) > 0 for text in root.iter(f"{SVG}text"))
    rects = [rect for rect in root.iter(f"{SVG}rect") if rect.get("role") == "img"]
    assert [rect.find(f"{SVG}title").text for rect in rects] == [mark.words for mark in figure.marks]
    width, height = (float(part) for part in root.get("viewBox").split()[2:])
    for rect in rects:
        assert 0 <= float(rect.get("x")) <= float(rect.get("x")) + float(rect.get("width")) <= width + 1
        assert 0 <= float(rect.get("y")) <= float(rect.get("y")) + float(rect.get("height")) <= height + 1


def test_rows_go_out_as_a_workbook_with_days_and_numbers_and_no_formula(tiny):
    figure = draw(tiny, "timeline", floor="unverified")
    book = load_workbook(io.BytesIO(figure.encoded("xlsx")))
    rows = list(book["Rows"].values)
    signing = dict(zip(rows[0], next(row for row in rows if row[0] == "signing"), strict=True))
    assert signing["date"] == dt.datetime(2020, 5, 4)
    assert signing["sources"] == "The Gazette 2020; Agency 2020"
    assert ("doe2020", tiny.sources["doe2020"].reference, "B") in list(book["Sources"].values)
    assert figure.encoded("xlsx") == draw(tiny, "timeline", floor="unverified").encoded("xlsx")
    risky = figure.rows.assign(note="=1+1")
    cell = load_workbook(io.BytesIO(rows_xlsx(risky, "events", tiny)))["Rows"].cell(
        2, rows[0].index("note") + 1
    )
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    indicators = load_workbook(io.BytesIO(draw(tiny, "indicator-series").encoded("xlsx")))["Rows"]
    assert 1.5 in [cell.value for cell in indicators[2]]


def test_the_workbook_is_saved_beside_the_figure_when_asked_for(tiny, tmp_path):
    paths = draw(tiny, CHART).save("fig", ["xlsx"], tmp_path / "out")
    assert [path.name for path in paths] == ["fig.xlsx", "fig.csv"]
