"""Which language a text is in, told by its letters."""

from __future__ import annotations

import re

LANGUAGES = {"en": "English", "ru": "Russian", "fa": "Persian", "ar": "Arabic"}
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|that|for|with|on|as|by|are|be|this|at|from|an|or|shall)\b")


def language_of(text: str) -> str:
    """Return a text's language."""
    text = text[:50_000]
    letters = max(1, len(re.findall(r"[^\W\d_]", text)))
    if len(re.findall("[а-яёА-ЯЁ]", text)) > letters / 2:
        return "ru" if not re.search("[іїєґўқғ]", text) else "und"
    if len(re.findall("[\u0600-\u06ff]", text)) > letters / 2:
        persian = len(re.findall("[پچژگیک]", text))
        return "fa" if persian >= len(re.findall("[يكةى]", text)) else "ar"
    words = len(re.findall(r"[a-z]+", text.lower()))
    return "en" if words and len(_ENGLISH.findall(text.lower())) >= 0.08 * words else "und"
