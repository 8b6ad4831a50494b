"""Charts drawn at the server as SVG: every mark is a link to its records, the data stand behind as a table.

Bars and lines are Altair specifications drawn by vl-convert (about 40 ms each, half a second for the first one in a
process) and kept in a small memory by their content. The same functions give PNG for Word with ``png=True``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, overload

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

Number = int | float | Decimal
Row = Mapping[str, Any]

# The palette of static/lianxin/css/tokens.css, repeated because a picture for Word has no style sheet.
INK, INK_SOFT, LINE, TEAL = "#1b2124", "#4d565b", "#ddd8cb", "#14565a"
SERIES = [TEAL, "#a2661a", "#4f6f2f", "#5a5478"]
FONT = "Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
WIDTH = 400
MARK = re.compile(r'<a href="([^"]*)"><(path|text) aria-label="([^"]*)"')
"""A link and the mark in it: the link takes the mark's name, for those who hear it."""
# Vega resolves relative addresses against this base; taken off again so that links stay on the installation.
VEGA_BASE = "https://vega.github.io/vega-datasets/"


@dataclass(frozen=True)
class ChartRow:
    """One mark of a chart in words. Without a value its label stands, `absent` says why, and nothing is drawn."""

    label: str
    value: Number | None
    href: str
    series: str = ""
    absent: str = ""

    @property
    def words(self) -> str:
        """The number with its thousands, or why there is none."""
        if self.value is None:
            return self.absent or "—"
        return f"{self.value:,.1f}".removesuffix(".0") if isinstance(self.value, float) else f"{self.value:,}"


@dataclass(frozen=True)
class Chart:
    """A drawn chart: the SVG for a page and the rows of the table behind it."""

    title: str
    unit: str
    headers: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    svg: SafeString

    @property
    def is_blank(self) -> bool:
        """Is there no mark with a value?"""
        return all(row.value is None for row in self.rows)

    def __html__(self) -> str:
        """Print the picture when a template prints the chart."""
        return self.svg


@overload
def bar_chart(rows: Iterable[Row], x: str, y: str, href: str, title: str, unit: str = "") -> Chart: ...
@overload
def bar_chart(
    rows: Iterable[Row], x: str, y: str, href: str, title: str, unit: str = "", *, png: Literal[True]
) -> bytes: ...
def bar_chart(
    rows: Iterable[Row], x: str, y: str, href: str, title: str, unit: str = "", *, png: bool = False
) -> Chart | bytes:
    """Draw horizontal bars in the order of the rows: ``x`` names the label's key, ``y`` the number's, ``href`` the link's."""
    data = read_rows(rows, x, y, href)
    svg = _draw("bar", tuple(data), unit)
    return svg_to_png(svg) if png else _chart(svg, data, title, unit)


@overload
def line_chart(
    rows: Iterable[Row], x: str, y: str, href: str, title: str, unit: str = "", *, series: str = ""
) -> Chart: ...
@overload
def line_chart(
    rows: Iterable[Row],
    x: str,
    y: str,
    href: str,
    title: str,
    unit: str = "",
    *,
    series: str = "",
    png: Literal[True],
) -> bytes: ...
def line_chart(
    rows: Iterable[Row],
    x: str,
    y: str,
    href: str,
    title: str,
    unit: str = "",
    *,
    series: str = "",
    png: bool = False,
) -> Chart | bytes:
    """Draw one line (or one for each value of ``series``) over ordered labels; every point is a link."""
    data = read_rows(rows, x, y, href, series)
    svg = _draw("line", tuple(data), unit)
    return svg_to_png(svg) if png else _chart(svg, data, title, unit)


def read_rows(rows: Iterable[Row], x: str, y: str, href: str, series: str = "") -> list[ChartRow]:
    """Take the named keys out of mappings, in order; `absent` is the word for a value that is None."""
    return [
        ChartRow(
            str(row[x]),
            row[y],
            str(row.get(href) or ""),
            str(row[series]) if series else "",
            str(row.get("absent") or ""),
        )
        for row in rows
    ]


def _chart(svg: str, data: Sequence[ChartRow], title: str, unit: str) -> Chart:
    """Name the picture for screen readers and put it together with its rows."""
    words = "; ".join(f"{row.label} {row.words}" for row in data[:12])
    named = mark_safe(name_svg(svg, str(title), words))
    series = [_("Series")] if any(row.series for row in data) else []
    headers = (_("Item"), *series, str(unit) or _("Number"))
    return Chart(str(title), str(unit), headers, tuple(data), named)


def name_svg(svg: str, title: str, words: str) -> str:
    """Give an SVG its class, role, title and description."""
    head, body = svg.split(">", 1)
    label = escape(title)
    return (
        f'{head} role="group" aria-label="{label}"><title>{label}</title><desc>{escape(words)}</desc>{body}'
    )


