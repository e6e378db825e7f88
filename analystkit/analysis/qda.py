"""Codebook and codings as REFI-QDA, which NVivo, MAXQDA, ATLAS.ti, QualCoder and Taguette read and write."""

from __future__ import annotations

import contextlib
import io
import re
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

import pandas as pd
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from analystkit.analysis.texts.store import treaty_text, words_of
from analystkit.dossier import Dossier, Fault
from analystkit.dossier.reading import read_bytes
from analystkit.errors import KitError
from analystkit.words import listing, say

_CODEBOOK, _PROJECT = "urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0"
_MOST = 64 * 1024 * 1024  # bytes of one file in an archive, unpacked
_UNIT = re.compile(r"(?m)^\[([^\[\]\n]+)\] ")
_TABLE = "provisions"


def codebook_file(dossier: Dossier) -> bytes:
    """Return the codebook of provisions as REFI-QDA (``.qdc``): a code a field, which groups its terms."""
    root = Element("CodeBook", xmlns=_CODEBOOK, origin="analystkit")
    _add_codes(dossier, root)
    return bytes(tostring(root, "utf-8", xml_declaration=True))


def project_file(dossier: Dossier) -> bytes:
    """Return codebook, provisions and codings as a REFI-QDA project (``.qdpx``).

    A provision stands with the treaty's own words where a text is at hand, else with the dossier's summary.
    """
    codings, title, guid = dossier.table("codings"), dossier.about.title, partial(_guid, dossier)
    root = Element("Project", xmlns=_PROJECT, name=title, origin="analystkit")
    users = SubElement(root, "Users")
    for coder in dict.fromkeys(codings["coder"]):
        SubElement(users, "User", guid=guid("user", coder), name=coder)
    _add_codes(dossier, SubElement(root, "CodeBook"))
    (text, places), name = _provisions(dossier), guid("text")
    sources, path = SubElement(root, "Sources"), f"internal://{name}.txt"
    source = SubElement(sources, "TextSource", guid=name, name=f"{title}: provisions", plainTextPath=path)
    for pair, rows in codings.groupby(["coder", "provision"], sort=False):
        coder, unit = map(str, pair)
        where = dict(zip(("startPosition", "endPosition"), map(str, places[unit]), strict=True))
        user = guid("user", coder)
        about = {"guid": guid(coder, unit), "name": unit, **where, "creatingUser": user}
        chosen = SubElement(source, "PlainTextSelection", about)
        if reasons := list(dict.fromkeys(filter(None, rows["reason"]))):
            SubElement(chosen, "Description").text = "\n".join(reasons)
        for field, term in zip(rows["field"], rows["term"], strict=True):
            coded = SubElement(chosen, "Coding", guid=guid(coder, unit, field), creatingUser=user)
            SubElement(coded, "CodeRef", targetGUID=guid("code", field, term))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        project = tostring(root, "utf-8", xml_declaration=True)
        for path, data in (("project.qde", project), (f"Sources/{name}.txt", text.encode())):
            archive.writestr(zipfile.ZipInfo(path), data)  # without the clock: the same bytes each time
    return packed.getvalue()


def read_codings(dossier: Dossier, path: Path, coder: str = "") -> tuple[list[dict[str, str]], list[str]]:
    """Read codings of provisions from a REFI-QDA project that began as this dossier's `project_file`.

    Codes are found by their names, passages by the provision's id that stands before each in the text;
    `coder` is whose they are where the project names nobody. They come as rows of ``codings.csv``, with a
    sentence for each thing that was not taken.
    """
    terms, known = _terms(dossier), set(dossier.table(_TABLE)["id"])
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    left: dict[str, None] = {}
    with _opened(path) as (root, archive):
        codings = list(_codings(root, archive))
    for start, unit, named, code, note in codings:
        (field, term), who = terms.get(code, ("", "")), named or coder
        if unit not in known:
            left[f"a passage at character {start} belongs to no provision of this dossier"] = None
        elif not term:
            left[f"the code {': '.join(code) or 'without a name'!r} is not in the codebook"] = None
        elif not who:
            left["codings without a coder: say whose they are (--coder NAME)"] = None
        else:
            row = {"coder": who, "provision": unit, "field": field, "term": term, "reason": note}
            first = rows.setdefault((who, unit, field), row)["term"]
            if first != term:
                left[f"{who} gave {field} of {unit} two terms, {first} and {term}; the first stays"] = None
    if not rows and not left:
        raise KitError(f"{path.name} holds no coding; expected a project from `analystkit codings`")
    return list(rows.values()), list(left)


def read_codebook(path: Path) -> pd.DataFrame:
    """Return the codes of a REFI-QDA codebook or project as rows of ``codebook.csv``.

    A code with codes below it becomes a field, those below it its terms.
    """
    if path.suffix.lower() == ".qdpx":
        with _opened(path) as (root, _):
            pass
    else:
        root = _parsed(_read(path), path.name)
    rows = []
    for field in root.iterfind(".//Codes/Code"):
        for rank, code in enumerate(field.iterfind("Code"), 1):
            name, told = code.get("name", ""), code.findtext("Description", "").strip()
            slug = re.sub(r"[^\w]+", "-", name.casefold()).strip("-")
            head = {"table": _TABLE, "field": field.get("name", "").casefold(), "term": slug}
            about = {"label": name, "definition": told, "order": rank, "color": code.get("color", "")}
            rows.append(head | about)
    if not rows:
        raise KitError(f"{path.name}: no code with codes below it; expected a field for each group of terms")
    return pd.DataFrame(rows)


