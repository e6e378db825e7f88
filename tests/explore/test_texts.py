"""Panels of texts: what an analyst does with them, without a browser."""

from __future__ import annotations

import datetime as dt

import pytest

import analystkit as ak
from analystkit.analysis.texts import add_text, load_text, sources_at_hand
from analystkit.explore.texts.desk import ALL, Beside, BringIn, EvidenceCheck, desk_of, passages_html
from analystkit.explore.texts.search import Search
from analystkit.explore.texts.sitting import Sitting
from tests.analysis.texts import samples


def upload(panel: BringIn, path) -> None:
    content = memoryview(path.read_bytes())
    now = dt.datetime.now(tz=dt.UTC)
    file = {"name": path.name, "content": content, "type": "", "size": len(content), "last_modified": now}
    panel.upload.value = (file,)


@pytest.fixture
def desk(tiny):
    return desk_of(tiny)


def test_a_file_is_brought_in_by_the_button_and_the_other_panels_hear_of_it(desk, tmp_path):
    panel, search, check = (
        BringIn(desk.dossier),
        Search(desk.dossier, "pact"),
        EvidenceCheck(desk.dossier),
    )
    assert "our wording" in panel.hand.value
    assert "not found" in search.message.value
    panel.source.value = "doe2020"
    upload(panel, samples.write(tmp_path, "docx"))
    panel.go.click()
    assert "3 paragraphs and a standfirst" in panel.message.value
    assert sources_at_hand(desk.dossier) == ["doe2020"]
    assert search.text.value == "doe2020"
    assert len(search.lines.lines) == 4
    check.go.click()
    assert "found elsewhere" in check.message.value


def test_another_text_is_replaced_after_a_second_button(desk, tmp_path):
    panel = BringIn(desk.dossier)
    panel.source.value = "doe2020"
    panel.go.click()
    assert "Choose a file first" in panel.message.value
    upload(panel, samples.write(tmp_path, "txt"))
    panel.go.click()
    upload(panel, samples.write(tmp_path, "html", samples.treaty("en", 5)))
    panel.go.click()
    assert "was not replaced" in panel.message.value
    assert load_text(desk.dossier, "doe2020").cut == "prose"
    panel.replace.click()
    assert load_text(desk.dossier, "doe2020").cut == "treaty"
    assert panel.replace.layout.display == "none"


def test_a_bad_file_or_citekey_is_said_and_changes_nothing(desk, tmp_path):
    panel = BringIn(desk.dossier)
    upload(panel, samples.write(tmp_path, "txt"))
    panel.source.value = "doe2020"
    (tmp_path / "empty.txt").write_bytes(b"")
    upload(panel, tmp_path / "empty.txt")
    panel.go.click()
    assert "an empty file" in panel.message.value
    assert sources_at_hand(desk.dossier) == []


def test_nothing_is_fetched_without_an_address_and_a_wrong_one_is_said(desk):
    panel = BringIn(desk.dossier)
    panel.fetch.click()
    assert "nothing is fetched before" in panel.message.value
    panel.address.value = "ftp://example.org/text"
    panel.fetch.click()
    assert "http" in panel.message.value
    assert sources_at_hand(desk.dossier) == []


def test_a_line_is_followed_to_its_article(desk, tmp_path):
    add_text(desk.dossier, "doe2020", samples.write(tmp_path, "txt", samples.treaty("en", 5)))
    search = Search(desk.dossier, "shall consult")
    assert search.text.value == "doe2020"
    assert [line["place"] for line in search.lines.lines] == ["art. 3(1)"]
    search.lines.chosen = 0
    for words in ("doe2020, art. 3(1)", "<mark>shall consult</mark>", "Neither Party shall act", "Article 3"):
        assert words in search.words.value
    assert "Article 4" not in search.words.value
    search.query.value = "* *"
    search.run()
    assert "at least one letter" in search.message.value
    assert search.lines.lines == []


def test_words_near_a_query_are_listed_when_asked_for(desk, tmp_path):
    add_text(desk.dossier, "doe2020", samples.write(tmp_path, "txt", samples.treaty("en", 5)))
    search = Search(desk.dossier, "cooperation")
    assert search.near.value == ""
    search.section.opener.unfolded = True
    assert "develop" in search.near.value


