"""A tiny dossier that tests may change, and the one that ships."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import analystkit as ak

# How long an example takes says how busy the machine is. On a desk examples are drawn by lot, in a gate they are the same.
settings.register_profile(
    "kit",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="ANALYSTKIT_SAME" in os.environ,
)
settings.load_profile("kit")

SHIPPED = "russia-iran-2025"
HERE = Path(__file__).resolve().parent

TOML = """id = "tiny"
title = "Treaty of Tinytown"
short_title = "Tinytown treaty"
parties = ["Alba", "Bruma"]
signed = "2020-05-04"
in_force = "2021-01-01"
articles = 5
languages = ["en"]
as_of = "2026-01-31"
main_source = "doe2020"
notes = []
"""
SOURCES = [
    {
        "id": key,
        "type": "article-newspaper",
        "title": title,
        "container-title": outlet,
        "issued": {"date-parts": [[2020, 5, 4]]},
        "URL": f"https://example.org/{key}",
        "custom": {"kind": "news", "origin": "", "reliability": grade, "metadata": "seen"},
    }
    for key, title, outlet, grade in [
        ("doe2020", "Two towns agree", "The Gazette", "B"),
        ("roe2020", "What they signed", "The Bugle", "C"),
        ("agency2020", "Treaty signed", "Agency (wire)", "A"),
    ]
]
CODEBOOK = """table,field,term,label,group,definition,order,colour,reference,role
*,verification,unverified,Unverified,,No source,1,#b0b0b0,,
*,verification,one-source,One source,,One source,2,#7088a0,,
*,verification,two-sources,Two sources,,Two sources,3,#204060,,
provisions,domain,security,Security,Security,About security,1,#8c2d19,,
provisions,domain,trade,Trade,Money,About trade,2,#2f6f8f,,
provisions,domain,energy,Energy,Money,About energy,3,#2f6f8f,,
provisions,obligation,prohibits,Prohibits,,Forbids,1,#08306b,,binding; prohibiting
provisions,obligation,binds,Binds,,Binds,2,#2f6fa8,,binding
provisions,obligation,promotes,Promotes,,Encourages,3,#9ecae1,,declaring
provisions,precision,low,Low,,Vague,1,#dddddd,,
provisions,precision,high,High,,Exact,2,#333333,,
provisions,delegation,none,None,,Nobody,1,#dddddd,,
provisions,numbering,sourced,Sourced,,Number sourced,1,#333333,,sure
provisions,numbering,unverified,Not sourced,,Number not sourced,2,#cccccc,,
provisions,numbering,unplaced,Unplaced,,No number,3,#eeeeee,,unplaced
promises,promise,defense,Defense,,To fight,1,#333333,,
promises,promise,neutrality,Neutrality,,To stay out,2,#333333,,
promises,made,yes,Yes,,Made,1,#1b7837,,
promises,made,no,No,,Not made,2,#bbbbbb,,
promises,made,disputed,Disputed,,Disputed,3,#e08214,,
promises,confidence,high,High,,Sure,1,#333333,,
promises,confidence,low,Low,,Unsure,2,#333333,,
motives,actor,alba,Alba,,A party,1,#8c2d19,,party
motives,actor,both,Both,,Both,2,#777777,,shared
motives,kind,aim,Aim,,Wanted,1,#333333,,
motives,theme,trade,Trade,,Trade,1,#2f6f8f,,
motives,hedge,likely,Likely,Likely,Likely,1,,,
events,category,treaty,Treaty,Treaty,The treaty,1,#8c2d19,,treaty
events,category,war,War,War,A war,2,#2f6f8f,,
indicators,series,trade-a,Trade (A),Trade,Series A,1,#2f6f8f,,
indicators,unit,USD bn,USD bn,,Billions of dollars,1,,,
indicators,bound,exact,Exact,,As it stands,1,,,
statements,fidelity,accurate,Accurate,,Right,1,#333333,,
statements,fidelity,wrong,Wrong,,Wrong,2,#333333,,
"""
TABLES = {
    "provisions": """id,article,paragraph,heading,summary,domain,obligation,precision,delegation,verification,numbering,sources,note
preamble,0,,Aims,Both want peace,security,,,,two-sources,sourced,@doe2020; @roe2020,
art-01,1,,No war,Neither attacks the other,security,prohibits,high,none,two-sources,sourced,"@doe2020, para. 2; @roe2020",
art-02,2,,Trade,They trade more,trade,promotes,low,none,one-source,unverified,@doe2020,
art-03-1,3,1,Tariffs,Tariffs end,trade,binds,high,none,one-source,unverified,@roe2020,
art-03-2,3,2,Grid,A power line,energy,,,,unverified,unverified,,No source
art-04,4,,Not established,Nobody knows,,,,,unverified,unverified,,
topic-song,,,Songs,Songs are shared,energy,,,,one-source,unplaced,@doe2020,
""",
    "promises": """promise,made,confidence,article,reason,would_change_it,sources
defense,no,high,,No clause says so,A clause,@doe2020
neutrality,disputed,low,1,Some say so,A clause,@roe2020
""",
    "motives": """id,actor,kind,theme,statement,hedge,articles,key_phrase,sources,corroboration,counter,counter_sources,verification,note
m01,alba,aim,trade,Alba wants to sell,likely,2; 3,wants to sell,"@doe2020, para. 1",@roe2020,,,two-sources,
m02,both,aim,trade,Both want quiet,,,want quiet,"@doe2020, para. 2",,Bruma says no,@agency2020,one-source,
""",
    "events": """id,date,title,description,category,actors,verification,sources,note
talks,2019-03/2019-06,Talks,They talk,treaty,Alba; Bruma,two-sources,@doe2020; @roe2020,
signing,2020-05-04,Signing,They sign,treaty,Alba; Bruma,two-sources,@doe2020; @agency2020,
row,2020~,A row,They quarrel,war,Alba,one-source,@roe2020,
rumor,2021-02?,A rumor,Somebody says so,war,Bruma,unverified,,
""",
    "indicators": """id,series,label,date,value,unit,bound,verification,sources,note
t-2019,trade-a,Trade,2019,1.5,USD bn,exact,one-source,@doe2020,
t-2020,trade-a,Trade,2020,2.5,USD bn,exact,one-source,@doe2020,
""",
    "statements": """id,statement,key_phrase,articles,fidelity,sources,note
s01,They signed,they signed,1,accurate,"@doe2020, para. 1; @roe2020",
""",
}


def write_tiny(folder: Path) -> Path:
    """Write a small sound dossier that has nothing to do with the one that ships."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dossier.toml").write_text(TOML, encoding="utf-8")
    (folder / "sources.json").write_text(json.dumps(SOURCES), encoding="utf-8")
    (folder / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def tiny_folder(tmp_path):
    """Return the folder of a small sound dossier that a test may damage."""
    return write_tiny(tmp_path / "data" / "tiny")


@pytest.fixture
def tiny(tiny_folder):
    """Return a small dossier, opened."""
    return ak.open_dossier(tiny_folder)


@pytest.fixture(scope="session")
def shipped():
    """Return the dossier that ships."""
    return ak.open_dossier(SHIPPED)


@pytest.fixture(scope="session")
def shared_sources():
    """Return the folder with the analyst's copies of sources, or skip visibly where there is none."""
    folder = HERE.parent.parent / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("no ../shared/sources here: these are someone else's texts and do not ship")
    return folder