def summary(rows: list[dict[str, str]], left_out: list[str]) -> str:
    """Return what was read, in sentences."""
    units, who = ({row[name] for row in rows} for name in ("provision", "coder"))
    words = "{n:coding} of {m:provision} by {who}."
    said = [say(words, n=len(rows), m=len(units), who=listing(sorted(who)))] if rows else []
    return "\n".join([*said, *(f"Left out: {what}." for what in left_out)])


def _codings(root: Element, archive: zipfile.ZipFile) -> Iterator[tuple[int, str, str, tuple[str, ...], str]]:
    """Give each coding: its place, the provision there, who coded, the names down to the code, and why."""
    paths: dict[Element, tuple[str, ...]] = {}
    for above in root.iter():
        paths |= {code: (*paths.get(above, ())[-2:], code.get("name", "")) for code in above.iterfind("Code")}
    names = {code.get("guid"): path for code, path in paths.items()}
    users = {user.get("guid"): user.get("name", "") for user in root.iter("User")}
    for source in root.iter("TextSource"):
        starts = [(found.start(), found[1]) for found in _UNIT.finditer(_text_of(source, archive))]
        for chosen in source.iter("PlainTextSelection"):
            start, note = chosen.get("startPosition", ""), chosen.findtext("Description", "").strip()
            at = int(start) if start.isdecimal() else -1
            unit = next((name for begin, name in reversed(starts) if begin <= at), "")
            for coded in chosen.iter("Coding"):
                who = users.get(coded.get("creatingUser") or chosen.get("creatingUser"), "")
                for code in coded.iter("CodeRef"):
                    yield at, unit, who, names.get(code.get("targetGUID"), ()), note


def _guid(dossier: Dossier, *parts: str) -> str:
    """Return an id that is the same for the same thing, so that a project can be brought in again."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "\x1f".join(["analystkit", dossier.about.id, *parts])))


def _add_codes(dossier: Dossier, parent: Element) -> None:
    codes, guid = SubElement(parent, "Codes"), partial(_guid, dossier)
    for field in dict.fromkeys(dossier.table("codings")["field"]):
        group = SubElement(codes, "Code", guid=guid("field", field), name=field, isCodable="false")
        for term in dossier.codebook.terms(_TABLE, field):
            about = {"guid": guid("code", field, term.term), "name": term.term, "isCodable": "true"}
            code = SubElement(group, "Code", about, color=term.color)
            SubElement(code, "Description").text = f"{term.label}. {term.definition}"


def _provisions(dossier: Dossier) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return all provisions as one plain text, and where each stands in it, in characters."""
    text, written, places = treaty_text(dossier), "", {}
    for row in dossier.table(_TABLE).to_dict("records"):
        words = list(words_of(text, row)) or [row["heading"], row["summary"]]
        body = ". ".join(str(word).strip().rstrip(".") for word in words if isinstance(word, str) and word)
        head, line = f"[{row['id']}] ", f"{' '.join(body.split())}."
        start = len(written) + len(head)
        places[row["id"]] = (start, start + len(line))
        written += f"{head}{line}\n\n"
    return written[:-1], places


def _parsed(data: bytes, name: str) -> Element:
    """Return the root of an XML file, its names without their namespace."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (SyntaxError, ValueError, DefusedXmlException) as error:
        raise KitError(f"{name} is no REFI-QDA file: {error}") from None
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def _read(path: Path) -> bytes:
    faults = list[Fault]()
    data = read_bytes(path, faults) if path.exists() else None
    if data is None:
        found = faults[0].found if faults else "nothing"
        raise KitError(f"{path}: found {found}, expected a REFI-QDA project (.qdpx) or codebook (.qdc)")
    return data


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[tuple[Element, zipfile.ZipFile]]:
    """Open a project; what turns out to be damaged in it is said of the file."""
    try:
        with zipfile.ZipFile(io.BytesIO(_read(path))) as archive:
            yield _parsed(_member(archive, "project.qde"), path.name), archive
    except (OSError, EOFError, KeyError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
        raise KitError(f"{path.name} is no REFI-QDA project (.qdpx): {error}") from None


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > _MOST:
        raise KitError(f"{name} in the project has {info.file_size:,} bytes; at most {_MOST:,} are read")
    return archive.read(info)


def _text_of(source: Element, archive: zipfile.ZipFile) -> str:
    if (inline := source.findtext("PlainTextContent")) is not None:
        return inline
    name = source.get("plainTextPath", "").removeprefix("internal://").rpartition("/")[2]
    found = [entry for entry in archive.namelist() if name and entry.rpartition("/")[2] == name]
    if not found:
        raise KitError(f"the project's text {source.get('name')!r} is not inside the file")
    return _member(archive, found[0]).decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _terms(dossier: Dossier) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return field and term by the names that another tool may give them."""
    named: dict[tuple[str, ...], tuple[str, str]] = {}
    for field in dict.fromkeys(dossier.table("codings")["field"]):
        for term in dossier.codebook.terms(_TABLE, field):
            for name in (term.term, term.label):
                named[(field, name)] = named[(f"{field}: {name}",)] = (field, term.term)
    return named