def test_all_texts_are_offered_when_there_are_two(desk, tmp_path):
    path = samples.write(tmp_path, "txt")
    for source in ("doe2020", "roe2020"):
        add_text(desk.dossier, source, path)
    assert [name for _, name in desk.texts()] == [ALL, "doe2020", "roe2020", "digest"]
    assert len(desk.index(ALL)) == 2 * len(desk.index("doe2020"))


def test_the_check_shows_what_is_amiss_and_what_differs(tiny_folder, tmp_path):
    csv = tiny_folder / "motives.csv"
    csv.write_text(
        csv.read_text("utf-8").replace(",wants to sell,", ",hopes to sell its cheese,"), encoding="utf-8"
    )
    dossier = ak.open_dossier(tiny_folder)
    add_text(dossier, "doe2020", samples.write(tmp_path, "txt"))
    check = EvidenceCheck(dossier)
    check.run()
    assert "<del>hopes</del> <ins>wants</ins> to sell its cheese" in check.found.value
    check.which.value = "found"
    assert "want quiet" in check.found.value
    assert "motives m01" not in check.found.value.split("<table>")[1]


def test_an_article_stands_beside_its_digest(tiny, tmp_path):
    add_text(tiny, "doe2020", samples.write(tmp_path, "txt", samples.treaty("en", 5)))
    beside = Beside(tiny, 1)
    assert "Neither attacks the other" in beside.digest.value
    assert "The Parties shall develop cooperation in field 1" in beside.words.value
    beside.article.value = 4
    assert "is not established" in beside.digest.value


def test_paragraphs_are_coded_skipped_and_taken_back(tiny, tmp_path):
    add_text(tiny, "doe2020", samples.write(tmp_path, "txt", samples.treaty("en", 5)))
    sitting = Sitting(tiny)
    assert sitting.card.item == {}
    assert "Type your name" in sitting.card.said
    sitting.name.value = "Ada"
    places = [one.place for one in sitting.waiting]
    assert "art. 4" in places
    assert "art. 1" not in places  # coded already
    own = tiny.path / "provisions.mine.csv"

    def act(kind, **values):
        asked = {"do": kind, "item": sitting.card.item["id"], "values": values}
        sitting.card._handle_custom_msg(asked, [])

    act("skip")
    assert not own.exists()
    act("accept", domain="trade", obligation="promotes", heading="Salt", summary="")
    row = ak.open_dossier(tiny.path).table("provisions").iloc[-1]
    assert (row["heading"], row["domain"], bool(row["mine"])) == ("Salt", "trade", True)
    assert "Ada" in row["note"]
    assert str(row["sources"][0]) == f"@doe2020, {places[1]}"
    assert "1 row accepted" in sitting.card.said
    sitting.undo()
    assert len(ak.open_dossier(tiny.path).table("provisions")) == 7
    assert [one.place for one in sitting.waiting] == places[1:]
    sitting.undo()
    assert [one.place for one in sitting.waiting] == places
    assert not sitting.card.undoable
    act("accept", domain="no such term")
    assert "no such term" in sitting.message.value
    assert [one.place for one in sitting.waiting] == places
    act("accept", domain="trade")
    assert [one.place for one in Sitting(tiny).waiting] == places[1:]  # nobody is asked for it again
    own.write_text("id;article\n", encoding="utf-8")
    sitting.undo()
    sitting.finish()
    assert "found columns separated by" in sitting.message.value.replace("&#x27;", "'")


def test_nothing_of_a_text_is_html(desk, tmp_path):
    nasty = "<img src=x onerror=alert(1)> The Parties & <b>all</b> shall trade."
    blocks = ["Pact", "The Parties,", "Article 1", nasty, "Article 2", "They rest.", "Article 3", "They end."]
    add_text(desk.dossier, "doe2020", samples.write(tmp_path, "txt", blocks))
    search = Search(desk.dossier, "trade")
    search.lines.chosen = 0
    beside = Beside(desk.dossier, 1)
    for shown in (search.words.value, beside.words.value, passages_html([("art. 1", nasty, True)])):
        assert "<img" not in shown
        assert "&lt;img" in shown


def test_panels_of_one_dossier_share_a_desk(tiny):
    assert desk_of(tiny) is desk_of(tiny)
    assert desk_of(tiny) is not desk_of(ak.open_dossier(tiny.path))
