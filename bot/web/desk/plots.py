"""Plots as SVG, drawn on the server and styled by desk.css: the pages allow neither scripts nor styles of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from markupsafe import Markup
from pygal import Config, HorizontalBar, Line
from pygal.style import Style

WIDTH = 460
_BAR, _AROUND = 30, 70
_LONGEST = 24
_NOT_OURS = re.compile(r"<defs>.*?</defs>|<!--.*?-->|<title>.*?</title>|<desc.*?</desc>", re.DOTALL)
_TOOLTIPS = re.compile(r'<g transform="[^"]*" class="plot tooltip-overlay">.*?</g></g></g>', re.DOTALL)
_STYLE = Style(font_family="Sarabun", label_font_size=14, major_label_font_size=14, value_font_size=14)


def bars(rows: Sequence[tuple[str, float]], most: float | None = None, shown: str = "{:,.0f}") -> Markup:
    """Lying bars, the first on top; `most` is where the scale ends, else at the largest."""
    chart = HorizontalBar(_config(_AROUND + _BAR * len(rows)), formatter=shown.format, print_values=True)
    chart.range = (0, most or max((value for _, value in rows), default=0) or 1)
    chart.x_labels = [_clipped(name) for name, _ in reversed(rows)]
    chart.add("", [value for _, value in reversed(rows)])
    return _drawn(chart.render)


def steps(rows: Sequence[tuple[str, float]]) -> Markup:
    """A line over what is named below it."""
    chart = Line(_config(260), formatter="{:,.0f}".format, x_labels_major_count=6, show_minor_x_labels=False)
    chart.range = (0, max((value for _, value in rows), default=0) or 1)
    chart.x_labels = [name for name, _ in rows]
    chart.add("", [value for _, value in rows])
    return _drawn(chart.render)


def _config(height: int) -> Config:
    return Config(
        width=WIDTH,
        height=height,
        margin=12,
        js=(),
        css=(),
        style=_STYLE,
        show_legend=False,
        disable_xml_declaration=True,
        max_scale=5,
    )


def _clipped(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _drawn(render: Callable[..., Any]) -> Markup:
    """The picture alone. It says nothing to a screen reader, since the table beside it has the same numbers."""
    drawn = _TOOLTIPS.sub("", _NOT_OURS.sub("", render(is_unicode=True)))
    return Markup(re.sub(r' id="chart-[^"]*"', ' aria-hidden="true" focusable="false"', drawn, count=1))  # noqa: S704 # pygal escapes what it is given
