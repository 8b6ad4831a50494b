"""Signing a report: its figures are frozen, its pages and files kept to the byte, and nothing changes them afterwards.

Words that the figures contradict are not signed. What is only unproven, and comments without an answer, are signed over with a reason
that stays with the revision. All of it is held against the very figures that are frozen, in the transaction that signs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from lianxin.access.actors import Actor
from lianxin.core.dates import now, today
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.core.sealed import digest
from lianxin.figures.engine import Figure, remember
from lianxin.figures.models import FrozenFigure
from lianxin.figures.services.freezing import freeze
from lianxin.flows.services.moves import make_move
from lianxin.journal.services.entries import record
from lianxin.reports.building import Appendix, Entry, Report, build_report
from lianxin.reports.models import OpenRemark, ReportVersion, Revision, WorkReport
from lianxin.reports.remarks import Remarks, place_of, remarks_on
from lianxin.reports.services.telling import tell_of_signature
from lianxin.reports.services.writing import locked_reports, present_version
from lianxin.reports.stored import marked_figures, printed_figures, to_data
from lianxin.reports.texts import read_text

Progress = Callable[[float], None]


def build_version(
    report: WorkReport, version: ReportVersion, *, is_public: bool = False, at: dt.date | None = None
) -> Report:
    """The report computed from the records of now, in its own language; it bears the day `at`. Raises `BadText` for a text with faults."""
    with override(report.language):
        made = build_report(
            report.kind,
            read_text(version.body),
            start=report.start,
            end=report.end,
            place=place_of(report),
            at=at,
            is_public=is_public,
        )
    return replace(made, office=report.signatory or made.office)


@transaction.atomic
def sign_report(
    report: WorkReport,
    *,
    document_number: str,
    is_public: bool = False,
    signed_over: str = "",
    seen: str = "",
    by: Actor,
    at: dt.date | None = None,
    progress: Progress = lambda _share: None,
) -> Revision:
    """Sign the report in review: every printed figure is frozen with its list, the built report and its files are kept with their
    SHA-256, and the report stands as signed. With `is_public` it opens on the public pages. The writer and whoever asked are told.

    Whoever wrote the present version does not sign it. `signed_over` is the reason why it is signed although remarks stand open
    (`Remarks.check` says what is refused), `seen` the mark of the remarks that the signer read. Raises `Conflict` when
    records, text or remarks change while it is being signed.
    """
    from lianxin.reports.services.files import keep_files  # noqa: PLC0415  Word and PDF take long to import, and few processes sign

    day = at or today()
    # Whoever comments, saves or moves the report waits for this row, and sees it signed.
    report.refresh_from_db(from_queryset=locked_reports())
    version = present_version(report)
    check_signing(report, document_number, by)
    with override(report.language):
        built = build_version(report, version, is_public=is_public, at=day)
        figures = printed_figures(built)
        remarks = remarks_on(report, version, figures)
    remarks.check(signed_over, seen)
    over = signed_over.strip() if remarks.open else ""
    make_move(report, "sign", by=by, at=day, note=over)
    progress(0.3)
    with override(report.language):
        revision = Revision.objects.create(
            report=report,
            number=1 + int(Revision.objects.filter(report=report).aggregate(n=Max("number"))["n"] or 0),
            version=version,
            title=built.title,
            document_number=document_number.strip(),
            reason=report.reason,
            signed_over=over,
            is_public=is_public,
            signed_on=day,
            signed_at=now(),
            signed_by=by.person_id,
            built={},
        )
        frozen = freeze(
            [fig.selection for fig in figures],
            owner=revision,
            by=by,
            at=day,
            progress=lambda done, whole: progress(0.3 + 0.4 * done / whole),
        )
        _compare(figures, frozen)
        built = with_lists(built, frozen)
        remember([fig.selection for fig in figures])
        revision.built = to_data(built)
        revision.save(update_fields=["built"])
        _keep_remarks(revision, remarks)
        progress(0.7)
        keep_files(revision, built)
    data: dict[str, Any] = {"report": report.pk, "figures": len(frozen), "open_remarks": remarks.open}
    if over:
        data |= {"comments": [said.pk for said in remarks.comments], "signed_over": digest("signed_over", over)}
    record("sign_report", revision, by=by, at=day, data=data)
    tell_of_signature(revision, version, by=by)
    return revision


def _keep_remarks(revision: Revision, remarks: Remarks) -> None:
    rows = [
        OpenRemark(revision=revision, words=one.words[:200], reason=one.reason[:300]) for one in remarks.unproven
    ]
    rows += [OpenRemark(revision=revision, comment=said) for said in remarks.comments]
    OpenRemark.objects.bulk_create(rows)


def check_signing(report: WorkReport, number: str, by: Actor) -> None:
    """Raise what stands against this signature: the rule, the writer's own hand, a number missing or taken."""
    by.require("sign", report)
    if report.stage != "in_review":
        raise Conflict(_("The report is not in review: it is sent to review first, and another person signs it."))
    if not number.strip():
        raise BadInput(_("A signed report has a document number."))
    if Revision.objects.filter(document_number=number.strip()).exclude(report=report).exists():
        raise BadInput(_("Another signed report bears the number {number}.").format(number=number.strip()))
    if by.person_id is not None and present_version(report).saved_by == by.person_id:
        raise NotAllowed(_("You wrote the present version: somebody else has to sign it."))


def _compare(figures: list[Figure], frozen: list[FrozenFigure]) -> None:
    values = {one.text: one.value for one in frozen}
    if any(fig.selection.text not in values or not _same(fig, values[fig.selection.text]) for fig in figures):
        raise Conflict(_("Records changed while the report was being signed. Sign it again."))


def _same(fig: Figure, value: float | None) -> bool:
    if fig.value is None or value is None:
        return fig.value is value
    return abs(float(fig.value) - float(value)) < 1e-9


def with_lists(built: Report, frozen: list[FrozenFigure]) -> Report:
    """The report with an appendix of every figure whose code it prints, each with its count of records and the hash of its list."""
    by_text = {one.text: one for one in frozen}
    entries = []
    for fig in marked_figures(built):
        kept = by_text.get(fig.selection.text)
        records = kept.records if kept else None
        entries.append(Entry(fig, records, kept.list_hash if kept else ""))
    blocks = tuple(
        Appendix(tuple(entries)) if isinstance(block, Appendix) else block for block in built.blocks
    )
    return replace(built, blocks=blocks)
