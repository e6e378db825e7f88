"""How right the reader of texts is: invented treaties of known make-up in many forms, read and scored.

Run it with ``python benchmarks/reader.py [--seeds 3] [--forms txt-plain,pdf-a4-11] [--show 5]``. Generator
and measure are ``../shared/cases/forms.py``; where that is not at hand, this says so and ends. It prints the
table, and exits with 1 if a form falls short.
"""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

CASES = Path(__file__).parents[2] / "shared" / "cases"


def load_forms() -> ModuleType:
    """Return the generator with this kit's reader in it."""
    spec = importlib.util.spec_from_file_location("forms", CASES / "forms.py")
    assert spec
    assert spec.loader
    forms = importlib.util.module_from_spec(spec)
    sys.modules["forms"] = forms
    spec.loader.exec_module(forms)

    @lru_cache(maxsize=1)
    def dossier() -> tuple[Any, str]:
        from analystkit.dossier import open_dossier

        opened = open_dossier("russia-iran-2025")
        own = opened.about.treaty_source
        kinds = {key: opened.sources[key].kind for key in opened.sources}
        return opened, next(key for key, kind in kinds.items() if key != own and kind == "treaty-text")

    def read(path: Path) -> tuple[list[Any], str]:
        from analystkit.analysis.texts import prepare_text
        from analystkit.errors import KitError

        try:
            text, said = prepare_text(*dossier(), path)
        except KitError as error:
            return [], str(error)
        passages = []
        for p in text.passages:
            zone = "preamble" if p.article == 0 else "body" if p.article else ""
            zone = p.annex.split(" ")[0] or zone
            number = "" if p.article is None else str(p.article or "")
            passages.append(forms.Passage(p.role, zone, number, str(p.paragraph or ""), "", p.text))
        return passages, said

    forms.read = read  # type: ignore[attr-defined]
    return forms


def main() -> int:
    """Read every form and print the table."""
    if not CASES.is_dir():
        print(f"no {CASES}: the generator of treaties does not ship")
        return 0
    forms = load_forms()
    if "--seeds" not in sys.argv:
        sys.argv += ["--seeds", "2"]
    return int(forms.main({"open": (forms.OPEN, forms.OPEN_FORMS)}))


if __name__ == "__main__":
    sys.exit(main())
