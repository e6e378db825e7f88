"""A kit for people who write briefs on one treaty: curated notebooks over a small library."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

__version__ = "0.1.0"

_PLACES = {
    "analystkit.errors": "KitError",
    "analystkit.dossier": "Dossier DossierError Selection check open_dossier project_root",
    "analystkit.figures": "Figure draw",
    "analystkit.explore": "agreement answer articles_side_by_side brief_desk code_provisions differences "
    "disagreements discrepancies explore how_sure hypotheses likeness notes read reopen schemes show",
}
_WHERE = {name: module for module, names in _PLACES.items() for name in names.split()}

__all__ = ["__version__", *sorted(_WHERE)]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that `import analystkit` stays quick."""
    if name not in _WHERE:
        raise AttributeError(f"module 'analystkit' has no attribute {name!r}")
    value = getattr(importlib.import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__


class _Face(ModuleType):
    """The package as analysts see it: `analystkit.explore` is the function, though a room has that name."""

    def __setattr__(self, name: str, value: Any) -> None:
        # Importing a submodule binds it to its package; that must not hide a public function.
        if not (isinstance(value, ModuleType) and name in _WHERE):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Face
