"""Which records a programme can show: each model with the words that a specification may narrow it by.

A specification is `{"model": "gatherings.Gathering", "title": "…", "title_en": "…", "kinds": [...], "series": [...]}`.
Apps of higher floors add models of theirs with `add_shelf`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import get_language

from lianxin.access.rules import visible
from lianxin.core.dates import span_on
from lianxin.core.errors import BadInput
from lianxin.core.registries import Registry

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from lianxin.access.actors import Actor
    from lianxin.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Shelf:
    """`words` maps a word of a specification to a lookup; `order` puts the latest first; `dated` rows must hold on the day."""

    model: str
    order: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    fixed: Q = field(default_factory=Q)
    dated: bool = False

    def rows(self, spec: Mapping[str, Any], on: dt.date) -> QuerySet[Any]:
        """The records of a specification, latest first, for nobody in particular."""
        rows: QuerySet[Any] = apps.get_model(self.model)._default_manager.filter(self.fixed)
        for word, lookup in self.words.items():
            if spec.get(word):
                rows = rows.filter(**{f"{lookup}__in": spec[word]})
        if self.dated:
            rows = rows.filter(span_on(on))
        return rows.order_by(*self.order)


@dataclass(frozen=True, slots=True)
class Shown:
    """A shelf of a programme's page for one reader."""

    title: str
    rows: QuerySet[Any]


shelves: Registry[Shelf] = Registry("record type")


def add_shelf(shelf: Shelf) -> None:
    """Let programmes show records of one more model."""
    shelves.add(shelf.model, shelf)


CURRENT = Q(superseded_by=None)
KINDS = {"kinds": "kind"}
for one in (
    Shelf("register.Organisation", ("sort_key", "name"), {"kinds": "kind", "slugs": "slug"}, Q(merged_into=None)),
    Shelf("register.Document", ("-issued_on", "-pk"), KINDS),
    Shelf(
        "register.Tie",
        ("-start", "-pk"),
        {"kinds": "kind", "slugs": "organisation__slug", "roles": "role"},
        CURRENT,
        dated=True,
    ),
    Shelf("register.EstablishedPost", ("-added_on", "-pk")),
    Shelf("register.GradeHolding", ("-start", "-pk"), dated=True),
    Shelf("gatherings.Gathering", ("-starts_on", "-pk"), {"kinds": "kind", "series": "series"}, CURRENT),
    Shelf("gatherings.Venue", ("name",), dated=True),
    Shelf("matters.Matter", ("-opened_on", "-pk"), KINDS),
    Shelf("bulletins.Bulletin", ("-issued_on", "-pk"), KINDS),
    Shelf("bulletins.Channel", ("name",), dated=True),
    Shelf("ballots.Ballot", ("-opens_on", "-pk"), KINDS),
):
    add_shelf(one)


def shown_to(programme: Programme, actor: Actor, on: dt.date) -> list[Shown]:
    """The programme's shelves with the records that the reader may open; models that none of their rules open are left out."""
    english = (get_language() or "").startswith("en")
    out = []
    for spec in programme.shows:
        shelf = shelves.get(spec["model"])
        model = apps.get_model(shelf.model)
        if actor.may_any("view", model):
            title = spec["title_en"] if english else spec["title"]
            out.append(Shown(title, visible(shelf.rows(spec, on), actor)))
    return out


def check_spec(spec: Mapping[str, Any]) -> None:
    """Raise `BadInput` or `UnknownName` when a specification names a model or a word that no shelf has."""
    shelf = shelves.get(str(spec.get("model")))
    unknown = set(spec) - {"model", "title", "title_en", *shelf.words}
    if unknown or not spec.get("title") or not spec.get("title_en"):
        raise BadInput(f"{shelf.model}: {', '.join(sorted(unknown)) or 'title'}")
