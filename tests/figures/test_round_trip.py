"""Whatever was exported can be made again, to the byte, from the file alone, without pyplot and without a warning."""

import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from PIL import Image
from pypdf import PdfReader

from analystkit import charts
from analystkit.errors import KitError
from analystkit.figures import draw, reproduce
from analystkit.figures.carrying import read_recipe

NAMES = [chart.name for chart in charts.all()]
GROUPS = [NAMES[start::2] for start in range(2)]  # a process each: to start one costs as much as some charts
FORMATS = ("png", "svg", "pdf")
SVG = "{http://www.w3.org/2000/svg}"
REMAKE = """
import pathlib, sys, warnings
import analystkit as ak
from analystkit.figures import reproduce
dossier = ak.open_dossier("russia-iran-2025")
warnings.simplefilter("error")
for file in map(pathlib.Path, sys.argv[1:]):
    remade = reproduce(file, dossier)
    same_rows = remade.figure.encoded("csv") == file.with_suffix(".csv").read_bytes()
    print("same" if remade.same and same_rows else remade.report())
sys.exit("matplotlib.pyplot" in sys.modules)
"""


def narrowed(dossier, name):
    """Return a selection of the chart's rows: the first term of the first column that has terms."""
    table = charts.get(name).table
    for column in dossier.codebook.fields(table):
        found = dossier.table(table)[column]
        if column != "verification" and found.dtype == "category" and found.nunique() > 1:
            return {column: sorted(set(found.dropna()))[0]}
    return {}


def figures(dossier, name):
    """Return for one chart the figures to try, one for each format."""
    return [
        draw(dossier, name),
        draw(dossier, name, narrowed(dossier, name), preset="column", title="<b>Ours</b> $x$"),
        draw(dossier, name, floor="unverified", preset="slide", caption="Наше & ما"),
    ]


@pytest.mark.parametrize("names", GROUPS, ids=[group[0] for group in GROUPS])
def test_every_chart_is_made_again_to_the_byte_by_a_fresh_process_without_pyplot(shipped, tmp_path, names):
    files = []
    for place, name in enumerate(names):
        for turn, figure in enumerate(figures(shipped, name)):
            path = figure.save(formats=[FORMATS[(place + turn) % 3]], folder=tmp_path)[0]
            assert read_recipe(path) == figure.recipe
            files.append(path)
    settings = tmp_path / "matplotlibrc"
    settings.write_text("font.size: 30\nfigure.facecolor: black\nsvg.fonttype: none\nsavefig.bbox: tight\n")
    other = {
        "PYTHONHASHSEED": str(len(files) + len(names[0])),
        "MATPLOTLIBRC": str(settings),
        "TZ": "Asia/Tehran",
    }
    command = [sys.executable, "-c", REMAKE, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | other)
    assert done.stdout.splitlines() == ["same"] * len(files), done.stdout + done.stderr
    assert done.returncode == 0, "pyplot was imported"


def test_the_order_of_formats_does_not_matter(tiny):
    one, other = draw(tiny, "provisions-by-domain"), draw(tiny, "provisions-by-domain")
    first = [one.encoded(name) for name in FORMATS]
    assert [other.encoded(name) for name in reversed(FORMATS)] == first[::-1]


def test_the_file_carries_the_alternative_text_where_readers_look_for_it(tiny, tmp_path):
    figure = draw(tiny, "provisions-by-domain", title='Ours & "theirs" <b>')
    root = ET.fromstring(figure.svg())
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert (root.get("role"), root.get("aria-labelledby")) == (
        "graphics-document document",
        f"{title.get('id')} {description.get('id')}",
    )
    assert (title.text, description.text) == (figure.headline, figure.alt_text)
    with Image.open(io.BytesIO(figure.png(72))) as image:
        assert (image.info["Title"], image.info["Description"]) == (figure.headline, figure.alt_text)
    figure.save("fig", ["pdf"], tmp_path / "out")
    about = PdfReader(tmp_path / "out" / "fig.pdf").metadata
    assert (about.title, about.subject) == (figure.headline, figure.alt_text)


def test_other_programs_read_the_png_and_its_resolution(tiny):
    with Image.open(io.BytesIO(draw(tiny, "provisions-by-domain").png())) as image:
        image.load()
        assert round(image.info["dpi"][0]) == 300
        assert round(image.width / 300 * 25.4) == 170
        assert json.loads(image.text["analystkit"])["asked"]["chart"] == "provisions-by-domain"


def test_a_figure_at_another_resolution_is_made_again_at_that_resolution(tiny, tmp_path):
    path = tmp_path / "screen.png"
    path.write_bytes(draw(tiny, "provisions-by-domain").png(100))
    assert read_recipe(path).dpi == 100
    assert reproduce(path, tiny).same


def test_a_file_made_again_can_be_written_elsewhere_but_not_over_another(tiny, tmp_path):
    (path, _) = draw(tiny, "provisions-by-domain").save("fig", folder=tmp_path / "out")
    reproduce(path, tiny, out=tmp_path / "again.png")
    assert (tmp_path / "again.png").read_bytes() == path.read_bytes()
    (tmp_path / "other.png").write_bytes(b"other")
    with pytest.raises(KitError, match="overwrite"):
        reproduce(path, tiny, out=tmp_path / "other.png")
    with pytest.raises(KitError, match=r"a name that ends in \.png"):
        reproduce(path, tiny, out=tmp_path / "other.svg")


def test_options_that_are_no_plain_values_are_refused(tiny):
    with pytest.raises(KitError, match="must be text, numbers, lists"):
        draw(tiny, "provisions-by-domain", order={1, 2})
