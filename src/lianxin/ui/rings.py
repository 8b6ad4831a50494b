"""The mark of the house as an overview: four chapters as rings around the city, each segment one programme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, pi, sin
from typing import Literal, overload

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lianxin.ui.charts import FONT, Number, name_svg, svg_to_png
from lianxin.ui.numbers import group_digits

SIZE = 400.0
# Inner and outer radius of each ring, its ground and the colour of its words: ripples that pale outwards.
RINGS = (
    (41.0, 77.0, "#14565a", "#ffffff"),
    (80.0, 115.0, "#3b7577", "#ffffff"),
    (118.0, 153.0, "#b3cfca", "#1b2124"),
    (156.0, 197.0, "#d9e7e2", "#1b2124"),
)
CORE = 37.0
GAP = 2.5


@dataclass(frozen=True)
class Segment:
    """One programme: its code, name, address and leading figure."""

    code: str
    label: str
    href: str
    value: Number | str | None = None
    unit: str = ""


@dataclass(frozen=True)
class Chapter:
    """One ring: a chapter of the report with its programmes."""

    key: str
    label: str
    segments: Sequence[Segment] = field(default_factory=tuple)
    href: str = ""


@dataclass(frozen=True)
class Rings:
    """The drawn overview and its chapters, which the page lists beside it."""

    title: str
    chapters: tuple[Chapter, ...]
    svg: SafeString

    def __html__(self) -> str:
        """Print the picture when a template prints the overview."""
        return self.svg


@overload
def rings(chapters: Iterable[Chapter], *, city: str, href: str = "") -> Rings: ...
@overload
def rings(chapters: Iterable[Chapter], *, city: str, href: str = "", png: Literal[True]) -> bytes: ...
def rings(chapters: Iterable[Chapter], *, city: str, href: str = "", png: bool = False) -> Rings | bytes:
    """Draw up to four chapters as rings from the inside out, the city in the centre; ``png=True`` gives bytes for Word."""
    drawn = tuple(chapters)
    if len(drawn) > len(RINGS):
        raise ValueError(f"the overview has {len(RINGS)} rings, not {len(drawn)}")
    parts = [_ring(chapter, *RINGS[i]) for i, chapter in enumerate(drawn)]
    parts.append(_core(city, href))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="rings__svg" width="{SIZE:g}" height="{SIZE:g}" '
        f'viewBox="0 0 {SIZE:g} {SIZE:g}" font-family="{escape(FONT)}">{"".join(parts)}</svg>'
    )
    if png:
        return svg_to_png(svg)
    title = _("Programmes of {city} by chapter").format(city=city)
    words = "; ".join(f"{chapter.key} {chapter.label}" for chapter in drawn)
    return Rings(title, drawn, mark_safe(name_svg(svg, title, words)))


def _ring(chapter: Chapter, inner: float, outer: float, ground: str, ink: str) -> str:
    """Draw the segments of one chapter, clockwise from the top."""
    count = max(1, len(chapter.segments))
    step = 2 * pi / count
    return "".join(
        _segment(segment, inner, outer, i * step - pi / 2, (i + 1) * step - pi / 2, ground, ink)
        for i, segment in enumerate(chapter.segments)
    )


def _segment(
    segment: Segment, inner: float, outer: float, start: float, end: float, ground: str, ink: str
) -> str:
    """Draw one programme as a linked piece of a ring with its code and figure."""
    middle, radius = (start + end) / 2, (inner + outer) / 2
    x, y = SIZE / 2 + radius * cos(middle), SIZE / 2 + radius * sin(middle)
    figure = group_digits(segment.value)
    words = f"{segment.code} {segment.label}" + (f": {figure}{segment.unit}" if figure else "")
    code_y = y - 1 if figure else y + 4
    number = (
        f'<text x="{x:.1f}" y="{y + 12:.1f}" fill="{ink}" font-size="11.5" text-anchor="middle">{escape(figure)}</text>'
        if figure
        else ""
    )
    return (
        f'<a href="{escape(segment.href)}" aria-label="{escape(words)}"><title>{escape(words)}</title>'
        f'<path d="{_sector(inner, outer, start, end)}" fill="{ground}"/>'
        f'<text x="{x:.1f}" y="{code_y:.1f}" fill="{ink}" font-size="12.5" font-weight="700" '
        f'text-anchor="middle">{escape(segment.code)}</text>{number}</a>'
    )


def _sector(inner: float, outer: float, start: float, end: float) -> str:
    """Give the outline of a piece of a ring, with an even gap to its neighbours."""
    large = 1 if end - start > pi else 0
    points = []
    for radius, angle, sign in ((outer, start, 1), (outer, end, -1), (inner, end, -1), (inner, start, 1)):
        turned = angle + sign * GAP / 2 / radius
        points.append(f"{SIZE / 2 + radius * cos(turned):.2f} {SIZE / 2 + radius * sin(turned):.2f}")
    a, b, c, d = points
    return f"M{a}A{outer:g} {outer:g} 0 {large} 1 {b}L{c}A{inner:g} {inner:g} 0 {large} 0 {d}Z"


def _core(city: str, href: str) -> str:
    """Draw the centre: the city's name, linked when there is a page for it."""
    size = 16 if len(city) <= 3 else 13
    core = (
        f'<circle cx="{SIZE / 2:g}" cy="{SIZE / 2:g}" r="{CORE:g}" fill="#1b2124"/>'
        f'<text x="{SIZE / 2:g}" y="{SIZE / 2 + size * 0.36:.1f}" fill="#ffffff" font-size="{size}" font-weight="700" '
        f'text-anchor="middle">{escape(city)}</text>'
    )
    return f'<a href="{escape(href)}">{core}</a>' if href else core
