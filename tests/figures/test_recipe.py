"""The recipe inside a file: read back as plain data, whatever the file holds."""

import contextlib
import io
import json
import struct
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from PIL.PngImagePlugin import PngInfo

from analystkit.errors import KitError
from analystkit.figures import draw
from analystkit.figures.carrying import encode, read_recipe, recipe_in
from analystkit.figures.recipe import DrawnRows, Recipe, describe
from analystkit.figures.remaking import Remade

PNG = b"\x89PNG\r\n\x1a\n"


def png(side, text):
    """Return a PNG of a side with one text chunk, sound but for what they say."""
    out = io.BytesIO()
    out.write(PNG)
    PngImagePlugin.putchunk(out, b"IHDR", struct.pack(">2I5B", side, side, 8, 2, 0, 0, 0))
    PngImagePlugin.putchunk(out, b"iTXt", text)
    PngImagePlugin.putchunk(out, b"IDAT", zlib.compress(b"\0\0\0\0"))
    PngImagePlugin.putchunk(out, b"IEND")
    return out.getvalue()


def pdf(*objects: bytes) -> bytes:
    """Return a PDF without pages; its third object is what it says of itself."""
    out, places = b"%PDF-1.5\n", []
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", *objects)
    for number, each in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, b"".join(places))
    end = b"trailer\n<</Size %d/Root 1 0 R/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + table + end % (len(objects) + 1, len(out))


@pytest.fixture(scope="module")
def figure(tmp_path_factory):
    from analystkit.dossier import open_dossier
    from tests.conftest import write_tiny

    return draw(open_dossier(write_tiny(tmp_path_factory.mktemp("data") / "tiny")), "provisions-by-domain")


@pytest.fixture(scope="module")
def files(figure):
    return {name: figure.encoded(name) for name in ("png", "svg", "pdf")}


def test_a_recipe_comes_back_from_each_format(figure, files):
    for data in files.values():
        assert recipe_in(data) == figure.recipe


values = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False)
    | st.text(max_size=30)
)
recipes = st.builds(
    Recipe,
    st.fixed_dictionaries(
        {name: st.text(max_size=20) for name in ("chart", "preset", "title", "caption")}
        | {
            name: st.dictionaries(st.text(max_size=5), values, max_size=3)
            for name in ("selection", "options")
        }
    ),
    *[st.text(max_size=20)] * 3,
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=3),
    words=st.fixed_dictionaries({"headline": st.text(max_size=40), "alt": st.text(max_size=40)}),
    rows=st.just({}) | st.builds(lambda cell: {"t": DrawnRows(("id",), ("id",), ((cell,),))}, values),
    versions=st.just({"analystkit": "0"}),
)


@settings(deadline=None)
@given(recipes)
def test_any_recipe_is_itself_again_from_its_json(recipe):
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert recipe.to_json().isascii()


@settings(max_examples=15, deadline=None)
@given(recipes)
def test_any_recipe_comes_back_from_each_format(recipe):
    from matplotlib.figure import Figure

    for name in ("png", "svg", "pdf"):
        assert recipe_in(encode(Figure((1, 1), dpi=50), name, replace(recipe, dpi=50))) == replace(
            recipe, dpi=50
        )


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_file_cut_anywhere_is_reported_as_cut_or_as_no_figure(files, kind):
    data = files[kind]
    for share in (0, 0.001, 0.01, 0.2, 0.5, 0.9, 0.99, 0.9999):
        cut = data[: int(len(data) * share)]
        with pytest.raises(KitError, match=r"cut short|expected a PNG"):
            recipe_in(cut)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_file_with_damaged_bytes_never_raises_anything_but_our_error(files, data):
    kind = data.draw(st.sampled_from(sorted(files)))
    damaged = bytearray(files[kind])
    for _ in range(data.draw(st.integers(1, 20))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(KitError):
        assert isinstance(recipe_in(bytes(damaged)), Recipe)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "an empty file"),
        (b"hello", "expected a PNG, SVG or PDF figure"),
        (PNG, "cut short"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not exported by analystkit"),
        (png(100_000, b""), "no figure is that large"),
        (lambda: png(1, b"analystkit\0\1\0\0\0" + zlib.compress(b" " * 200_000_000)), "damaged"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>", "declares entities"),
        (pdf(b"<</analystkit 4 0 R>>", b"5 0 R", b"4 0 R"), "damaged"),
        (pdf(b"<</analystkit " + b"[" * 200_000 + b"]" * 200_000 + b">>"), "damaged"),
        (pdf(b"3 0 R"), "damaged"),
    ],
)
def test_a_figure_that_is_not_ours_is_told_from_a_damaged_one(data, message):
    with pytest.raises(KitError, match=message):
        recipe_in(data() if callable(data) else data)


