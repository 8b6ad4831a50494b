"""Writing a report: opening one, saving versions of its text, what stands around it, sending it to review and back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.access.rules import denial
from lianxin.core.dates import now, today
from lianxin.core.errors import BadInput, Conflict
from lianxin.figures.places import WHOLE_CITY, find_reporting_place
from lianxin.flows.flow import Move
from lianxin.flows.services.moves import make_move, start_flow
from lianxin.journal.services.entries import record
from lianxin.register.models import Organisation
from lianxin.reports.contents import reports
from lianxin.reports.models import ReportVersion, WorkReport
from lianxin.reports.services.telling import tell_of_return, tell_signers
from lianxin.reports.services.texts import current_text
from lianxin.reports.texts import read_text

FRAME = ("title", "start", "end", "place", "signatory", "addressee", "attachments", "copy_to")
"""Columns of a report that `set_frame` changes."""


@transaction.atomic
def open_report(
    *,
    kind: str,
    start: dt.date,
    end: dt.date,
    place: str = WHOLE_CITY,
    title: str = "",
    language: str = "zh-hans",
    programme: str = "",
    by: Actor,
    at: dt.date | None = None,
) -> WorkReport:
    """Begin a report of a kind with the kind's text as version 1, being written. Both days are included; nothing is sent.

    Raises `BadInput` for a reversed period or a place missing, `UnknownName` for an unknown kind, place or programme.
    """
    day, chosen = at or today(), reports.get(kind)
    if not by.may_any("open", WorkReport):
        raise denial("open", WorkReport)
    _check_period(start, end)
    if chosen.of_district and place == WHOLE_CITY:
        raise BadInput(_("This report is about one district-level unit: name its place."))
    report = WorkReport(
        kind=kind,
        title=title.strip() or str(chosen.title),
        start=start,
        end=end,
        place=None if place == WHOLE_CITY else find_reporting_place(place, end),
        language=language,
        signatory=_office_of(by),
        opened_on=day,
        opened_by=by.person_id,
        turn="writer",
    )
    start_flow(report, at=day)
    report.save()
    by.require("open", report)
    body = current_text(kind, language, programme).body
    ReportVersion.objects.create(
        report=report, number=1, body=body, note=_("as shipped"), saved_at=now(), saved_by=by.person_id
    )
    record("open_report", report, by=by, at=day, data={"kind": kind})
    return report


def _office_of(by: Actor) -> str:
    """The office that signs: that of the actor's post, else the lead office."""
    own = by.organisations(Role.DISTRICT_OFFICER) + by.organisations(Role.CITY_OFFICER)
    found = (
        Organisation.objects.filter(pk__in=own[:1]).first()
        or Organisation.objects.filter(slug="lead_office").first()
    )
    return found.name if found else ""


def _check_period(start: dt.date, end: dt.date) -> None:
    if start > end:
        raise BadInput(_("The period ends before it begins: give the earlier day first."))


def locked_reports() -> QuerySet[WorkReport]:
    """Reports whose rows are held until the transaction ends: nobody comments, saves or signs between a look and an act."""
    return WorkReport.objects.select_for_update()


def _require_drafting(report: WorkReport) -> None:
    report.refresh_from_db(from_queryset=locked_reports())
    if report.stage != "drafting":
        raise Conflict(
            _("The report is not being written now: return it to the writer, or begin a revision.")
        )


def present_version(report: WorkReport) -> ReportVersion:
    """The version of the text with the highest number; every report has one."""
    return ReportVersion.objects.filter(report=report).order_by("-number")[0]


@transaction.atomic
def save_version(
    report: WorkReport, *, body: str, note: str = "", seen: int, by: Actor, at: dt.date | None = None
) -> ReportVersion:
    """Save the text as a new version while the report is being written; earlier ones stay. The same text again is no new version.

    `seen` is the version that the writer began from: when a newer one was saved since, `Conflict` says so. A text with faults is
    saved too, so that nobody loses work; it cannot be sent to review.
    """
    by.require("write", report)
    _require_drafting(report)
    newest = int(ReportVersion.objects.filter(report=report).aggregate(n=Max("number"))["n"] or 0)
    if newest != seen:
        raise Conflict(
            _("Somebody saved version {n} while you were writing. Compare your text with it.").format(
                n=newest
            )
        )
    body = "\n".join(line.rstrip() for line in body.splitlines()).strip() + "\n"
    before = present_version(report)
    if before.body == body:
        return before
    version = ReportVersion.objects.create(
        report=report, number=newest + 1, body=body, note=note.strip(), saved_at=now(), saved_by=by.person_id
    )
    record("save_version", report, by=by, at=at, data={"version": version.number})
    return version


@transaction.atomic
def set_frame(
    report: WorkReport, values: dict[str, Any], *, by: Actor, at: dt.date | None = None
) -> WorkReport:
    """Change title, period, place and what stands around the text (`FRAME`) while the report is being written.

    Whoever may not write about the new place may not move the report there.
    """
    by.require("write", report)
    _require_drafting(report)
    changed = [name for name in FRAME if name in values and values[name] != getattr(report, name)]
    for name in changed:
        setattr(report, name, values[name])
    _check_period(report.start, report.end)
    if report.place is None and reports.get(report.kind).of_district:
        raise BadInput(_("This report is about one district-level unit: name its place."))
    if changed:
        report.save(update_fields=changed)
        by.require("write", report)
        record("set_frame", report, by=by, at=at, data={"columns": changed})
    return report


def send_to_review(report: WorkReport, *, by: Actor, at: dt.date | None = None) -> WorkReport:
    """Somebody else reads it next, and whoever may sign it is told. Raises `BadText` with every fault of the text by line."""
    return make_move(report, "send", by=by, at=at, after=after_report_move)


def return_report(report: WorkReport, *, reason: str, by: Actor, at: dt.date | None = None) -> WorkReport:
    """The writer is next, with what is to be changed, and is told."""
    return make_move(report, "return", by=by, at=at, given={"reason": reason}, after=after_report_move)


def revise_report(report: WorkReport, *, reason: str, by: Actor, at: dt.date | None = None) -> WorkReport:
    """Begin the next revision of a signed report from its text. What was signed stands as it was, also afterwards."""
    return make_move(report, "revise", by=by, at=at, given={"reason": reason}, after=after_report_move)


def after_report_move(subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
    """What a move does beside changing the stage: a revision keeps its reason, only a text without fault is reviewed, and who is
    next is told.
    """
    if move.code == "sign":
        raise BadInput(_("A report is signed on the page of its signature."))
    if move.code == "revise":
        subject.reason = str(given["reason"])[:200]
        subject.save(update_fields=["reason"])
    elif move.code == "send":
        version = present_version(subject)
        read_text(version.body)
        tell_signers(subject, version, by=by, at=at)
    elif move.code == "return":
        tell_of_return(subject, present_version(subject), by=by)
