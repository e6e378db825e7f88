"""What changed since a figure was exported, and which figures new data would change."""

import json
import os
from dataclasses import replace

import pytest

from analystkit import charts
from analystkit.charts.chart import _CHARTS
from analystkit.errors import KitError
from analystkit.figures import draw, reproduce, stale
from analystkit.figures.carrying import encode, saved_figures
from analystkit.figures.recipe import DrawnRows
from analystkit.figures.remaking import compare_rows

CHART = "provisions-by-domain"


@pytest.fixture
def saved(tiny, tmp_path):
    return draw(tiny, CHART).save("fig", ("png", "svg", "pdf"), tmp_path / "exports")[:3]


def edit(folder, table, old, new):
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_rows_that_changed_are_named_with_their_columns(saved, tiny_folder):
    edit(tiny_folder, "provisions", "trade,promotes,low", "trade,binds,low")
    edit(tiny_folder, "provisions", "Tariffs end", "Tariffs fall")
    edit(tiny_folder, "provisions", "topic-song,,,Songs", "topic-dance,,,Songs")
    for path in saved:
        remade = reproduce(path, tiny_folder)
        assert not remade.same
        report = remade.report()
        assert "since this figure: 2 rows changed, 1 row added, 1 row removed" in report
        assert "changed  art-02\n    obligation: promotes -> binds\n" in report
        assert "changed  art-03-1\n    summary: Tariffs end -> Tariffs fall\n" in report
        assert "added    topic-dance" in report
        assert "removed  topic-song" in report


def test_a_change_in_rows_that_are_not_drawn_leaves_the_picture(tiny, tiny_folder, tmp_path):
    (path, _) = draw(tiny, CHART, {"domain": "trade"}).save("fig", folder=tmp_path / "out")
    edit(tiny_folder, "provisions", "Songs are shared", "Songs are sung")
    remade = reproduce(path, tiny_folder)
    assert not remade.same
    assert remade.same_picture
    assert (
        "no row drawn changed, but other rows in provisions did\nthe picture is the same" in remade.report()
    )
    assert stale(tmp_path / "out", tiny_folder) == []


def test_an_unchanged_dossier_makes_nothing_stale(saved, tiny_folder):
    assert stale(saved[0].parent, tiny_folder) == []


def test_every_figure_that_new_data_would_change_is_listed(tiny, saved, tiny_folder, tmp_path):
    trade = draw(tiny, CHART, {"domain": "trade"}).save("trade", folder=tmp_path / "exports" / "sub")
    edit(tiny_folder, "provisions", "Neither attacks the other,security,prohibits", "Peace,security,binds")
    found = stale(tmp_path / "exports", tiny_folder)
    assert [standing.file for standing in found] == sorted(saved)
    assert all("1 row changed" in standing.reasons[0] for standing in found)
    assert trade[0] not in [standing.file for standing in found]


def test_a_label_or_color_in_the_codebook_counts_where_it_is_drawn(saved, tiny_folder):
    edit(tiny_folder, "codebook", "Trade,Money", "Commerce,Money")
    assert len(stale(saved[0].parent, tiny_folder)) == 3
    edit(tiny_folder, "codebook", "Commerce,Money", "Trade,Money")
    edit(tiny_folder, "codebook", "promises,made,no,No", "promises,made,no,Nope")
    assert stale(saved[0].parent, tiny_folder) == []


def test_a_source_renamed_in_the_source_line_counts(saved, tiny_folder):
    path = tiny_folder / "sources.json"
    path.write_text(path.read_text().replace("The Gazette", "The Daily"))
    found = stale(saved[0].parent, tiny_folder)
    assert "the source line was 'Sources: The Gazette 2020" in " ".join(found[0].reasons)


def test_a_dossier_brought_up_to_date_elsewhere_makes_nothing_stale(saved, tiny_folder):
    edit(tiny_folder, "promises", "Some say so", "Many say so")
    edit(tiny_folder, "codebook", "promises,made,no,No", "promises,made,no,Nope")
    edit(tiny_folder, "provisions", "A power line", "A gas line")
    path = tiny_folder / "dossier.toml"
    path.write_text(path.read_text().replace("2026-01-31", "2026-02-28"))
    assert stale(saved[0].parent, tiny_folder) == []
    report = reproduce(saved[0], tiny_folder).report()
    assert "the dossier was as of 2026-01-31 and is now as of 2026-02-28" in report


@pytest.fixture
def counting(monkeypatch):
    """Register for one test a chart of provisions that counts events too."""
    charts.all()
    monkeypatch.setitem(_CHARTS, "counting", None)  # gone again after the test

    @charts.chart(
        name="counting",
        label="Counting",
        table="provisions",
        about="Counts.",
        also=("events", "treaties"),
    )
    def counting(view):
        wars = (view.dossier.table("events")["category"] == "war").sum()
        rows = charts.Rows([charts.Row(f"{len(view.rows)} provisions, {wars} wars", ())])
        return rows.fit(view), charts.Words("Counts", "Provisions and events", "Counts")

    return "counting"


def test_rows_of_other_tables_count_where_they_show(counting, tiny, tiny_folder, tmp_path):
    (path, _) = draw(tiny, counting).save("fig", folder=tmp_path / "out")
    assert set(reproduce(path, tiny).then.rows) == {"provisions", "events"}
    edit(tiny_folder, "events", "They quarrel", "They argue")
    assert stale(tmp_path / "out", tiny_folder) == []
    assert "since this figure in events: 1 row changed" in reproduce(path, tiny_folder).report()
    edit(tiny_folder, "events", "rumor,2021-02?,A rumor,Somebody says so,war,Bruma,unverified,,\n", "")
    (standing,) = stale(tmp_path / "out", tiny_folder)
    assert standing.reasons == ("labels, colors or rows of other tables changed",)


