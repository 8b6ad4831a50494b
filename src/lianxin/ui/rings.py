"""The mark of the house as overviews: chapters as rings around the city, and the city's organisations and people as circles."""

import textwrap
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
# The same for the circles, with the colour of their bands.
CIRCLES = (
    (41.0, 94.0, "#14565a", "#ffffff", "#a9c7c2"),
    (97.0, 144.0, "#b3cfca", "#1b2124", "#14565a"),
    (147.0, 197.0, "#d9e7e2", "#1b2124", "#14565a"),
)
BAND = 4.0
PER_LINE, SHORT, LINE = 5, 4, 12.5
"""A long name is broken after five signs, a short one after four; pixels of a line."""


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


@dataclass(frozen=True)
class Mark:
    """One piece of a circle: what stands on it, its address, the whole of it in words, and its share of the largest one (0 to 1)."""

    label: str
    href: str
    words: str
    value: str = ""
    share: float = 0.0


@dataclass(frozen=True)
class Circle:
    """One circle: what its pieces are, clockwise from the top."""

    label: str
    marks: Sequence[Mark] = field(default_factory=tuple)


@dataclass(frozen=True)
class Circles:
    """The drawn circles and what they are made of, for the table behind."""

    title: str
    circles: tuple[Circle, ...]
    svg: SafeString

    def __html__(self) -> str:
        """Print the picture when a template prints the overview."""
        return self.svg


def circles(title: str, drawn: Iterable[Circle], *, city: str, href: str) -> Circles:
    """Draw up to three circles around the city, from the inside out; a band at the rim of a piece is as long as its share."""
    given = tuple(drawn)
    if len(given) > len(CIRCLES):
        raise ValueError(f"there are {len(CIRCLES)} circles, not {len(given)}")
    parts = [_pieces(circle, *CIRCLES[i]) for i, circle in enumerate(given)]
    parts.append(_core(city, href))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="rings__svg" width="{SIZE:g}" height="{SIZE:g}" '
        f'viewBox="0 0 {SIZE:g} {SIZE:g}" font-family="{escape(FONT)}">{"".join(parts)}</svg>'
    )
    return Circles(title, given, mark_safe(name_svg(svg, title, "; ".join(circle.label for circle in given))))


def _pieces(circle: Circle, inner: float, outer: float, ground: str, ink: str, band: str) -> str:
    count = max(1, len(circle.marks))
    step = 2 * pi / count
    return "".join(
        _piece(mark, inner, outer, (i * step - pi / 2, (i + 1) * step - pi / 2), (ground, ink, band), whole=count == 1)
        for i, mark in enumerate(circle.marks)
    )


def _piece(
    mark: Mark, inner: float, outer: float, angles: tuple[float, float], colours: tuple[str, str, str], *, whole: bool
) -> str:
    """One piece with its label on one to three lines and its value below."""
    (start, end), (ground, ink, band) = angles, colours
    radius = (inner + outer - (BAND if mark.share else 0)) / 2
    x, y = SIZE / 2 + radius * cos((start + end) / 2), SIZE / 2 + radius * sin((start + end) / 2)
    lines = _broken(mark.label, PER_LINE if len(mark.label) > SHORT else SHORT)
    height = len(lines) * LINE + (LINE if mark.value else 0)
    text = "".join(
        f'<text x="{x:.1f}" y="{y - height / 2 + LINE * i + 9:.1f}" fill="{ink}" font-size="10.5" '
        f'text-anchor="middle">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    if mark.value:
        text += (
            f'<text x="{x:.1f}" y="{y + height / 2 - 2:.1f}" fill="{ink}" font-size="11.5" font-weight="700" '
            f'text-anchor="middle">{escape(mark.value)}</text>'
        )
    shape = _ring_whole(inner, outer, ground) if whole else f'<path d="{_sector(inner, outer, start, end)}" fill="{ground}"/>'
    if mark.share > 0 and not whole:
        reach = start + GAP / outer + (end - start - 2 * GAP / outer) * min(1.0, mark.share)
        shape += f'<path d="{_sector(outer - BAND, outer, start, max(reach, start + 2 * GAP / outer))}" fill="{band}"/>'
    drawn = f"<title>{escape(mark.words)}</title>{shape}{text}"
    return f'<a href="{escape(mark.href)}" aria-label="{escape(mark.words)}">{drawn}</a>' if mark.href else f"<g>{drawn}</g>"


def _ring_whole(inner: float, outer: float, ground: str) -> str:
    middle = (inner + outer) / 2
    return (
        f'<circle cx="{SIZE / 2:g}" cy="{SIZE / 2:g}" r="{middle:g}" fill="none" stroke="{ground}" '
        f'stroke-width="{outer - inner:g}"/>'
    )


def _broken(text: str, per_line: int) -> list[str]:
    """A name on at most three lines of about the same length; words of other scripts stay whole."""
    if " " in text:
        return textwrap.wrap(text, per_line * 3)[:3]
    count = min(3, -(-len(text) // per_line))
    size = -(-len(text) // count)
    return textwrap.wrap(text, size, max_lines=3, placeholder="…") if size <= per_line else _cut(text, per_line)


def _cut(text: str, per_line: int) -> list[str]:
    lines = [text[i : i + per_line] for i in range(0, per_line * 3, per_line)]
    return [*lines[:2], lines[2][:-1] + "…"]


def _core(city: str, href: str) -> str:
    """Draw the centre: the city's name, linked when there is a page for it."""
    size = 16 if len(city) <= 3 else 13
    core = (
        f'<circle cx="{SIZE / 2:g}" cy="{SIZE / 2:g}" r="{CORE:g}" fill="#1b2124"/>'
        f'<text x="{SIZE / 2:g}" y="{SIZE / 2 + size * 0.36:.1f}" fill="#ffffff" font-size="{size}" font-weight="700" '
        f'text-anchor="middle">{escape(city)}</text>'
    )
    return f'<a href="{escape(href)}">{core}</a>' if href else core
