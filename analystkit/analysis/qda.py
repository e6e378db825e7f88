"""Codebook and codings as REFI-QDA, which NVivo, MAXQDA, ATLAS.ti, QualCoder and Taguette read and write."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from analystkit.analysis.texts.store import treaty_text, words_of
from analystkit.dossier import Dossier
from analystkit.errors import KitError
from analystkit.words import listing, say

_CODEBOOK, _PROJECT = "urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0"
_MOST = 64 * 1024 * 1024  # bytes of one file in an archive, unpacked
_UNIT = re.compile(r"(?m)^\[([^\[\]\n]+)\] ")
_TABLE = "provisions"


@dataclass(frozen=True)
class Brought:
    """Codings read from another tool."""

    rows: tuple[dict[str, str], ...]  # of codings.csv, ready for the analyst's own rows
    coders: tuple[str, ...]
    left_out: tuple[str, ...]  # what was not taken, a sentence each


def codebook_file(dossier: Dossier) -> bytes:
    """Return the codebook of provisions as REFI-QDA (``.qdc``): a code a field, which groups its terms."""
    root = Element("CodeBook", {"xmlns": _CODEBOOK, "origin": "analystkit"})
    _add_codes(dossier, root)
    return bytes(tostring(root, "utf-8", xml_declaration=True))


def project_file(dossier: Dossier) -> bytes:
    """Return codebook, provisions and codings as a REFI-QDA project (``.qdpx``).

    A provision stands with the treaty's own words where a text is at hand, else with the dossier's summary.
    """
    root = Element("Project", {"xmlns": _PROJECT, "name": dossier.about.title, "origin": "analystkit"})
    codings = dossier.table("codings")
    users = SubElement(root, "Users")
    for coder in dict.fromkeys(codings["coder"]):
        SubElement(users, "User", {"guid": _guid(dossier, "user", coder), "name": coder})
    _add_codes(dossier, SubElement(root, "CodeBook"))
    text, places = _provisions(dossier)
    name = _guid(dossier, "text")
    about = {"guid": name, "name": f"{dossier.about.title}: provisions"}
    path = {"plainTextPath": f"internal://{name}.txt"}
    source = SubElement(SubElement(root, "Sources"), "TextSource", {**about, **path})
    for pair, rows in codings.groupby(["coder", "provision"], sort=False):
        coder, unit = map(str, pair)
        if unit not in places:
            continue
        start, end = places[unit]
        user, where = _guid(dossier, "user", coder), {"startPosition": str(start), "endPosition": str(end)}
        about = {"guid": _guid(dossier, coder, unit), "name": unit, **where, "creatingUser": user}
        chosen = SubElement(source, "PlainTextSelection", about)
        reasons = [reason for reason in dict.fromkeys(rows["reason"].dropna()) if reason]
        if reasons:
            SubElement(chosen, "Description").text = "\n".join(reasons)
        for field, term in zip(rows["field"], rows["term"], strict=True):
            coded = {"guid": _guid(dossier, coder, unit, field), "creatingUser": user}
            code = {"targetGUID": _guid(dossier, "code", field, term)}
            SubElement(SubElement(chosen, "Coding", coded), "CodeRef", code)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        project = tostring(root, "utf-8", xml_declaration=True)
        for path_in, data in (("project.qde", project), (f"Sources/{name}.txt", text.encode())):
            archive.writestr(zipfile.ZipInfo(path_in), data)  # without the clock: the same bytes each time
    return packed.getvalue()


def read_codings(dossier: Dossier, path: str | Path, coder: str = "") -> Brought:
    """Read codings of provisions from a REFI-QDA project that began as this dossier's `project_file`.

    Codes are found by their names, passages by the provision's id that stands before each in the text;
    `coder` is whose they are where the project names nobody.
    """
    root, archive = _open_project(Path(path))
    terms, known = _terms(dossier), set(dossier.table(_TABLE)["id"])
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    left: dict[str, None] = {}
    for found in _codings(root, archive):
        (field, term), who = terms.get(found.code, ("", "")), found.coder or coder
        if found.unit not in known:
            left[f"a passage at character {found.start} belongs to no provision of this dossier"] = None
        elif not term:
            left[f"the code {': '.join(found.code) or 'without a name'!r} is not in the codebook"] = None
        elif not who:
            left["codings without a coder: say whose they are (--coder NAME)"] = None
        else:
            row = {"coder": who, "provision": found.unit, "field": field, "term": term, "reason": found.note}
            first = rows.setdefault((who, found.unit, field), row)["term"]
            if first != term:
                two = f"two terms, {first} and {term}; the first stays"
                left[f"{who} gave {field} of {found.unit} {two}"] = None
    if not rows and not left:
        raise KitError(f"{Path(path).name} holds no coding; expected a project from `analystkit codings`")
    return Brought(tuple(rows.values()), tuple(dict.fromkeys(key[0] for key in rows)), tuple(left))


def read_codebook(path: str | Path) -> pd.DataFrame:
    """Return the codes of a REFI-QDA codebook or project as rows of ``codebook.csv``.

    A code with codes below it becomes a field, those below it its terms.
    """
    path = Path(path)
    root = _open_project(path)[0] if path.suffix.lower() == ".qdpx" else _parsed(path.read_bytes(), path.name)
    space = _PROJECT if root.tag.startswith(f"{{{_PROJECT}}}") else _CODEBOOK
    rows = []
    for field in root.findall(f".//{{{space}}}Codes/{{{space}}}Code"):
        for rank, code in enumerate(field.findall(f"{{{space}}}Code"), 1):
            name = code.get("name") or ""
            told = (code.findtext(f"{{{space}}}Description") or "").strip()
            slug = re.sub(r"[^\w]+", "-", name.casefold()).strip("-")
            head = {"table": _TABLE, "field": (field.get("name") or "").casefold(), "term": slug}
            about = {"label": name, "definition": told, "order": rank, "color": code.get("color") or ""}
            rows.append(head | about)
    if not rows:
        raise KitError(f"{path.name}: no code with codes below it; expected a field for each group of terms")
    return pd.DataFrame(rows)


def summary(brought: Brought) -> str:
    """Return what was read, in sentences."""
    units = len({row["provision"] for row in brought.rows})
    words, who = "{n:coding} of {m:provision} by {who}.", listing(brought.coders)
    said = [say(words, n=len(brought.rows), m=units, who=who)] if brought.rows else []
    return "\n".join([*said, *(f"Left out: {what}." for what in brought.left_out)])


class _Coding(NamedTuple):
    start: int
    unit: str
    coder: str
    code: tuple[str, ...]
    note: str


def _codings(root: Element, archive: zipfile.ZipFile) -> Iterator[_Coding]:
    names = _names_of_codes(root)
    users = {user.get("guid"): user.get("name") or "" for user in root.iter(f"{{{_PROJECT}}}User")}
    for source in root.iter(f"{{{_PROJECT}}}TextSource"):
        starts = [(found.start(), found[1]) for found in _UNIT.finditer(_text_of(source, archive))]
        for chosen in source.iter(f"{{{_PROJECT}}}PlainTextSelection"):
            start = chosen.get("startPosition") or ""
            at = int(start) if start.isdecimal() else -1
            unit = next((name for begin, name in reversed(starts) if begin <= at), "")
            note = (chosen.findtext(f"{{{_PROJECT}}}Description") or "").strip()
            for coded in chosen.iter(f"{{{_PROJECT}}}Coding"):
                coder = users.get(coded.get("creatingUser") or chosen.get("creatingUser"), "")
                for code in coded.iter(f"{{{_PROJECT}}}CodeRef"):
                    yield _Coding(at, unit, coder, names.get(code.get("targetGUID"), ()), note)


def _guid(dossier: Dossier, *parts: str) -> str:
    """Return an id that is the same for the same thing, so that a project can be brought in again."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\x1f".join(["analystkit", dossier.about.id, *parts])))