def test_new_code_alone_makes_nothing_stale(tiny, tmp_path):
    figure = draw(tiny, CHART)
    words = figure.recipe.words | {"headline": "As older code said it"}
    older = {"words": words, "versions": figure.recipe.versions | {"drawing code": "0"}}
    path = changed_recipe(tiny, tmp_path / "fig.svg", **older)
    assert stale(tmp_path, tiny) == []
    report = reproduce(path, tiny).report()
    assert "the headline was 'As older code said it'" in report
    assert "drawing code 0 then" in report


def test_other_versions_are_said(tiny, saved):
    figure = draw(tiny, CHART)
    older = replace(figure.recipe, versions=figure.recipe.versions | {"matplotlib": "3.10.0"})
    saved[1].write_bytes(encode(figure._drawing.figure, "svg", older))
    report = reproduce(saved[1], tiny).report()
    assert "made with other versions: matplotlib 3.10.0 then, " in report
    assert "the picture is the same" in report


def test_a_file_that_another_program_changed_is_told(tiny, saved):
    text = saved[1].read_text().replace("#ffffff", "#fffffe")
    saved[1].write_text(text)
    assert "another program has changed the file" in reproduce(saved[1], tiny).report()


def changed_recipe(tiny, path, **changes):
    figure = draw(tiny, CHART)
    known = figure.recipe.asked
    asked = {**known, **{name: changes.pop(name) for name in list(changes) if name in known}}
    recipe = replace(figure.recipe, asked=asked, **changes)
    path.write_bytes(encode(figure._drawing.figure, "svg", recipe))
    return path


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"chart": "provisions-by-domains"}, "no chart named 'provisions-by-domains'; did you mean"),
        ({"preset": "poster"}, "no preset named 'poster'"),
        ({"options": {"sorted": True}}, "no option of the chart"),
        ({"selection": {"table": "provisions", "where": {"topic": ["x"]}}}, "no column to select by"),
        ({"selection": {"table": "provisions", "where": {"domain": ["trad"]}}}, "did you mean 'trade'"),
        ({"selection": {"table": "clauses"}}, "no table named 'clauses'"),
        ({"selection": {}}, "not a selection: expected dates"),
        (
            {"selection": {"table": "provisions", "where": [1, 2]}},
            "not a selection: found",
        ),
        (
            {"selection": {"table": "provisions", "where": {"domain": None}}},
            "not a selection: found",
        ),
        ({"selection": {"table": "provisions", "dates": [1]}}, "dates are a pair"),
        ({"selection": {"table": "provisions", "wehre": {}}}, "table, text, where, found table, wehre"),
        ({"title": "x" * 1_000_000}, "; expected at most 2,000 characters"),
    ],
)
def test_what_no_longer_exists_is_named_with_the_nearest(tiny, tmp_path, changes, message):
    path = changed_recipe(tiny, tmp_path / "fig.svg", **changes)
    with pytest.raises(KitError, match=message) as caught:
        reproduce(path, tiny)
    assert str(caught.value).startswith(f"{path}: ")
    (standing,) = stale(tmp_path, tiny)
    assert message.split("'")[0] in standing.fault


def test_a_dossier_that_is_not_here_is_named_with_what_to_do(tiny, tmp_path):
    path = changed_recipe(tiny, tmp_path / "fig.svg", dossier="../elsewhere")
    with pytest.raises(KitError, match=r"Treaty of Tinytown.*say where it is with dossier="):
        reproduce(path)


def test_a_folder_is_looked_through_whatever_lies_in_it(tiny, tmp_path):
    (path, _) = draw(tiny, CHART).save("fig", folder=tmp_path)
    (tmp_path / "cut.png").write_bytes(path.read_bytes()[:5000])
    (tmp_path / "theirs.svg").write_text("<svg/>")
    (tmp_path / ".hidden.png").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("not a figure")
    os.mkfifo(tmp_path / "pipe.png")  # which nobody writes to
    assert [saved.path for saved in saved_figures(tmp_path)] == [path]
    found = {standing.file.name: standing.fault for standing in stale(tmp_path, tiny)}
    assert sorted(found) == ["cut.png", "pipe.png", "theirs.svg"]
    assert "a device or a queue" in found["pipe.png"]
    assert "cut short" in found["cut.png"]
    with pytest.raises(KitError, match="no such folder"):
        stale(tmp_path / "nowhere")


def rows(*cells, columns=("id", "note")):
    return DrawnRows(columns, ("id",), cells)


def test_rows_are_matched_by_their_key_not_by_their_place():
    changes = compare_rows("events", rows(("a", "1"), ("b", "2")), rows(("b", "2"), ("a", "1")))
    assert (changes.summary, changes.lines) == ("rows stand in another order", [])


def test_columns_that_came_or_went_count_where_they_hold_something():
    then = rows(("a", "1"), ("b", None))
    now = rows(("a", "x"), ("b", None), columns=("id", "remark"))
    cells = ["    note: 1 -> (blank)", "    remark: (blank) -> x"]
    assert compare_rows("events", then, now).lines == ["  changed  a", *cells]


def test_rows_with_one_key_are_counted_apart():
    changes = compare_rows("events", rows(("a", "1")), rows(("a", "1"), ("a", "2")))
    assert changes.lines == ["  added    a (2)"]


def test_the_recipe_survives_the_round_trip_of_json(tiny):
    recipe = draw(tiny, CHART, {"domain": ["trade", "energy"]}, title="T").recipe
    assert json.loads(recipe.to_json())["asked"]["selection"]["where"] == {"domain": ["energy", "trade"]}
    assert recipe.spec.title == "T"
