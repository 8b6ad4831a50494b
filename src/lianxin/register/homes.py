"""Where a person counts: their residence tie's place on a day, else the place of their main employer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from lianxin.register.enums import TieKind
from lianxin.register.models import Tie
from lianxin.register.models.ties import BEGUN


@dataclass(frozen=True, slots=True)
class HomeOf:
    """The place column of a measure of people: `HomeOf("person_id")`, `HomeOf("pk")` when the rows are people.

    Of several residences the latest begun counts; of several employers the main one, then the latest begun. A tie of which
    nobody knows when it began comes after those with a day.
    """

    person: str = "pk"

    def path(self, on: dt.date) -> Combinable:
        return Coalesce(
            Subquery(self._lives(on).values("place__path")[:1]),
            Subquery(self._works(on).values("organisation__place__path")[:1]),
        )

    def district(self, on: dt.date) -> Combinable:
        return Coalesce(
            Subquery(self._lives(on).values("place__district_id")[:1]),
            Subquery(self._works(on).values("organisation__place__district_id")[:1]),
        )

    def _ties(self, on: dt.date, kind: TieKind) -> QuerySet[Tie]:
        return Tie.objects.on(on).filter(person_id=OuterRef(self.person), kind=kind, superseded_by=None)

    def _lives(self, on: dt.date) -> QuerySet[Tie]:
        return self._ties(on, TieKind.RESIDENCE).order_by(BEGUN.desc(), "-pk")

    def _works(self, on: dt.date) -> QuerySet[Tie]:
        return self._ties(on, TieKind.EMPLOYMENT).order_by("-is_main", BEGUN.desc(), "-pk")
