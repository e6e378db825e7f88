"""Titles broken into lines: widths of words are measured once and added up."""

from __future__ import annotations

from functools import lru_cache

from analystkit.charts.text import clean, directed, ellipsize, text_width, wrap


@lru_cache(maxsize=64)
def _space(size: float) -> float:
    return text_width("n n", size) - 2 * text_width("n", size)


@lru_cache(maxsize=4096)
def _words(text: str, size: float) -> tuple[tuple[str, float], ...]:
    return tuple((word, text_width(word, size)) for word in text.split(" "))


def width_of(text: str, size: float) -> float:
    """Return the width of one line of text, in inches; that of its words and the spaces between them."""
    words = _words(text, size)
    return sum(width for _, width in words) + _space(size) * (len(words) - 1)


def break_lines(text: str, width: float, size: float, max_lines: int) -> tuple[str, ...]:
    """Return text in at most so many lines, each no wider than `width` inches.

    It does what `text.wrap` does, but measures words alone: a set of events asks for many widths.
    """
    words = _words(clean(text), size)
    if any(wide > width for _, wide in words):
        return wrap(text, width, size, max_lines=max_lines)
    space, lines, used = _space(size), [[words[0][0]]], words[0][1]
    for word, wide in words[1:]:
        if used + space + wide <= width:
            lines[-1].append(word)
            used += space + wide
        else:
            lines.append([word])
            used = wide
    shown = [" ".join(line) for line in lines[:max_lines]]
    if len(lines) > max_lines:
        shown[-1] = ellipsize(" ".join([shown[-1], *lines[max_lines][:1]]) + " …", width, size)
    return directed(shown)
