"""Which chart, at which size, with which of its options."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from analystkit.charts import PRESETS, Chart, Option
from analystkit.dossier import Dossier
from analystkit.explore.base import named


class Choices:
    """The line above the picture: `changed` is called after the analyst has chosen."""

    def __init__(self, dossier: Dossier, offered: Sequence[Chart], changed: Callable[[], None]) -> None:
        self._dossier, self._changed, self._quiet = dossier, changed, False
        self._charts = {chart.name: chart for chart in offered}
        labels = [(each.label, each.name) for each in offered]
        tall = {name: f" × {each.height_mm:g}" if each.height_mm else "" for name, each in PRESETS.items()}
        sizes = [(f"{name}, {each.width_mm:g}{tall[name]} mm", name) for name, each in PRESETS.items()]
        self.chart = named(widgets.Dropdown(description="Chart", options=labels), "akit-field")
        self.preset = named(widgets.Dropdown(description="Size", options=sizes, value="full"), "akit-field")
        self._options: dict[str, widgets.Widget] = {}
        self.widget = named(widgets.Box(), "akit-row", "akit-choices")
        self.chart.observe(self._on_chart, "value")
        self.preset.observe(self._on_change, "value")
        self._lay_out({})

    @property
    def names(self) -> list[str]:
        """The names of the charts to choose from."""
        return list(self._charts)

    @property
    def options(self) -> dict[str, Any]:
        """The chart's options that differ from what the chart does by itself."""
        usual = self._charts[self.chart.value].options
        return {name: each.value for name, each in self._options.items() if each.value != usual[name].default}

    def show(self, chart: str, preset: str, options: Mapping[str, Any]) -> None:
        """Set the controls."""
        self._quiet = True
        try:
            self.chart.value, self.preset.value = chart, preset
            self._lay_out(options)
        finally:
            self._quiet = False

    def _lay_out(self, options: Mapping[str, Any]) -> None:
        self._options = {}
        for name, option in self._charts[self.chart.value].options.items():
            value = options.get(name, option.default)
            fitting = value if option.takes(value) else option.default
            self._options[name] = _control(self._dossier, name, fitting, option)
            self._options[name].observe(self._on_change, "value")
        self.widget.children = [self.chart, self.preset, *self._options.values()]

    def _on_chart(self, _: object) -> None:
        self._lay_out({name: each.value for name, each in self._options.items()})
        self._on_change(_)

    def _on_change(self, _: object) -> None:
        if not self._quiet:
            self._changed()


def _control(dossier: Dossier, name: str, value: Any, option: Option) -> widgets.Widget:
    """Return a control for one option: a menu where it takes certain words, else what its value asks for."""
    label = option.label or name.replace("_", " ").capitalize()
    words = option.choices or (option.found(dossier) if option.found else {})
    if words:
        choices = [(text, word) for word, text in ({value: str(value) or "automatic"} | dict(words)).items()]
        return named(widgets.Dropdown(description=label, options=choices, value=value), "akit-field")
    if isinstance(option.default, bool):
        return named(widgets.Checkbox(value=bool(value), description=label, indent=False), "akit-tick")
    if isinstance(option.default, int):
        return named(widgets.IntText(value=value, description=label), "akit-field")
    return named(widgets.Text(value=str(value), description=label), "akit-field")
