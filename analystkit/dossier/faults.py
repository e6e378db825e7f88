"""What is wrong in a dossier's files, and where; and what a value must be, in cells, TOML and JSON alike."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from typing import Any, get_args, get_type_hints

from analystkit.errors import KitError, list_names, nearest

SHOWN = 20
# Controls, a byte-order mark inside a text, halves of a character: no document that is made could hold them.
STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
_WORDS = {
    "string_type": "text in quotation marks",
    "int_type": "a whole number",
    "bool_type": "true or false",
    **dict.fromkeys(["list_type", "tuple_type"], "a list"),
    **dict.fromkeys(["dict_type", "dataclass_type", "mapping_type"], "keys with values"),
}
_STRANGE = ("extra_forbidden", "unexpected_keyword_argument")


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in a dossier.

    Examples
    --------
    >>> print(Fault("events.csv", 3, "date", "'May-20'", "an EDTF date such as 2020-05"))
    events.csv:3:date: found 'May-20', expected an EDTF date such as 2020-05
    """

    file: str  #: its name inside the dossier
    row: int  #: as a spreadsheet counts it (the header is row 1); 0 for the file as a whole
    column: str  #: blank for the row as a whole
    found: str
    expected: str
    hint: str = ""  #: what to do about it
    stops: bool = True  #: whether the dossier cannot be opened with it; else it only has to be mended

    def __str__(self) -> str:
        """Return the fault as one line."""
        place = ":".join(filter(None, [self.file, str(self.row or ""), self.column]))
        hint = f" ({self.hint})" if self.hint else ""
        return " ".join(f"{place}: found {self.found}, expected {self.expected}{hint}".split())


class DossierError(KitError):
    """A dossier that cannot be opened, with every fault found in it."""

    def __init__(self, where: str, faults: Iterable[Fault]):
        self.where, self.faults = where, tuple(faults)
        count = len(self.faults)
        lines = [f"{where}: {count} fault{'s' if count != 1 else ''}", *map(str, self.faults[:SHOWN])]
        if count > SHOWN:
            lines.append(f"… and {count - SHOWN} more: run `analystkit check` to see all")
        super().__init__("\n".join(lines))


@dataclass(frozen=True)
class Rule:
    """What a value must be, as it stands in ``Annotated[type, Rule(…)]``; None is left to the type."""

    expected: str
    test: Callable[[Any], bool]
    stops: bool = True  #: whether else all stops

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        """Return the schema of the type, with the test after it."""
        from pydantic_core import PydanticCustomError, core_schema

        def hold(value: Any) -> Any:
            if value is not None and not self.test(value):
                said = {"expected": self.expected, "stops": self.stops}
                raise PydanticCustomError("rule", "{expected}", said)
            return value

        return core_schema.no_info_after_validator_function(hold, handler(source))


@cache
def adapter(schema: Any) -> Any:
    """Return pydantic's reader for a type; pydantic is loaded here, as importing the kit needs none of it."""
    from pydantic import TypeAdapter

    return TypeAdapter(schema)


def quoted(value: object, limit: int = 60) -> str:
    """Return a value for a message: quoted, on one line, cut to `limit` characters."""
    text = " ".join(STRAY.sub("\ufffd", str(value)).split())
    return repr(text if len(text) <= limit else text[: limit - 1] + "…")


def did_you_mean(found: str, allowed: Iterable[str], ask: str = "did you mean {}?") -> str:
    """Return a question that names the nearest of what is allowed; blank where none is near."""
    near = nearest(found, sorted(allowed), limit=1)
    return ask.format(repr(near[0])) if near else ""


def among(found: str, allowed: Iterable[str], expected: str = "") -> tuple[str, str, str]:
    """Return what a fault says of a value that is none of those allowed: found, expected and a hint."""
    allowed = list(allowed)
    return quoted(found), expected or f"one of {list_names(allowed, 24)}", did_you_mean(found, allowed)


def checked(schema: Any, value: Any, file: str, open_keys: bool = False) -> tuple[Any, list[Fault]]:
    """Return plain values as a dataclass or `TypedDict` describes them, or else None and what is wrong.

    Of a list each item is a row. An unknown key that is near to a known one stops, unless others may have
    keys of their own there.
    """
    from pydantic import ValidationError

    text, errors = json.dumps(value, ensure_ascii=False), list[Any]()
    if STRAY.search(text) or "\\u00" in text:
        said = {"expected": "text without it", "hint": "delete it"}
        for loc, mark in _stray(value):
            found = f"the character U+{ord(mark):04X}"
            errors.append({"loc": loc, "type": "rule", "found": found, "ctx": said})
    try:
        valid = adapter(schema).validate_json(STRAY.sub("\ufffd", text) if errors else text)
        if not errors:
            return valid, []
    except ValidationError as error:
        strays = [each["loc"] for each in errors]
        errors += [each for each in error.errors(include_url=False) if each["loc"] not in strays]
    strange = {each["loc"] for each in errors if each["type"] in _STRANGE}
    faults = []
    for each in errors:
        loc, kind, said, stops, row, whose = each["loc"], each["type"], each.get("ctx", {}), True, 0, ""
        if isinstance(value, list) and loc:
            item, row = value[loc[0]], loc[0] + 1
            whose = f"in {quoted(item['id'])}" if isinstance(item, dict) and item.get("id") else ""
        place = ".".join(str(part + 1 if isinstance(part, int) else part)[:60] for part in loc[bool(row) :])
        if kind in _STRANGE:
            known, there = _keys(schema, loc[:-1]), reduce(lambda inside, part: inside[part], loc[:-1], value)
            near = did_you_mean(str(loc[-1]), [name for name in known if name not in there])
            found, expected = "an unknown key", f"one of {list_names(known, 24)}"
            hint, stops = near or "nothing reads it: remove it", bool(near) and not open_keys
        elif kind == "missing":
            beside = [str(other[-1]) for other in strange if other[:-1] == loc[:-1]]
            found, expected, hint = "no such key", "a value", did_you_mean(loc[-1], beside, "is {} meant?")
        else:
            found, stops = each.get("found") or quoted(each["input"]), said.get("stops", True)
            plain = each.get("msg", "").removeprefix("Input should be ").removeprefix("String should have ")
            expected, hint = said.get("expected") or _WORDS.get(kind, plain), said.get("hint", "")
        hint = "; ".join(filter(None, [hint, whose]))
        faults.append(Fault(file, row, place, found, expected, hint, stops))
    return None, faults


def _stray(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Yield where in plain values a character stands that no document can hold."""
    if isinstance(value, str) and (match := STRAY.search(value)):
        yield place, match.group()
    listed = enumerate(value) if isinstance(value, list) else ()
    for key, part in value.items() if isinstance(value, dict) else listed:
        yield from _stray(key, place)
        yield from _stray(part, (*place, key))


def _keys(schema: Any, place: tuple[Any, ...]) -> list[str]:
    """Return the keys that a schema has at a place."""
    for part in place:
        inside = get_args(schema)  # of a list or a mapping; else it is a schema with keys
        schema = inside[-1] if inside else get_type_hints(schema)[part]
    return [name for name in get_type_hints(schema) if not name.startswith("_")]
