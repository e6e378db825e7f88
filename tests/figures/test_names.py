"""Names of files, and the names that figures get."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analystkit.dossier import Selection
from analystkit.errors import KitError
from analystkit.figures.names import checked_formats, checked_name, clean_name, figure_name, slug
from analystkit.figures.spec import Spec

CLEANED = {
    "../../x": "x",
    "a/b": "a-b",
    "a\\b": "a-b",
    "": "",
    "   ": "",
    "???": "",
    "con": "con-",
    "CON.png": "CON-",
    "nul.tar": "nul-.tar",
    "LPT9.svg": "LPT9-",
    "com¹": "com¹-",
    "x" * 300: "x" * 120,
    "ي" * 121: "ي" * 120,
    "name.": "name",
    "name ": "name",
    ".hidden": "hidden",
    "-rf": "rf",
    "a:b": "a-b",
    "a\x00b": "a-b",
    "a\nb": "a-b",
    "a\u202egnp.exe": "a-gnp.exe",
    'say "x"': "say -x",
    "what?": "what",
}


@pytest.mark.parametrize(("name", "cleaned"), CLEANED.items())
def test_what_some_system_refuses_is_left_out_of_a_name(name, cleaned):
    assert clean_name(name, ["png", "svg"]) == cleaned


@pytest.mark.parametrize("name", ["con", "a:b", "", "x" * 300])
def test_a_name_that_stands_is_refused_with_one_that_would_do(name):
    with pytest.raises(KitError, match="would be one") as caught:
        checked_name(name)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "name", ["sanctions", "Sanctions 2025", "санкции", "تحریم‌ها", "art. 3 (draft)", "2025"]
)
def test_an_ordinary_name_in_any_script_passes_unchanged(name):
    assert checked_name(name) == clean_name(name) == name


def test_the_extension_of_a_format_asked_for_is_dropped():
    assert clean_name("fig.png", ["png"]) == "fig"
    assert clean_name("fig.v2", ["png"]) == "fig.v2"


def test_a_name_that_is_no_text_is_refused():
    with pytest.raises(KitError, match="is text, not int"):
        checked_name(3)


@settings(deadline=None)
@given(st.text(max_size=150))
def test_any_text_comes_to_one_plain_name_that_stays_as_it_is(name):
    stem = clean_name(name, ["png"])
    assert clean_name(stem) == stem
    assert not {"/", "\\", "\0", ":"} & set(stem)
    assert stem not in (".", "..")
    assert len(f"{stem}.png".encode()) < 255


def test_a_slug_is_cut_at_a_word():
    assert slug(["one two three"], 8) == "one-two"
    assert slug(["Переговоры & Кремль"]) == "переговоры-кремль"
    assert slug(["!!!"]) == ""


def test_figures_of_different_choices_have_different_names():
    make = Selection.make
    selections = [
        make("provisions"),
        make("provisions", {"domain": "trade"}),
        make("provisions", {"domain": ["trade", "energy"]}),
        make("provisions", {"domain": "trade", "obligation": "binds"}),
        make("provisions", {"domain": ""}),
        make("provisions", text="tariff"),
        make("provisions", floor="unverified"),
        make("provisions", {"cites": [f"source{n}" for n in range(30)]}),
        make("provisions", {"cites": [f"source{n}" for n in range(31)]}),
    ]
    names = [figure_name(Spec("chart", one, preset)) for one in selections for preset in ("full", "slide")]
    names += [figure_name(Spec("chart", selections[0], "full", "Title"))]
    assert len(set(names)) == len(names)
    assert all(checked_name(name) == name for name in names)
    assert names[2] == "chart-trade"


def test_formats_are_read_forgivingly_but_not_guessed():
    assert checked_formats("PNG") == ["png"]
    assert checked_formats([".svg", "pdf", "svg"]) == ["svg", "pdf"]
    with pytest.raises(KitError, match="did you mean 'png'"):
        checked_formats(["pngg"])
    with pytest.raises(KitError, match="no format given"):
        checked_formats([])
