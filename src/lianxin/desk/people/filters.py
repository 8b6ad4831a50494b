"""Filters of the list of people. They read only the ties that the reader may see, so that no filter tells what a list hides."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.access.conditions import Condition, either, seen_among
from lianxin.access.roles import Role
from lianxin.core.dates import span_on, today
from lianxin.figures.places import find_reporting_place, place_code
from lianxin.reference.queries import units_on
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.queries.search import organisations_answering, people_named
from lianxin.ui.filters import FilterSet

SEES_ALL_TIES = frozenset({Role.MEMBER, Role.DISTRICT_OFFICER, Role.CITY_OFFICER})
"""Roles that see every tie of each person whom they see (`register.rules`). The list holds nobody else, so their filters
need not ask the rules of each tie again: at 100,000 people that costs a district officer a second."""
TIERS = {
    "key_contact": Q(kind=TieKind.KEY_CONTACT),
    "register": Q(kind=TieKind.TEAM, organisation__slug="register"),
    "volunteers": Q(kind=TieKind.TEAM, organisation__slug="volunteers"),
    "lawyers": Q(kind=TieKind.TEAM, organisation__slug="lawyers"),
    "columnists": Q(kind=TieKind.TEAM, organisation__slug="columnists"),
    "think_tank": Q(kind=TieKind.TEAM, organisation__slug="think_tank"),
}
TIER_NAMES = (
    ("key_contact", _("key contact")),
    ("register", _("in the register")),
    ("volunteers", _("volunteer team")),
    ("lawyers", _("lawyers' corps")),
    ("columnists", _("columnists")),
    ("think_tank", _("think tank")),
)


def districts() -> list[tuple[str, str]]:
    """The reporting units of today, for a choice; no statement once the places are loaded."""
    return [(place_code(unit), unit.name) for unit in units_on(today())]


class PeopleFilter(FilterSet):
    """`conditions` holds what the chosen filters ask, once `qs` was read, for a list too long to ask all at once."""

    q = django_filters.CharFilter(method="by_text", label=_("Name, pinyin or last digits of a phone"))
    association = django_filters.CharFilter(method="by_association", label=_("Association"))
    district = django_filters.ChoiceFilter(method="by_district", choices=districts, label=_("District"))
    tier = django_filters.ChoiceFilter(method="by_tier", choices=TIER_NAMES, label=_("Team or tier"))

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conditions: list[Condition] = []

    @property
    def actor(self) -> Actor:
        found: Actor = self.request.actor
        return found

    def narrowed(self, rows: QuerySet[Person], condition: Condition) -> QuerySet[Person]:
        self.conditions.append(condition)
        return rows.filter(condition.q)

    def tied(self, *choices: Q) -> Condition:
        """People with a tie of today that one of these choices names, as far as the reader may see that tie."""
        holding = Q(span_on(self.actor.on), superseded_by=None, person__isnull=False)
        if self.actor.roles <= SEES_ALL_TIES:
            return either(*(Tie.objects.filter(holding, choice).values("person_id") for choice in choices))
        parts = [part.values("person_id") for choice in choices for part in seen_among(Tie.objects.filter(holding, choice), self.actor)]
        return either(*parts or [Tie.objects.none().values("person_id")])

    def by_text(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return self.narrowed(rows, people_named(value, self.actor))

    def by_association(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        text = value.strip()
        bodies = Organisation.objects.filter(organisations_answering(text, self.actor)).values("pk")
        wanted: Any = [int(text)] if text.isdigit() and len(text) < 12 else bodies
        kinds = (TieKind.MEMBERSHIP, TieKind.TEAM, TieKind.EMPLOYMENT)
        return self.narrowed(rows, self.tied(Q(organisation_id__in=wanted, kind__in=kinds)))

    def by_district(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Who lives there, or works there."""
        unit = find_reporting_place(value, self.actor.on).district_id
        lives = Q(kind=TieKind.RESIDENCE, place__district_id=unit)
        works = Q(kind=TieKind.EMPLOYMENT, organisation__place__district_id=unit)
        return self.narrowed(rows, self.tied(lives, works))

    def by_tier(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return self.narrowed(rows, self.tied(TIERS[value]))
