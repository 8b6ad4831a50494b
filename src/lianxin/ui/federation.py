"""The federation drawn at the server: hubs, bands of memberships, districts, and a mark for every organisation.

Every mark is a link. Whoever lacks a liaison officer is a hollow triangle, so that colour is never the only sign; the
page says the same in words and as a table. Colours come from the style sheet of the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from lianxin.ui.charts import FONT, name_svg

State = Literal["with", "missing", "none"]
WIDTH = 1120.0
HUB_X, HUB_WIDTH, HUB_HEIGHT = 132.0, 208.0, 64.0
ROW_X = 560.0
PITCH, LINE = 14.0, 16.0
PER_LINE = int((WIDTH - ROW_X) // PITCH)
NAME_LINE = 24.0


@dataclass(frozen=True)
class Mark:
    """One organisation: its name, address, whether it has a liaison officer, and words that say so.

    ``several`` rings one that is a member of several hubs; ``hubs`` are their keys.
    """

    label: str
    href: str
    state: State
    words: str = ""
    several: bool = False
    hubs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Hub:
    """A hub with how many members it has, in words."""

    key: int
    label: str
    href: str
    words: str = ""


@dataclass(frozen=True)
class District:
    """A district: its association (a mark of its own), what lies in it in words, and its organisations if they are drawn."""

    key: int
    label: str
    href: str
    words: str = ""
    association: Mark | None = None
    marks: Sequence[Mark] = field(default_factory=tuple)

    @property
    def height(self) -> float:
        """Room that its lines need."""
        return 62.0 + LINE * -(-len(self.marks) // PER_LINE)


@dataclass(frozen=True)
class Band:
    """Members of a hub that lie in a district."""

    hub: int
    district: int
    count: int
    href: str
    words: str


def overview(
    title: str,
    city: str,
    city_href: str,
    hubs: Sequence[Hub],
    districts: Sequence[District],
    bands: Sequence[Band],
) -> SafeString:
    """Draw city, hubs and districts from left to right; a band is as thick as the members are many."""
    tops, height = {}, 8.0
    for district in districts:
        tops[district.key] = height
        height += district.height
    height = max(height, len(hubs) * (HUB_HEIGHT + 40))
    middles = {hub.key: height * (i + 0.5) / max(1, len(hubs)) for i, hub in enumerate(hubs)}
    parts = [_spokes(middles.values(), height)]
    parts += _bands(bands, middles, tops)
    parts.append(_city(city, city_href, height))
    parts += [_hub(hub, HUB_X, middles[hub.key]) for hub in hubs]
    parts += [_district(district, tops[district.key]) for district in districts]
    return _svg(title, height, parts)


def branches(title: str, root: Hub, groups: Sequence[District]) -> SafeString:
    """Draw one hub with the names of its members, district by district."""
    columns, wide = 3, (WIDTH - 300.0) / 3
    parts, y = [], 20.0
    stems = []
    for group in groups:
        lines = -(-len(group.marks) // columns)
        stems.append(y + 8)
        parts.append(_heading(group, 290.0, y + 13))
        for i, mark in enumerate(group.marks):
            x, top = 296.0 + wide * (i // lines), y + 34 + NAME_LINE * (i % lines)
            parts.append(_named(mark, x, top, wide - 28))
        y += 44 + NAME_LINE * lines
    height = max(y, HUB_HEIGHT + 40)
    middle = min(height / 2, 90.0)
    lines_ = [f'<path class="fed__spoke" d="M{HUB_WIDTH:g} {middle:g}H246V{stem:g}H280"/>' for stem in stems]
    return _svg(title, height, [*lines_, _hub(root, 0, middle), *parts])


def two_sides(title: str, marks: Sequence[Mark], hubs: Sequence[Hub]) -> SafeString:
    """Draw organisations by name on the left and the hubs on the right, with a line for every membership."""
    height = max(len(marks) * NAME_LINE + 24, len(hubs) * (HUB_HEIGHT + 36))
    middles = {hub.key: height * (i + 0.5) / max(1, len(hubs)) for i, hub in enumerate(hubs)}
    x, parts = WIDTH - HUB_WIDTH, []
    for i, mark in enumerate(marks):
        y = 20 + NAME_LINE * i
        end = min(452.0, 34 + _width(mark.label + (mark.words if mark.state == "missing" else ""), 13))
        parts += [
            f'<path class="fed__line" d="M{end:g} {y:g}C660 {y:g} 660 {middles[hub]:g} {x:g} {middles[hub]:g}"/>'
            for hub in mark.hubs
            if hub in middles
        ]
        parts.append(_named(mark, 12, y, 440))
    return _svg(title, height, [*parts, *(_hub(hub, x, middles[hub.key]) for hub in hubs)])


def _svg(title: str, height: float, parts: Sequence[str]) -> SafeString:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fed__svg" width="{WIDTH:g}" height="{height:g}" '
        f'viewBox="0 0 {WIDTH:g} {height:g}" font-family="{escape(FONT)}">{"".join(parts)}</svg>'
    )
    return mark_safe(name_svg(svg, title, title))


def _link(href: str, words: str, inner: str, *, quiet: bool = False) -> str:
    """A linked group; marks by the hundred are quiet: the list behind the picture has them for the keyboard."""
    skip = ' tabindex="-1"' if quiet else ""
    if not href:
        return f"<g><title>{escape(words)}</title>{inner}</g>"
    return f'<a href="{escape(href)}" aria-label="{escape(words)}"{skip}><title>{escape(words)}</title>{inner}</a>'


def _city(city: str, href: str, height: float) -> str:
    middle = height / 2
    rings = "".join(f'<circle class="fed__ring" cx="46" cy="{middle:g}" r="{r}"/>' for r in (44, 38))
    text = f'<text class="fed__core-text" x="46" y="{middle + 6:g}" text-anchor="middle" font-size="17">{escape(city)}</text>'
    return _link(href, city, f'{rings}<circle class="fed__core" cx="46" cy="{middle:g}" r="31"/>{text}')


def _spokes(middles: Iterable[float], height: float) -> str:
    start = height / 2
    return "".join(
        f'<path class="fed__spoke" d="M90 {start:g}C112 {start:g} 110 {y:g} {HUB_X:g} {y:g}"/>'
        for y in middles
    )


def _bands(bands: Sequence[Band], middles: Mapping[int, float], tops: Mapping[int, float]) -> list[str]:
    """Bands stacked at both ends, in the order of hubs and districts."""
    totals: dict[int, int] = {}
    for band in bands:
        totals[band.hub] = totals.get(band.hub, 0) + band.count
    scale = min(4.0, (HUB_HEIGHT - 8) / max(totals.values(), default=1))
    at_hub = {hub: middles[hub] - totals.get(hub, 0) * scale / 2 for hub in middles}
    at_row: dict[int, float] = {}
    drawn = []
    order = list(tops)
    for band in sorted(bands, key=lambda b: order.index(b.district)):
        thick = max(1.5, band.count * scale)
        y = at_hub[band.hub] + band.count * scale / 2
        at_hub[band.hub] += band.count * scale
        to = at_row.get(band.district, tops[band.district] + 10) + thick / 2
        at_row[band.district] = to + thick / 2 + 1
        start, end = HUB_X + HUB_WIDTH, ROW_X - 16
        path = f"M{start:g} {y:.1f}C{start + 100:g} {y:.1f} {end - 100:g} {to:.1f} {end:g} {to:.1f}"
        line = f'<path class="fed__band" d="{path}" stroke-width="{thick:.1f}"/>'
        drawn.append(_link(band.href, band.words, line))
    return drawn


def _hub(hub: Hub, x: float, middle: float) -> str:
    top = middle - HUB_HEIGHT / 2
    first, second = _two_lines(hub.label, 14)
    box = (
        f'<rect class="fed__hub" x="{x:g}" y="{top:g}" width="{HUB_WIDTH:g}" height="{HUB_HEIGHT:g}" rx="6"/>'
    )
    left = x + 12
    lines = [(first, 13.5, "fed__hub-name")] + ([(second, 13.5, "fed__hub-name")] if second else [])
    lines.append((hub.words, 12, "fed__hub-words"))
    start = middle - (len(lines) - 1) * 9 + 4.5
    text = "".join(
        f'<text class="{css}" x="{left:g}" y="{start + i * 18:g}" font-size="{size}">{escape(line)}</text>'
        for i, (line, size, css) in enumerate(lines)
    )
    return _link(hub.href, f"{hub.label} {hub.words}".strip(), box + text)


def _district(district: District, top: float) -> str:
    parts = [_heading(district, ROW_X, top + 17)]
    if district.association is not None:
        parts.append(
            _named(district.association, ROW_X + 6, top + 34, WIDTH - ROW_X - 30, square=True, size=12.5)
        )
    for i, mark in enumerate(district.marks):
        x = ROW_X + 6 + PITCH * (i % PER_LINE)
        y = top + 56 + LINE * (i // PER_LINE)
        parts.append(_link(mark.href, _said(mark), _shape(mark, x, y), quiet=True))
    return "".join(parts)


def _heading(group: District, x: float, y: float) -> str:
    name = f'<text class="fed__unit" x="{x:g}" y="{y:g}" font-size="15">{escape(group.label)}</text>'
    right = x + _width(group.label, 15) + 12
    words = f'<text class="fed__words" x="{right:g}" y="{y:g}" font-size="12.5">{escape(group.words)}</text>'
    return _link(group.href, f"{group.label} {group.words}".strip(), name) + words


def _named(mark: Mark, x: float, y: float, room: float, *, square: bool = False, size: float = 13) -> str:
    """A mark with its name, and the word for what is missing after it."""
    shape = _shape(mark, x, y, square=square)
    word = f" {mark.words}" if mark.state == "missing" and mark.words else ""
    fits = _fit(mark.label, room - 16 - _width(word, size - 1.5), size)
    css = "fed__name" if mark.href else "fed__name fed__name--none"
    text = f'<text class="{css}" x="{x + 12:g}" y="{y + 4.5:g}" font-size="{size}">{escape(fits)}'
    if word:
        text += f'<tspan class="fed__missing" font-size="{size - 1.5}">{escape(word)}</tspan>'
    return _link(mark.href, _said(mark), f"{shape}{text}</text>")


def _said(mark: Mark) -> str:
    return f"{mark.label} · {mark.words}" if mark.words else mark.label


def _shape(mark: Mark, x: float, y: float, *, square: bool = False) -> str:
    """A disc for whoever has a liaison officer, a hollow triangle for whoever lacks one, a hollow disc where none is needed."""
    ring = f'<circle class="fed__several" cx="{x:g}" cy="{y:g}" r="6.5"/>' if mark.several else ""
    if mark.state == "missing":
        points = f"{x:g},{y - 5.5:g} {x + 5.5:g},{y + 4.5:g} {x - 5.5:g},{y + 4.5:g}"
        return f'{ring}<polygon class="fed__gap" points="{points}"/>'
    css = "fed__dot" if mark.state == "with" else "fed__dot fed__dot--none"
    if square:
        return f'<rect class="{css}" x="{x - 5:g}" y="{y - 5:g}" width="10" height="10" rx="1.5"/>'
    return f'{ring}<circle class="{css}" cx="{x:g}" cy="{y:g}" r="4.25"/>'


def _width(text: str, size: float) -> float:
    """Width in pixels: Chinese characters are square, the others about half as wide."""
    return sum(size if ord(sign) > 0x2E7F else size * 0.56 for sign in text)


def _fit(text: str, room: float, size: float) -> str:
    if _width(text, size) <= room:
        return text
    kept = text
    while kept and _width(kept, size) > room - size:
        kept = kept[:-1]
    return f"{kept}…"


def _two_lines(text: str, per_line: int) -> tuple[str, str]:
    """A name on at most two lines of the box of a hub."""
    room = per_line * 13.5
    if _width(text, 13.5) <= room:
        return text, ""
    cut = len(text)
    while _width(text[:cut], 13.5) > room:
        cut -= 1
    if " " in text[:cut]:
        cut = text[:cut].rindex(" ") + 1
    return text[:cut].rstrip(), _fit(text[cut:], room, 13.5)