def test_a_picture_by_other_programs_is_not_ours(tmp_path):
    from matplotlib.figure import Figure

    for name in ("png", "svg", "pdf"):
        Figure((1, 1)).savefig(tmp_path / f"theirs.{name}")
        with pytest.raises(KitError, match=rf"theirs\.{name}: .*not exported by analystkit"):
            read_recipe(tmp_path / f"theirs.{name}")


def png_with(text):
    info, out = PngInfo(), io.BytesIO()
    info.add_itxt("analystkit", text, zip=True)
    Image.new("L", (1, 1)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def test_a_recipe_from_a_newer_kit_says_what_to_do(figure):
    found = json.loads(figure.recipe.to_json())
    found |= {"schema": 3, "versions": {"analystkit": "9.1"}, "unheard": "of"}
    with pytest.raises(KitError, match=r"form 3, written by analystkit 9\.1.*Update analystkit"):
        recipe_in(png_with(json.dumps(found)))


def test_a_recipe_without_its_words_is_damaged(figure):
    found = json.loads(figure.recipe.to_json())
    del found["words"]
    with pytest.raises(KitError, match="expected headline and alt"):
        recipe_in(png_with(json.dumps(found)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"chart": None}, "asked.chart is 'None'; expected a valid string"),
        ({"selection": []}, "asked.selection is '\\[\\]'; expected an object"),
        ({"asked": {}}, "asked.chart is missing"),
        ({"dpi": True}, "dpi is 'True'"),
        ({"dpi": 0}, "dpi is '0'; expected a number from 36 to 1200"),
        ({"dpi": 100_000}, "dpi is '100000'; expected a number from 36 to 1200"),
        ({"words": {}}, "expected headline and alt"),
        ({"words": {"headline": 3}}, "words.headline is '3'"),
        ({"rows": {"events": [1]}}, "rows.events is '\\[1\\]'"),
        (
            {"rows": {"events": {"columns": ["id"], "key": ["id"], "cells": [["a", "b"]]}}},
            "expected rows that fit",
        ),
        ({"rows": {"events": {"columns": ["id"], "key": ["id"], "cells": [[{}]]}}}, "rows.events.cells.0.0"),
        ({"schema": "1"}, "expected JSON with 'schema'"),
    ],
)
def test_a_damaged_recipe_says_what_is_wrong_with_it(figure, change, message):
    found = json.loads(figure.recipe.to_json())
    found |= {"asked": {**found["asked"], **change}} if set(change) <= set(found["asked"]) else change
    with pytest.raises(KitError, match=message):
        recipe_in(png_with(json.dumps(found)))


@pytest.mark.parametrize("text", ["", "null", "[]", "[" * 100_000, "{", '{"schema": 1}', "NaN"])
def test_text_that_is_no_recipe_is_reported(text):
    with pytest.raises(KitError, match="the recipe is damaged"):
        recipe_in(png_with(text))


def test_a_recipe_is_a_page_for_people(figure, tmp_path):
    (path, _) = figure.save("fig", folder=tmp_path)
    page = describe(read_recipe(path), str(path))
    for words in (
        figure.headline,
        "Treaty of Tinytown",
        "art-03-1",
        "@doe2020 Two towns agree",
        "reproduce",
    ):
        assert words in " ".join(page.split())


def test_a_page_never_steers_the_terminal(figure):
    asked = {**figure.recipe.asked, "title": "\x1b]0;owned\x07 \u202etxet", "chart": "\x1b[2J"}
    rows = {"\x1b": DrawnRows(("id",), (), (("\x1b",),))}
    nasty = replace(figure.recipe, asked=asked, sources={"\x1b": "\x9b1m"}, rows=rows)
    page = describe(nasty, "fig\x1b[31m.png")
    page += Remade("fig\x1b[31m.png", figure.encoded("png", recipe=nasty), nasty, figure).report()
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(page)


def test_a_file_that_is_not_there_names_those_that_are(figure, tmp_path):
    figure.save("fig", folder=tmp_path)
    with pytest.raises(KitError, match=r"no such file; there are: fig\.png"):
        read_recipe(tmp_path / "fgi.png")
    with pytest.raises(KitError, match="this is a folder"):
        read_recipe(tmp_path)


def test_a_recipe_as_long_as_a_large_table_comes_back(figure):
    cells = tuple((f"row {number}", "x" * 3000) for number in range(1000))
    rows = {"provisions": DrawnRows(("id", "note"), ("id",), cells)}
    long = replace(figure.recipe, rows=rows, dpi=50)
    assert recipe_in(figure.encoded("png", recipe=long)) == long


@pytest.mark.parametrize("dpi", [0, 35, 1201, 10**9, float("nan"), True, "300"])
def test_a_resolution_that_no_figure_has_is_refused(figure, dpi):
    with pytest.raises(KitError, match="expected a number from 36 to 1200"):
        figure.encoded("png", dpi=dpi)
