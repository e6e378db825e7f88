"""The analyst's own texts: brought in, cut into numbered places, stored as plain text."""

from analystkit.analysis.texts.store import (
    Added,
    TextExistsError,
    add_text,
    fetch_text,
    load_text,
    prepare_text,
    sources_at_hand,
    text_path,
)
from analystkit.analysis.texts.text import Passage, Place, Text, parse_locator, read_text, write_text

__all__ = [
    "Added",
    "Passage",
    "Place",
    "Text",
    "TextExistsError",
    "add_text",
    "fetch_text",
    "load_text",
    "parse_locator",
    "prepare_text",
    "read_text",
    "sources_at_hand",
    "text_path",
    "write_text",
]
