"""Loading the places and the calendar that Lianxin ships.

Takes model classes from an app registry, so that a migration can call it with the models of its own time: it uses
plain columns only and none of the models' methods. Loading twice changes nothing; rows that an office added stay.
"""

from __future__ import annotations

import csv
import datetime as dt
import uuid
from dataclasses import dataclass
from importlib import metadata, resources
from typing import TYPE_CHECKING, Any

import chinese_calendar.constants as notices
from django.apps import apps as current_apps
from django.db import transaction

from lianxin.reference.calendar import notice_year
from lianxin.reference.snapshots import forget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.apps.registry import Apps

HOLIDAY_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利 70 周年纪念日",
}
DISTRICT, ZONE, CITY = "district", "zone", "city"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of each table were new or changed."""

    places: int
    days: int
    years: int


@transaction.atomic
def load_reference(registry: Apps = current_apps) -> Loaded:
    """Load places and calendar, both only where they differ from what is shipped."""
    places = _load_places(registry)
    days, years = _load_calendar(registry)
    if places or days or years:
        stamps = _model(registry, "Stamp")
        stamps.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4().hex})
    forget()
    return Loaded(places, days, years)


def load_places(registry: Apps = current_apps) -> int:
    """As `load_reference`, the places alone."""
    with transaction.atomic():
        changed = _load_places(registry)
    forget()
    return changed


def _model(registry: Apps, name: str) -> Any:
    return registry.get_model("reference", name)


def _load_places(registry: Apps) -> int:
    places = _model(registry, "Place")
    text = resources.files("lianxin.reference").joinpath("data/places.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    by_key: dict[str, Any] = {}
    changed = 0
    for row in rows:
        parent = by_key.get(row["parent"]) if row["parent"] else None
        values = {
            "code": row["code"],
            "aliases": row["aliases"],
            "level": row["level"],
            "valid_to": _day(row["valid_to"]),
            "source": row["source"],
        }
        place, is_new = places.objects.get_or_create(
            name=row["name"], parent=parent, valid_from=_day(row["valid_from"]), defaults=values
        )
        changed += is_new or _update(place, values)
        by_key[row["code"] or row["name"]] = place
    for row in rows:
        place, heir = by_key[row["code"] or row["name"]], by_key.get(row["successor"])
        if heir is not None and _update(place, {"successor_id": heir.pk}):
            changed += 1
    if changed:
        _rebuild(places)
    return changed


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _update(row: Any, values: dict[str, Any]) -> bool:
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        row.save(update_fields=list(differing))
    return bool(differing)


def rebuild_tree() -> None:
    """Recompute path, former paths and district of every place. Call after any change of parent or successor."""
    _rebuild(_model(current_apps, "Place"))


def _rebuild(places: Any) -> None:
    by_id: dict[int, Any] = {place.pk: place for place in places.objects.all()}
    for place in by_id.values():
        place.path = "/" + "".join(f"{above.pk}/" for above in reversed(list(_upwards(place, by_id))))
    for place in by_id.values():
        place.former_paths = " ".join(elder.path for elder in _elders(place, by_id))
        unit = next((above for above in _upwards(place, by_id) if _is_unit(above, by_id)), None)
        place.district_id = _heir(unit, by_id).pk if unit else None
    places.objects.bulk_update(by_id.values(), ["path", "former_paths", "district_id"], batch_size=200)


def _upwards(place: Any, by_id: dict[int, Any]) -> Iterable[Any]:
    while True:
        yield place
        if place.parent_id is None:
            return
        place = by_id[place.parent_id]


def _elders(place: Any, by_id: dict[int, Any]) -> list[Any]:
    before = [other for other in by_id.values() if other.successor_id == place.pk]
    return [elder for other in before for elder in (other, *_elders(other, by_id))]


def _heir(place: Any, by_id: dict[int, Any]) -> Any:
    while place.successor_id is not None:
        place = by_id[place.successor_id]
    return place


def _is_unit(place: Any, by_id: dict[int, Any]) -> bool:
    if place.level == DISTRICT:
        return True
    return bool(place.level == ZONE and place.parent_id is not None and by_id[place.parent_id].level == CITY)


def _load_calendar(registry: Apps) -> tuple[int, int]:
    days, years = _model(registry, "CalendarDay"), _model(registry, "CalendarYear")
    source = f"chinesecalendar {metadata.version('chinesecalendar')}"
    shipped = {day: ("holiday", HOLIDAY_NAMES[name]) for day, name in notices.holidays.items()}
    shipped |= {day: ("lieu", HOLIDAY_NAMES[name]) for day, name in notices.in_lieu_days.items()}
    shipped |= {day: ("workday", HOLIDAY_NAMES[name]) for day, name in notices.workdays.items()}
    # A year or day that is already there, perhaps mended by hand, is left alone.
    known_years = set(years.objects.filter(notice_published=True).values_list("year", flat=True))
    known_days = set(days.objects.filter(is_local=False).values_list("date", flat=True))
    new_years = sorted({day.year for day in notices.holidays} - known_years)
    new_days = [
        days(date=day, kind=kind, name=name, source=source)
        for day, (kind, name) in sorted(shipped.items())
        if day not in known_days and notice_year(day) in new_years
    ]
    days.objects.bulk_create(new_days, batch_size=500)
    for year in new_years:
        years.objects.update_or_create(year=year, defaults={"notice_published": True, "source": source})
    return len(new_days), len(new_years)
