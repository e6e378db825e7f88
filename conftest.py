"""Import the whole package before pytest looks for doctests in it: else some modules are loaded twice."""

import importlib
import pkgutil

import analystkit as ak

for _module in pkgutil.walk_packages(ak.__path__, "analystkit."):
    if not _module.name.endswith("__main__"):
        importlib.import_module(_module.name)
