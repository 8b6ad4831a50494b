"""The data-protection officer's desk: requests, consents, who read what, the register of fields. No case content but requests."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lianxin.access.http import Request
from lianxin.access.roles import Role
from lianxin.access.routes import RouteRule, requires
from lianxin.access.rules import visible
from lianxin.core.dates import today
from lianxin.core.labels import DataClass
from lianxin.core.processing import processing
from lianxin.desk.admin.filters import ConsentFilter, ReadFilter
from lianxin.desk.admin.lists import RuledTableView
from lianxin.desk.admin.tables import ConsentTable, ReadTable, purpose_in_words
from lianxin.flows.flow import CLOSED_PHASES
from lianxin.journal.models import Read
from lianxin.matters.kind import kinds_where
from lianxin.matters.models import Matter
from lianxin.matters.queries import days_left, line_of
from lianxin.register.models import Consent

SHOWN = 20


@requires("oversee", Read)
def overview(request: Request) -> HttpResponse:
    """Open requests by deadline, consents by purpose, readings of the last days by how."""
    actor = request.actor
    open_ones = visible(Matter.objects.filter(kind__in=kinds_where(addressed_to=Role.DPO)), actor).exclude(phase__in=CLOSED_PHASES)
    requests = [(row, line_of(row), days_left(row, actor.on)) for row in open_ones.order_by("due_on", "opened_on")[:SHOWN]]
    holding = Count("pk", filter=Q(withdrawn_on=None))
    consents = visible(Consent.objects.all(), actor).order_by().values("purpose").annotate(given=Count("pk"), holding=holding)
    reads = visible(Read.objects.filter(read_at__date=today()), actor).order_by().values("how").annotate(n=Count("pk"))
    lines = [row | {"name": purpose_in_words(row["purpose"])} for row in consents.order_by("purpose")]
    context = {"requests": requests, "consents": lines, "reads": {row["how"]: row["n"] for row in reads}}
    return render(request, "desk/admin/protection.html", context)


@requires("oversee", Read)
def fields(request: Request) -> HttpResponse:
    """Purpose × field × retention, generated from the labels; a field without one cannot exist."""
    return render(request, "desk/admin/fields.html", {"lines": processing(tuple(DataClass))})


class ReadList(RuledTableView[Read]):
    """Who read whose record."""

    model = Read
    route_rule = RouteRule(verb="oversee", model=Read)
    table_class = ReadTable
    filterset_class = ReadFilter
    title = _("Readings")
    subtitle = _("Pages opened, values revealed, exports; the person read sees the same lines.")


class ConsentList(RuledTableView[Consent]):
    """Consents of everybody."""

    model = Consent
    route_rule = RouteRule(verb="oversee", model=Read)
    table_class = ConsentTable
    filterset_class = ConsentFilter
    title = _("Consents")

    def narrow(self, rows: QuerySet[Consent]) -> QuerySet[Consent]:
        return rows.select_related("person")
