"""Who is told of a report's way to its signature. A notice names the report and leads to its page; why it was returned stands there."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.flows.services.moves import steps_of
from lianxin.notices.services.outbox import queue
from lianxin.notices.templates import declare_notice
from lianxin.register.enums import TieKind
from lianxin.register.models import Tie
from lianxin.reports.models import ReportVersion, Revision, SigningRequest, WorkReport


def page_of_report(pk: int) -> str:
    """The path of a report's page."""
    return reverse("desk:reports_work", args=[pk])


TO_SIGN = declare_notice("report.to_sign", _("A report waits for your signature"), page=page_of_report).key
RETURNED = declare_notice(
    "report.returned",
    _("A report was returned to you"),
    _("Sign in to Lianxin to read what is to be changed."),
    page=page_of_report,
).key
SIGNED = declare_notice("report.signed", _("A report that you wrote or sent was signed"), page=page_of_report).key
NOT_SIGNED = declare_notice(
    "report.not_signed",
    _("A report could not be signed"),
    _("Sign in to Lianxin to read what stands against it."),
    page=page_of_report,
).key


def tell_signers(report: WorkReport, version: ReportVersion, *, by: Actor, at: dt.date) -> None:
    """Tell those who may sign it: of a district its own officers, else the city's; never who wrote or sent it."""
    for person in signers(report, at, but={version.saved_by, by.person_id}):
        queue(person, TO_SIGN, about=report)


def signers(report: WorkReport, on: dt.date, *, but: set[int | None]) -> list[int]:
    """Holders of the posts by which one signs this report on a day, the nearest ones."""
    posts = Tie.objects.on(on).filter(kind=TieKind.STAFF_POST, superseded_by=None, person__isnull=False)
    posts = posts.exclude(person_id__in=[person for person in but if person])
    if report.place is not None:
        own = posts.filter(role=Role.DISTRICT_OFFICER).annotate(reported=Value(report.place.path))
        # A post without a place of its own is over that of its office, as `accounts.actors` reads it.
        found = own.filter(place__isnull=False, reported__startswith=F("place__path")) | own.filter(
            place__isnull=True, reported__startswith=F("organisation__place__path")
        )
        if people := set(found.values_list("person_id", flat=True)):
            return sorted(pk for pk in people if pk)
    city = posts.filter(role=Role.CITY_OFFICER).values_list("person_id", flat=True)
    return sorted({pk for pk in city if pk})


def tell_of_return(report: WorkReport, version: ReportVersion, *, by: Actor) -> None:
    """Tell the writer and whoever sent it to review."""
    _tell(report, {version.saved_by, _sender(report)}, RETURNED, by.person_id)


def tell_of_signature(revision: Revision, version: ReportVersion, *, by: Actor) -> None:
    """Tell the writer and whoever sent it to review."""
    _tell(revision.report, {version.saved_by, _sender(revision.report)}, SIGNED, by.person_id)


def tell_of_failure(request: SigningRequest) -> None:
    """Tell whoever gave the signature that it could not be carried out."""
    queue(request.asked_by, NOT_SIGNED, about=request.report)


def _tell(report: WorkReport, people: set[int | None], template: str, but: int | None) -> None:
    for person in sorted(pk for pk in people if pk is not None and pk != but):
        queue(person, template, about=report)


def _sender(report: WorkReport) -> int | None:
    step = steps_of(report).filter(move="send").order_by("-pk").first()
    return step.person_id if step else None
