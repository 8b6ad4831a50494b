"""Asking an address as a role, with the rows that the role may see and with those that it may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from tests.cast import VISITOR, Cast
from tests.matrix.routes import Route

from lianxin.access.actors import Actor, nobody
from lianxin.access.rules import visible
from lianxin.bulletins.models import Bulletin
from lianxin.gatherings.models import Gathering
from lianxin.register.models import Import, Organisation, Person
from lianxin.reports.models import Revision, WorkReport

ROWS: dict[str, Callable[[], QuerySet[Any]]] = {
    "public_gathering": Gathering.objects.all,
    "public_column": lambda: Bulletin.objects.filter(kind="column"),
    **dict.fromkeys(
        ("public_report", "public_revision", "public_report_file"), lambda: WorkReport.objects.exclude(revisions__is_public=True)
    ),
    "desk:bulletins_deliveries": Bulletin.objects.all,
    "desk:lists_row": Import.objects.all,
    **dict.fromkeys(("desk:reports_drift", "desk:reports_figure_drift"), Revision.objects.all),
    "desk:joining_people_history": Person.objects.all,
    "desk:joining_organisations_history": Organisation.objects.all,
}
"""What `pk` means where it is not a row of the model that the rule of the route names."""
ARGUMENTS: dict[str, Callable[[Cast], Any]] = {
    "key": lambda cast: "D1.forum_times",
    "code": lambda cast: "D1",
    "public_code.code": lambda cast: "0000000000",
    "desk:figures_code.code": lambda cast: "0000000000",
    "desk:places_detail.code": lambda cast: "210202",
    "slug:name": lambda cast: "annual",
    "name": lambda cast: "annual",
    "desk:reports_revision_file.form": lambda cast: "html",
    "form": lambda cast: "json",
    "desk:duties_declare.kind": lambda cast: "D3.issue",
    "kind": lambda cast: "feedback",
    "purpose": lambda cast: "bulletins",
    "list_type": lambda cast: "people",
    "number": lambda cast: 1,
    "model": lambda cast: "tie",
    "page": lambda cast: "people_list",
    "token": lambda cast: "no-such-token",
    "pk": lambda cast: cast.member.pk,
    "desk:joining_people_preview.other": lambda cast: cast.people["stranger"].pk,
    "desk:joining_organisations_preview.other": lambda cast: cast.other_association.pk,
}
"""What stands for an argument that is not a row of the route's model: by `route.argument`, else by the argument's name."""
OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True)
class Question:
    """One address with its arguments filled in, and whether its row is open to the role (None: it names no row)."""

    path: str
    row: str | None = None


def questions(route: Route, actor: Actor, cast: Cast) -> Iterator[Question]:
    """The addresses to ask: with a row that the actor may do the route's verb on, and with one that they may not see."""
    rows = rows_of(route)
    if "pk" not in route.arguments or rows is None:
        yield Question(address(route, cast, {}))
        return
    if route.rule and not route.rule.signed_in:
        actor = nobody(actor.on)  # what stands open to all shows everybody what a visitor sees
    verb = route.rule.verb if route.rule and route.rule.model is rows.model else "view"
    may_view = visible(rows, actor)
    for kind, row in (
        (OPEN, visible(may_view, actor, verb).first()),
        (CLOSED, rows.exclude(pk__in=may_view.values("pk")).first()),
    ):
        if row is not None:
            yield Question(address(route, cast, {"pk": row.pk}), kind)


def rows_of(route: Route) -> QuerySet[Any] | None:
    """The rows that `pk` may name, in the order of their ids."""
    if route.name in ROWS:
        return ROWS[route.name]().order_by("pk")
    model = route.rule.model if route.rule else None
    return model._default_manager.order_by("pk") if model is not None else None


def address(route: Route, cast: Cast, known: dict[str, Any]) -> str:
    """The path of a route; KeyError when `ARGUMENTS` does not know one of its arguments."""
    values = {name: known[name] if name in known else argument(route, name)(cast) for name in route.arguments}
    return reverse(route.name, kwargs=values)


def argument(route: Route, name: str) -> Callable[[Cast], Any]:
    return ARGUMENTS.get(f"{route.name}.{name}") or ARGUMENTS[name]


class Asker:
    """A browser of one role. Whatever a request changes is taken back."""

    def __init__(self, cast: Cast, role: str) -> None:
        self.client = Client(headers={"accept-language": "zh-hans"})
        if role != VISITOR:
            self.client.force_login(cast.user(role))

    def ask(self, path: str, method: str = "get") -> Any:
        point = transaction.savepoint()
        try:
            return getattr(self.client, method)(path)
        finally:
            transaction.savepoint_rollback(point)
