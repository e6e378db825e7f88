"""The subcommands export, inspect, reproduce and stale."""

import json
import subprocess
import sys

import pytest

from analystkit.cli import main
from analystkit.commands.figures import parse_where, split_names
from analystkit.figures import draw

CHART = "provisions-by-domain"


def test_export_inspect_reproduce_and_stale_follow_one_another(tiny_folder, tmp_path, capsys):
    out = tmp_path / "out"
    where = ["--where", "domain=trade", "--where", "domain=security"]
    formats = ["--format", "png", "--format", "svg", "--preset", "column"]
    assert main(["export", str(tiny_folder), CHART, *where, *formats, "--out", str(out)]) == 0
    captured = capsys.readouterr()
    files = captured.out.split()
    assert [name.rpartition(".")[2] for name in files] == ["png", "svg", "csv"]
    assert "figures" in captured.err
    assert main(["inspect", files[0]]) == 0
    assert "Treaty of Tinytown" in capsys.readouterr().out
    assert main(["inspect", "--json", files[1]]) == 0
    assert json.loads(capsys.readouterr().out)["asked"]["selection"]["where"] == {
        "domain": ["security", "trade"]
    }
    again = tmp_path / "again.png"
    assert main(["reproduce", files[0], "--dossier", str(tiny_folder), "--out", str(again)]) == 0
    assert "the same bytes" in capsys.readouterr().out
    assert main(["stale", str(out), "--dossier", str(tiny_folder)]) == 0
    assert capsys.readouterr().out == "2 figures: 0 would change, 2 would not, 0 cannot be told\n"
    path = tiny_folder / "provisions.csv"
    path.write_text(path.read_text().replace("Tariffs end", "Tariffs fall"))
    assert main(["stale", str(out), "--dossier", str(tiny_folder)]) == 1
    assert "1 row changed" in capsys.readouterr().out
    assert main(["reproduce", files[0], "--dossier", str(tiny_folder)]) == 1
    assert "since this figure: 1 row changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "{tiny}", "provisions-by-domian"], "did you mean 'provisions-by-domain'"),
        (["export", "{tiny}", CHART, "--where", "domain"], "expected COLUMN=VALUE"),
        (["export", "{tiny}", CHART, "--where", "domain=trad"], "did you mean 'trade'"),
        (["export", "{tiny}", CHART, "--format", "gif"], "no format named 'gif'"),
        (["export", "{tiny}", CHART, "--preset", "poster"], "no preset named 'poster'"),
        (["export", "{tiny}", CHART, "--out", "{tiny}/provisions.csv"], "is a file, not a folder"),
        (["export", "{tiny}"], "no chart given"),
        (["export", "{tiny}", f"chart:{CHART}", "--preset", "slide"], "a target says its own"),
        (["export", "no/such/place", CHART], "no dossier or chart named 'no/such/place'"),
        (["export", "tinny", CHART], "no dossier or chart named 'tinny'"),
        (["inspect", "{tiny}/provisions.csv"], "found a file that begins with 'id,article"),
        (["inspect", "{tiny}/" + "y" * 300], "cannot be read (File name too long)"),
        (["reproduce", "{tiny}/none.png"], "no such file"),
        (["stale", "{tiny}/none"], "no such folder"),
        (["stale", "{tiny}/provisions.csv"], "this is a file; give its folder"),
        (["stale", "{tiny}", "--dossier", "no/such/place"], "no dossier at 'no/such/place'"),
    ],
)
def test_a_slip_is_one_clear_line_and_status_two(tiny_folder, arguments, message, capsys):
    assert main([argument.format(tiny=tiny_folder) for argument in arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


def test_a_figure_that_cannot_be_told_is_named_once_and_not_passed_over(tmp_path, capsys):
    (tmp_path / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["stale", str(tmp_path)]) == 1
    said = capsys.readouterr().out
    assert said.count("cut.png") == 1
    assert "cut short" in said
    assert "1 cannot be told" in said


@pytest.mark.parametrize("name", ["con.png", "a:b.png", "y" * 200 + ".png"])
def test_what_is_made_again_gets_no_name_that_some_system_refuses(tiny, tiny_folder, tmp_path, name, capsys):
    path = draw(tiny, CHART).save("figure", folder=tmp_path)[0]
    out = str(tmp_path / name)
    assert main(["reproduce", str(path), "--dossier", str(tiny_folder), "--out", out]) == 2
    assert "is no file name on every system" in capsys.readouterr().err
    assert {each.name for each in tmp_path.glob("*.*")} == {"figure.png", "figure.csv"}


def test_the_dossier_may_be_left_out_when_there_is_one(tiny_folder, monkeypatch):
    monkeypatch.setenv("ANALYSTKIT_HOME", str(tiny_folder.parent.parent))
    assert split_names([CHART, "all"]) == (None, [CHART, "all"])
    assert split_names(["tiny", CHART]) == ("tiny", [CHART])
    assert split_names(["all"]) == (None, ["all"])
    assert main(["export", CHART, "--out", str(tiny_folder.parent / "out")]) == 0


def test_conditions_on_one_column_are_gathered():
    assert parse_where(["a=1", "a=2", "b=x=y", "c="]) == {"a": ["1", "2"], "b": ["x=y"], "c": [""]}


def test_names_are_checked_before_the_first_file_is_written(tiny_folder, tmp_path):
    assert main(["export", str(tiny_folder), CHART, "nonsense", "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_one_figure_that_cannot_be_saved_does_not_stop_the_rest(tiny, tiny_folder, tmp_path, capsys):
    draw(tiny, CHART, floor="unverified").save(f"{CHART}-column", folder=tmp_path / "out")
    sizes = ["--preset", "column", "--preset", "full"]
    assert main(["export", str(tiny_folder), CHART, *sizes, "--out", str(tmp_path / "out")]) == 2
    assert "1 of 2 figures saved, 1 not" in capsys.readouterr().err
    assert (tmp_path / "out" / f"{CHART}.png").is_file()


def test_all_stands_for_every_chart_that_the_dossier_can_draw(tiny_folder, tmp_path, capsys):
    where = ["--where", "domain=trade", "--format", "svg"]
    assert main(["export", str(tiny_folder), "all", *where, "--out", str(tmp_path / "out")]) == 0
    assert f"{CHART}-trade.svg" in {path.name for path in (tmp_path / "out").iterdir()}
    assert main(["export", str(tiny_folder), "all", "--where", "x=y"]) == 2
    assert "the columns of --where" in capsys.readouterr().err


def test_what_is_tall_or_empty_is_said_and_a_target_is_drawn(tiny_folder, tmp_path, capsys):
    targets = [f"chart:{CHART}?domain=energy&floor=two-sources", "chart:timeline?from=2020"]
    assert main(["export", str(tiny_folder), *targets, "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert f"{CHART}-energy-two-sources.png: nothing is drawn: no row is selected" in said.err
    assert len(list((tmp_path / "out").glob("timeline-*.png"))) == 1


def test_help_names_every_command_and_imports_nothing_slow():
    code = """
import sys, analystkit.cli as c
parser = c.build_parser()
print([name for name in ("pandas", "matplotlib", "numpy") if name in sys.modules])
print(parser.format_help())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.startswith("[]\n"), done.stderr
    for command in ("check", "charts", "export", "reproduce", "stale", "add-text", "verify", "brief"):
        assert f"\n    {command}" in done.stdout
    assert "make lab" in done.stdout
