"""Running Pandoc, which the installation brings along: in its sandbox and for a limited time."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from analystkit.errors import KitError

# What stands in a brief is text: no HTML, no TeX, and a dollar sign is a dollar sign.
MARKDOWN = (
    "markdown-raw_html-raw_tex-raw_attribute-native_divs-native_spans-markdown_in_html_blocks"
    "-tex_math_dollars-latex_macros-pandoc_title_block-mmd_title_block+autolink_bare_uris"
)
SECONDS = 120


@lru_cache(maxsize=1)
def program() -> str:
    """Return the path of Pandoc."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise KitError(
            "Pandoc is not installed; it comes with the kit: run `make` in its folder again"
        ) from error


def run(arguments: Sequence[str], given: bytes, about: str, epoch: int = 0) -> bytes:
    """Run Pandoc on some bytes and return what it writes."""
    kept = ("PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "APPDATA", "LD_LIBRARY_PATH")
    surroundings = {name: os.environ[name] for name in kept if name in os.environ}
    surroundings |= {"SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            [program(), "--sandbox", *arguments],
            input=given,
            capture_output=True,
            timeout=SECONDS,
            env=surroundings,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise KitError(f"{about}: Pandoc took more than {SECONDS} seconds and was stopped") from error
    except OSError as error:
        raise KitError(f"{about}: Pandoc cannot be run ({error})") from error
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise KitError(f"{about}: {said or f'Pandoc stopped with status {done.returncode}'}")
    return done.stdout


def parse(markdown: str, about: str) -> dict[str, Any]:
    """Return the syntax tree of a Markdown text."""
    given = markdown.encode()
    return dict(json.loads(run(["--from", MARKDOWN, "--to", "json"], given, about)))


def write(
    tree: Mapping[str, Any], form: str, about: str, options: Sequence[str] = (), epoch: int = 0
) -> bytes:
    """Return a syntax tree as a document."""
    given = json.dumps(tree, ensure_ascii=False).encode()
    return run(["--from", "json", "--to", form, "--output", "-", *options], given, about, epoch)
