"""What stands on a district's page beside its figures: association, gaps, assessments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from lianxin.access.rules import visible
from lianxin.desk import records
from lianxin.desk.days import Day
from lianxin.desk.graph.pages import page_of, zoom
from lianxin.figures.places import place_code
from lianxin.register.enums import OrganisationKind
from lianxin.register.models import Organisation
from lianxin.register.queries.federation import drawn_bodies, has_liaison
from lianxin.register.queries.rosters import coverage
from lianxin.reports.models import Assessment

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.reference.models import Place

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Bodies:
    """The district's association as far as the reader may see it, and the organisations without a liaison officer, by name."""

    has_association: bool
    association: Organisation | None
    association_href: str
    missing: list[tuple[str, str]]
    more_missing: bool
    missing_href: str
    all_href: str


def bodies_of(place: Place, day: Day, actor: Actor) -> Bodies:
    """Three statements, each by the rules of organisations."""
    one = next((one for one in coverage(day.on) if one.unit.district_id == place.district_id), None)
    body = one.association if one is not None else None
    may_see = body is not None and actor.may_any("view", Organisation) and actor.can("view", body)
    lacking: list[Any] = []
    if actor.may_any("view", Organisation):
        rows = drawn_bodies(day.on, actor, districts=[place.district_id])
        wanted = rows.filter(~has_liaison(day.on), kind__in=OrganisationKind.social()).order_by("sort_key", "pk")
        lacking = list(wanted[: SHOWN + 1])
    code = place_code(place)
    return Bodies(
        has_association=one is not None and one.counts,
        association=body if may_see else None,
        association_href=page_of(body.pk, day) if body is not None and may_see else "",
        missing=[(row.name, page_of(row.pk, day)) for row in lacking[:SHOWN]],
        more_missing=len(lacking) > SHOWN,
        missing_href=zoom(day, district=code, missing=True),
        all_href=zoom(day, district=code),
    )


def assessments_of(place: Place, actor: Actor) -> list[records.Line]:
    """The unit's assessments that the reader may see, the latest year first."""
    if not actor.may_any("view", Assessment):
        return []
    rows = visible(Assessment.objects.filter(place__district_id=place.district_id), actor, few=True)
    return records.lines(rows.select_related("scheme", "place").order_by("-scheme__year"), actor)


def neighbours(place: Place, known: list[Place], query: str) -> list[tuple[str, str, bool]]:
    """All districts as links, and which of them this one is."""
    return [(one.name, reverse("desk:places_detail", args=[place_code(one)]) + query, one.pk == place.pk) for one in known]