def _add_codes(dossier: Dossier, parent: Element) -> None:
    codes = SubElement(parent, "Codes")
    for field in dict.fromkeys(dossier.table("codings")["field"]):
        head = {"guid": _guid(dossier, "field", field), "name": field, "isCodable": "false"}
        group = SubElement(codes, "Code", head)
        for term in dossier.codebook.terms(_TABLE, field):
            about = {"guid": _guid(dossier, "code", field, term.term), "name": term.term, "isCodable": "true"}
            color = dossier.codebook.color(_TABLE, field, term.term)
            code = SubElement(group, "Code", {**about, "color": color} if color else about)
            SubElement(code, "Description").text = f"{term.label}. {term.definition}"


def _provisions(dossier: Dossier) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return all provisions as one plain text, and where each stands in it, in characters."""
    text = treaty_text(dossier)
    written, places, at = [], {}, 0
    for row in dossier.table(_TABLE).to_dict("records"):
        words = list(words_of(text, row)) or [row["heading"], row["summary"]]
        body = ". ".join(str(word).strip().rstrip(".") for word in words if isinstance(word, str) and word)
        line = f"[{row['id']}] {' '.join(body.split())}."
        places[row["id"]] = (at + len(row["id"]) + 3, at + len(line))
        written.append(line)
        at += len(line) + 2
    return "\n\n".join(written) + "\n", places


def _parsed(data: bytes, name: str) -> Element:
    try:
        return fromstring(data, forbid_dtd=True)
    except (SyntaxError, ValueError, DefusedXmlException) as error:
        raise KitError(f"{name} is no REFI-QDA file: {error}") from None


def _open_project(path: Path) -> tuple[Element, zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
        return _parsed(_member(archive, "project.qde"), path.name), archive
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        raise KitError(f"{path.name} is no REFI-QDA project (.qdpx): {error}") from None


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > _MOST:
        raise KitError(f"{name} in the project has {info.file_size:,} bytes; at most {_MOST:,} are read")
    return archive.read(info)


def _text_of(source: Element, archive: zipfile.ZipFile) -> str:
    inline = source.findtext(f"{{{_PROJECT}}}PlainTextContent")
    if inline is not None:
        return inline
    name = (source.get("plainTextPath") or "").removeprefix("internal://")
    found = [entry for entry in archive.namelist() if entry.rsplit("/", 1)[-1] == name.rsplit("/", 1)[-1]]
    if not name or not found:
        raise KitError(f"the project's text {source.get('name')!r} is not inside the file")
    return _member(archive, found[0]).decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _names_of_codes(root: Element) -> dict[str | None, tuple[str, ...]]:
    """Return each code's name with the names of the codes above it."""
    found: dict[str | None, tuple[str, ...]] = {}
    ahead: list[tuple[Element, tuple[str, ...]]] = [
        (code, ()) for code in root.findall(f".//{{{_PROJECT}}}Codes/{{{_PROJECT}}}Code")
    ]
    while ahead:
        code, above = ahead.pop()
        names = (*above, code.get("name") or "")
        found[code.get("guid")] = names
        ahead += [(child, names) for child in code.findall(f"{{{_PROJECT}}}Code")]
    return found


def _terms(dossier: Dossier) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return field and term by the names that another tool may give them."""
    named: dict[tuple[str, ...], tuple[str, str]] = {}
    for field in dict.fromkeys(dossier.table("codings")["field"]):
        for term in dossier.codebook.terms(_TABLE, field):
            for name in (term.term, term.label):
                named[(field, name)] = named[(f"{field}: {name}",)] = (field, term.term)
    return named