@lru_cache(maxsize=512)
def _draw(kind: str, rows: tuple[ChartRow, ...], unit: str) -> str:
    """Draw a chart by Altair and vl-convert."""
    # Importing them takes half a second, which pages without charts need not pay.
    import altair as alt  # noqa: PLC0415
    import vl_convert  # noqa: PLC0415

    data = alt.Data(  # type: ignore[no-untyped-call]
        values=[
            {
                "x": row.label,
                "y": None if row.value is None else float(row.value),
                "at": float(row.value or 0),
                "t": row.words,
                "h": row.href,
                "s": row.series,
                "d": f"{row.label} {row.words}{'' if row.value is None else unit}",
            }
            for row in rows
        ]
    )
    drawn = (
        bars(alt.Chart(data), [row.label for row in rows]) if kind == "bar" else lines(alt.Chart(data), rows)
    )
    spec = drawn.configure(background="transparent", font=FONT, aria=True).configure_view(stroke=None)
    svg: str = vl_convert.vegalite_to_svg(spec.to_json())
    svg = svg.replace(f'xlink:href="{VEGA_BASE}', 'href="').replace("xlink:href=", "href=")
    return (
        MARK.sub(r'<a href="\1" aria-label="\3"><\2 aria-label="\3"', svg)
        .replace('href="//', 'href="/')
        .replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
        .replace('class="marks" ', 'class="chart__svg" ', 1)
    )


def bars(base: Any, labels: list[str]) -> Any:
    """Specify horizontal bars with their value at the end."""
    import altair as alt  # noqa: PLC0415

    label = alt.Axis(
        title=None,
        domain=False,
        ticks=False,
        labelColor=INK,
        labelFontSize=13,
        labelPadding=8,
        labelLimit=150,
        aria=False,
    )
    known = list(dict.fromkeys(labels))
    y = alt.Y(
        "x:N", sort=None, axis=label, scale=alt.Scale(domain=known, paddingInner=0.34, paddingOuter=0.1)
    )
    x = alt.X("y:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    marks = {"href": alt.Href("h:N"), "description": alt.Description("d:N")}
    bar = base.mark_bar(color=TEAL, cornerRadiusEnd=2).encode(x=x, y=y, **marks)
    text = base.mark_text(align="left", dx=6, color=INK, fontSize=13, fontWeight=600).encode(
        x=alt.X("at:Q", axis=None),
        y=y,
        text=alt.Text("t:N"),
        href=marks["href"],
        description=marks["description"],
    )
    return (bar + text).properties(width=WIDTH - 150, height=max(1, len(labels)) * 30)


def lines(base: Any, rows: Sequence[ChartRow]) -> Any:
    """Specify lines over ordered labels with a linked point for every row; where a value is missing the line is broken."""
    import altair as alt  # noqa: PLC0415

    values = [row.value for row in rows if row.value is not None]
    many = any(row.series for row in rows)
    plain: dict[str, Any] = {"labelFontSize": 12, "labelColor": INK_SOFT, "title": None, "aria": False}
    below = alt.Axis(
        labelAngle=0, labelOverlap=True, labelPadding=6, domainColor=LINE, tickColor=LINE, **plain
    )
    top = max(values, default=0)
    few: dict[str, Any] = (
        {"values": list(range(int(top) + 1))} if 0 < top < 5 and all(v == int(v) for v in values) else {}
    )
    left = alt.Axis(
        grid=True, gridColor=LINE, tickCount=4, domain=False, ticks=False, format=",~f", **few, **plain
    )
    # A line of noughts lies at the foot.
    height = alt.Scale() if any(values) else alt.Scale(domain=[0, 4])
    labels = list(dict.fromkeys(row.label for row in rows))
    x = alt.X("x:O", sort=None, axis=below, scale=alt.Scale(domain=labels))
    y = alt.Y("y:Q", axis=left, scale=height)
    legend = alt.Legend(title=None, orient="top", labelFontSize=12, labelColor=INK)
    colour = (
        alt.Color("s:N", sort=None, scale=alt.Scale(range=SERIES), legend=legend) if many else alt.value(TEAL)
    )
    line = base.mark_line(strokeWidth=2, aria=False, invalid="break-paths-show-path-domains").encode(
        x=x, y=y, color=colour
    )
    point = base.mark_point(size=110, filled=True, opacity=1).encode(
        x=x, y=y, color=colour, href=alt.Href("h:N"), description=alt.Description("d:N")
    )
    absent = (
        base.transform_filter("datum.y === null")
        .mark_text(angle=270, align="left", dx=6, fontSize=12, color=INK_SOFT)
        .encode(x=x, y=alt.Y("at:Q", axis=left), text=alt.Text("t:N"))
    )
    return (line + point + absent).properties(width=WIDTH - 60, height=190)


def svg_to_png(svg: str) -> bytes:
    """Turn a drawing into PNG at four times its size on a white ground: over 300 dots an inch on paper."""
    import vl_convert  # noqa: PLC0415  (slow to import)

    head, body = svg.split(">", 1)
    png: bytes = vl_convert.svg_to_png(
        f'{head}><rect width="100%" height="100%" fill="#ffffff"/>{body}', scale=4
    )
    return png


def sparkline(values: Sequence[Number], *, label: str = "", width: int = 96, height: int = 24) -> SafeString:
    """Draw a small line without axes; the last point is marked. ``label`` says in words what it shows."""
    if not values:
        return SafeString("")
    heights = [float(value) for value in values]
    low = min(heights)
    span, step = max(heights) - low or 1.0, (width - 8) / max(1, len(values) - 1)
    points = [(4 + i * step, height - 4 - (v - low) / span * (height - 8)) for i, v in enumerate(heights)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return format_html(
        '<svg class="spark__svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">'
        '<polyline points="{3}" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linejoin="round"/>'
        '<circle cx="{4}" cy="{5}" r="2.75" fill="currentColor"/></svg>',
        width,
        height,
        label,
        path,
        f"{points[-1][0]:.1f}",
        f"{points[-1][1]:.1f}",
    )
