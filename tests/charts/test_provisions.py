"""What the charts of provisions and promises say is true of the rows."""

import pytest

import analystkit as ak
from analystkit import charts
from analystkit.analysis.texts import Passage, Text, write_text
from analystkit.charts.provisions import NO_DOMAIN
from analystkit.charts.provisions.articles_at_a_glance import tiles
from analystkit.charts.style import PRESETS
from analystkit.charts.view import View
from analystkit.dossier import Selection
from analystkit.words import spans


def headline(dossier, name, **selection):
    return charts.render(dossier, name, Selection.make(charts.get(name).table, **selection)).headline


def view(dossier, **selection):
    chosen = Selection.make("provisions", **selection)
    return View(dossier, chosen, chosen.rows(dossier), PRESETS["full"])


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({}, "2 of 3 coded provisions forbid something or demand a checkable act, in security and in trade"),
        ({"domain": ["trade"]}, "1 of 2 provisions forbids something or demands a checkable act"),
        ({"domain": ["energy"]}, "1 provision, not coded for obligation"),
        ({"obligation": ["prohibits"]}, "The only provision forbids something or demands a checkable act"),
        (
            {"obligation": ["promotes"]},
            "The only provision neither forbids anything nor demands a checkable act",
        ),
        (
            {"obligation": ["prohibits", "binds"]},
            "All 2 provisions forbid something or demand a checkable act, in security and in trade",
        ),
    ],
)
def test_the_headline_counts_what_binds(tiny, where, expected):
    assert headline(tiny, "provisions-by-domain", where=where) == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"domain": ["trade"]}, "No single form leads: “binds” and “promotes” have 1 of 2 provisions each"),
        ({"obligation": ["binds"]}, "The only provision is marked “binds”"),
        ({"domain": ["energy"]}, "1 provision, not coded for obligation"),
    ],
)
def test_the_headline_names_the_most_frequent_form(tiny, where, expected):
    assert headline(tiny, "obligation-by-domain", where=where) == expected


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({}, "3 of 5 articles have content that a source gives; of 2 nothing is established"),
        ({"where": {"domain": ["trade"]}}, "The selection stands in 2 of 5 articles: articles 2 and 3"),
        ({"text": "Songs"}, "The selection has no article number"),
        ({"text": "Aims"}, "The selection stands in the preamble alone"),
    ],
)
def test_the_headline_counts_articles_with_content(tiny, selection, expected):
    assert headline(tiny, "articles-at-a-glance", **selection) == expected


def test_the_headline_of_promises_tells_made_disputed_and_absent_apart(tiny, shipped):
    assert headline(tiny, "what-is-absent") == ("Neutrality is disputed; defense is absent")
    assert headline(tiny, "what-is-absent", where={"made": ["no"]}) == "The treaty promises no defense"
    rows = shipped.table("promises")
    words = headline(shipped, "what-is-absent")
    for promise, made in zip(rows["promise"], rows["made"], strict=True):
        label = shipped.codebook.label("promises", "promise", promise).lower()
        assert (label in words.split(";")[0]) == (made == "yes")


def test_unverified_rows_are_shown_only_when_asked_for_and_counted(tiny):
    default = charts.render(tiny, "provisions-by-domain", Selection.make("provisions"))
    everything = charts.render(tiny, "provisions-by-domain", Selection.make("provisions", floor="unverified"))
    assert "unverified" not in default.note
    assert "Includes 2 unverified provisions (hatched)." in everything.note
    assert "Includes 2 unverified provisions (hatched)." in everything.alt
    assert "3 of 5 provisions rest on one source." in default.note


def test_a_chart_of_coverage_shows_what_is_unverified_at_any_floor(tiny):
    drawing = charts.render(tiny, "articles-at-a-glance", Selection.make("provisions", floor="two-sources"))
    assert len(drawing.rows) == len(tiny.table("provisions"))
    assert "1 more topic is reported without an article number." in drawing.note


def test_tiles_tell_apart_content_unverified_and_not_established(tiny):
    found = {tile.article: tile for tile in tiles(view(tiny, floor="unverified"))}
    assert sorted(found) == [0, 1, 2, 3, 4, 5]
    assert found[1].known
    assert not found[1].single
    assert found[2].single
    assert not found[2].numbered
    assert [band.unsure for band in found[3].bands] == [False, True]
    assert found[3].bands[0].kind == "binding"
    assert not found[4].bands
    assert not found[5].bands


def test_articles_outside_the_selection_are_drawn_as_not_chosen(tiny):
    found = tiles(view(tiny, where={"domain": ["trade"]}))
    assert [tile.article for tile in found if tile.chosen] == [2, 3]


