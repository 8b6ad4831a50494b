"""Finding places as lists write them, and the rules in force on a day."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lianxin.core.errors import UnknownName
from lianxin.reference.dated import DECLARED, RuleVersion
from lianxin.reference.models import DatedRule, Place
from lianxin.reference.snapshots import Snapshot

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

ENDINGS = "省市区县镇岛"
"""A name that ends like this may open an address; a shorter one (中山) must be the whole text, or 中山路 would match."""

SHORT_OPENERS = (Place.Level.PROVINCE, Place.Level.CITY)


@dataclass(slots=True)
class Directory:
    """All places, and the names that open an address (`opening`) or may stand alone only (`alone`)."""

    by_id: dict[int, Place] = field(default_factory=dict)
    opening: dict[str, list[Place]] = field(default_factory=dict)
    alone: dict[str, list[Place]] = field(default_factory=dict)
    predecessors: dict[int, list[Place]] = field(default_factory=dict)
    longest: int = 0

    def add(self, place: Place) -> None:
        for name in (place.name, *place.aliases.split()):
            opens = name.endswith((*ENDINGS, "街道"))
            (self.opening if opens else self.alone).setdefault(name, []).append(place)
            self.longest = max(self.longest, len(name))
        if place.level == Place.Level.DISTRICT and len(place.name) > 2:
            self.alone.setdefault(place.name[:-1], []).append(place)
        if place.successor_id is not None:
            self.predecessors.setdefault(place.successor_id, []).append(place)

    def version_on(self, place: Place, day: dt.date) -> Place:
        """What stood for `place` on that day; the nearest version when none did."""
        while place.valid_to is not None and place.valid_to <= day and place.successor_id is not None:
            place = self.by_id[place.successor_id]
        while day < place.valid_from and (before := self.predecessors.get(place.pk)):
            place = max(before, key=lambda other: other.valid_from)
        return place


def _load_directory() -> Directory:
    directory = Directory(by_id={place.pk: place for place in Place.objects.order_by("pk")})
    for place in directory.by_id.values():
        # Related places come from the same snapshot, so that walking up costs no statement.
        if place.parent_id is not None:
            place.parent = directory.by_id[place.parent_id]
        if place.district_id is not None:
            place.district = directory.by_id[place.district_id]
        directory.add(place)
    return directory


_directory = Snapshot(_load_directory)


def find_place(text: str, on: dt.date) -> Place | None:
    """The place that a cell or an address names, in the form that it had on that day; None when it names none of ours.

    Understands full and short names (西岗), the names of zones, former names (普兰店市 after 2015 gives 普兰店区) and
    addresses with or without province and city. Gives the street when the address names one, the city when it names no
    district. A short name counts only when it is the whole text: 中山路 is a road. Costs no statement once loaded.
    """
    directory = _directory()
    rest = "".join(unicodedata.normalize("NFKC", text).split()).strip(",，。;；")
    found: Place | None = None
    while rest:
        step = _next_place(directory, rest, found)
        if step is None:
            break
        found, rest = step
    if found is None or (rest and found.level == Place.Level.PROVINCE):
        return None  # 辽宁省沈阳市… is not a place that we know
    return directory.version_on(found, on)


def _next_place(directory: Directory, rest: str, above: Place | None) -> tuple[Place, str] | None:
    """The longest name at the start of `rest` that lies under `above`, and what follows it."""
    for length in range(min(len(rest), directory.longest), 1, -1):
        name, after = rest[:length], rest[length:]
        candidates = list(directory.opening.get(name, ()))
        if not after:
            candidates += directory.alone.get(name, ())
        elif above is None or above.level == Place.Level.PROVINCE:
            # 大连甘井子区…: a short name opens an address only when a place under it follows.
            candidates += [
                place
                for place in directory.alone.get(name, ())
                if place.level in SHORT_OPENERS and _next_place(directory, after, place) is not None
            ]
        place = _only(_under(directory, candidates, above))
        if place is not None:
            return place, after
    return None


def _under(directory: Directory, places: Iterable[Place], above: Place | None) -> list[Place]:
    """Those under `above`, in any of the forms that it had."""
    if above is None:
        return list(places)
    last = directory.version_on(above, above.valid_from.max)
    paths = (*above.all_paths, *last.all_paths)
    return [place for place in places if place.pk != above.pk and place.path.startswith(paths)]


def _only(places: list[Place]) -> Place | None:
    """The one meant: two versions of one unit are one, two streets of one name in two districts are none."""
    if len({place.district_id if place.level == Place.Level.DISTRICT else place.pk for place in places}) != 1:
        return None
    return max(places, key=lambda place: place.valid_from)


def place_on(place: Place, on: dt.date) -> Place:
    """What stood for `place` on that day: its successor, or what came before it."""
    return _directory().version_on(place, on)


def places_within(place: Place, on: dt.date) -> list[Place]:
    """`place`, what it was called before or is called on that day, and everything below any of these."""
    paths = (*place.all_paths, *place_on(place, on).all_paths)
    return [other for other in _directory().by_id.values() if other.path.startswith(paths)]


def place_by_id(pk: int) -> Place:
    """A place out of the snapshot, with parent and district at hand. Raises UnknownName."""
    try:
        return _directory().by_id[pk]
    except KeyError:
        raise UnknownName(_("There is no such place.")) from None


def place_by_code(code: str, on: dt.date) -> Place:
    """The place of a GB/T 2260 code, also a former one, in its form of that day. Raises UnknownName, listing the units."""
    directory = _directory()
    versions = [place for place in directory.by_id.values() if code and place.code == code]
    if not versions:
        known = "、".join(f"{unit.code} {unit.name}".strip() for unit in units_on(on))
        raise UnknownName(_("There is no place “{code}”. Known: {known}").format(code=code, known=known))
    exact = [place for place in versions if place.is_valid_on(on)]
    return exact[0] if exact else directory.version_on(versions[-1], on)


def units_on(on: dt.date) -> list[Place]:
    """The lines of the report's table by district on that day; group rows by `unit.district_id`."""
    places = (place for place in _directory().by_id.values() if place.is_valid_on(on))
    units = [p for p in places if p.level == Place.Level.DISTRICT or p.district_id == p.pk]
    return sorted(units, key=lambda unit: (unit.code == "", unit.code, unit.pk))


def _load_rules() -> dict[str, list[RuleVersion]]:
    rules: dict[str, list[RuleVersion]] = {}
    for row in DatedRule.objects.order_by("valid_from"):
        version = RuleVersion(row.value, row.valid_from, row.valid_to, row.source, is_declared=False)
        rules.setdefault(row.key, []).append(version)
    return rules


_rules = Snapshot(_load_rules)


def rule(key: str, on: dt.date) -> Any:
    """The value of a dated rule on that day. Raises UnknownName for a key that no app declares, or before its first day."""
    return rule_version(key, on).value


def rule_version(key: str, on: dt.date) -> RuleVersion:
    """As `rule`, with its span and source. A row of the database wins over what the code declares."""
    declared = DECLARED.get(key)
    for version in (*reversed(_rules().get(key, [])), *reversed(declared)):
        if version.holds_on(on):
            return version
    raise UnknownName(_("The rule “{key}” is not in force on {day}.").format(key=key, day=on.isoformat()))
