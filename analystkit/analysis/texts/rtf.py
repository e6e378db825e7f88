"""RTF's letters outside ASCII, written in the one way that Pandoc reads right."""

from __future__ import annotations

import re

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_LETTER = re.compile(rb"\\u(-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|[^\\{}\r\n])?|((?:\\'[0-9a-fA-F]{2})+)")


def plain_rtf(data: bytes) -> bytes:
    r"""Return RTF in which every letter outside ASCII is written as ``\uN\'3f``.

    Pandoc takes ``\'hh`` for Western letters whatever code page the file names, and loses the letter
    after a ``\uN`` whose stand-in is not written as ``\'hh``.
    """
    page = _CODE_PAGE.search(data[:4096])
    code_page = f"cp{int(page[1])}" if page else "cp1252"
    stand_in = b"" if re.search(rb"\\uc0\b", data) else rb"\'3f"

    def write(match: re.Match[bytes]) -> bytes:
        if match[1] is not None:
            return match[0] if not stand_in else rb"\u" + match[1] + stand_in
        letters = bytes.fromhex(match[2].decode("ascii").replace("\\'", ""))
        try:
            text = letters.decode(code_page)
        except (LookupError, UnicodeDecodeError):
            return match[0]
        return b"".join(b"\\u%d" % ord(c) + (stand_in or b" ") for c in text)

    return _LETTER.sub(write, data)