@pytest.mark.parametrize("preset", ["column", "slide"])
def test_domains_that_do_not_fit_are_counted_and_none_of_them_is_named(shipped, preset):
    drawing = charts.render(shipped, "provisions-by-domain", Selection.make("provisions"), preset)
    groups = view(shipped).groups("domain", blank=NO_DOMAIN)
    drawn = [mark for mark in drawing.marks if mark.words.split(":")[0] in {g.label for g in groups}]
    (rest,) = [mark for mark in drawing.marks if mark.words.startswith("and ")]
    assert f"and {len(groups) - len(drawn)} more domains with {len(rest.ids)} provisions" in rest.words
    assert sum(len(mark.ids) for mark in drawn) + len(rest.ids) == len(drawing.rows)
    for group in groups:
        if group.label not in {mark.words.split(":")[0] for mark in drawn}:
            assert group.label.lower() not in drawing.headline


def test_where_the_codebook_says_nothing_of_what_binds_the_chart_says_so(tiny_folder):
    import analystkit as ak

    path = tiny_folder / "codebook.csv"
    path.write_text(path.read_text("utf-8").replace("binding", ""), encoding="utf-8")
    dossier = ak.open_dossier(tiny_folder)
    for name in ("provisions-by-domain", "articles-at-a-glance", "legalization"):
        drawing = charts.render(dossier, name, Selection.make("provisions"))
        assert "The codebook does not say which forms of obligation bind" in drawing.note
        assert "forbid" not in drawing.headline


def test_alt_text_names_what_is_not_established(shipped):
    drawing = charts.render(shipped, "articles-at-a-glance", Selection.make("provisions"))
    table = shipped.table("provisions")
    content = set(table.loc[table["domain"].notna(), "article"].dropna().astype(int))
    blank = [n for n in range(1, shipped.about.articles + 1) if n not in content]
    assert f"Nothing established: {len(blank)} articles ({spans(blank)})." in drawing.alt


def test_sources_stand_by_reliability_and_what_does_not_fit_is_counted(shipped):
    drawing = charts.render(shipped, "provisions-by-domain", Selection.make("provisions"), "column")
    grades = [shipped.sources[key].reliability or "Z" for key in drawing.citekeys]
    assert grades == sorted(grades)
    assert drawing.source_line.lstrip("\u200e").startswith(
        f"Sources: {shipped.sources[drawing.citekeys[0]].short}"
    )
    more = int(drawing.source_line.rsplit(" and ", 1)[1].split()[0])
    listed = drawing.source_line.count(";") + 1
    assert listed + more <= len(drawing.citekeys)


def test_rows_of_the_analyst_are_marked(tiny_folder):
    import analystkit as ak

    (tiny_folder / "provisions.mine.csv").write_text(
        "id,article,paragraph,heading,summary,domain,obligation,precision,delegation,verification,numbering,sources,note\n"
        "mine-1,5,,Boats,Boats may land,energy,binds,high,none,one-source,sourced,@doe2020,\n"
        "mine-2,,,Songs,Songs are sung,,,,,unverified,unplaced,,\n",
        encoding="utf-8",
    )
    dossier = ak.open_dossier(tiny_folder)
    every = charts.render(dossier, "provisions-by-domain", Selection.make("provisions", floor="unverified"))
    assert "No domain established *" in [text.get_text() for text in every.figure.texts]
    drawing = charts.render(dossier, "provisions-by-domain", Selection.make("provisions"))
    written = [text.get_text() for text in drawing.figure.texts]
    assert "Energy *" in written
    assert "* The analyst's own row." in drawing.note
    tile = next(
        text.get_text()
        for text in charts.render(dossier, "articles-at-a-glance", Selection.make("provisions")).figure.texts
        if text.get_text().startswith("5")
    )
    assert tile == "5 *"


def test_an_article_whose_text_is_at_hand_and_not_coded_has_a_state_of_its_own(tiny_folder):
    manifest = tiny_folder / "dossier.toml"
    manifest.write_text('treaty_source = "agency2020"\n' + manifest.read_text())
    (tiny_folder / "texts").mkdir()
    passages = (Passage("art. 4", "Songs are shared."), Passage("art. 5", "The last word."))
    stored = write_text(Text("agency2020", passages, "en", "treaty"))
    (tiny_folder / "texts" / "agency2020.txt").write_text(stored, encoding="utf-8")
    figure = ak.draw(ak.open_dossier(tiny_folder), "articles-at-a-glance")
    assert "of 2 the text is at hand and not coded" in figure.said.headline
    assert {mark.words for mark in figure.marks} >= {"Article 5: text at hand, not coded"}
    shown = ak.read(figure.dossier, "provisions", "art-04")
    assert "In the treaty’s words</dt><dd>Songs are shared." in shown.body
