"""Signatures that are carried out beside the requests: a report of a city takes longer than anybody waits for a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import now, today
from lianxin.core.errors import Conflict, LianxinError
from lianxin.journal.services.entries import record
from lianxin.reports.models import SigningRequest, WorkReport
from lianxin.reports.remarks import remarks_on
from lianxin.reports.services.signing import check_signing, sign_report
from lianxin.reports.services.telling import tell_of_failure
from lianxin.reports.services.writing import locked_reports, present_version

DEAD_MINUTES = 30
"""A signature that was begun so long ago was left behind by a process that was killed; it is carried out again."""
State = SigningRequest.State


@transaction.atomic
def ask_to_sign(
    report: WorkReport,
    *,
    document_number: str,
    is_public: bool,
    signed_over: str = "",
    seen: str = "",
    by: Actor,
    at: dt.date | None = None,
) -> SigningRequest:
    """Give the signature; `carry_out` does the rest. Everything that can be checked now is. One that waits already goes on.

    `signed_over` and `seen` are as in `sign_report`. The text and the remarks of now are what is signed, or nothing is.
    """
    report.refresh_from_db(from_queryset=locked_reports())
    check_signing(report, document_number, by)
    remarks = remarks_on(report, present_version(report))
    remarks.check(signed_over, seen)
    if by.person_id is None:
        raise Conflict(_("Somebody signs, not Lianxin."))
    SigningRequest.objects.filter(report=report, state=State.FAILED).delete()
    made, is_new = SigningRequest.objects.get_or_create(
        report=report,
        defaults={
            "asked_by": by.person_id,
            "asked_at": now(),
            "signed_on": at or today(),
            "document_number": document_number.strip(),
            "is_public": is_public,
            "signed_over": signed_over.strip() if remarks.open else "",
            "seen": remarks.mark,
        },
    )
    if is_new:
        data = {"request": made.pk, "is_public": made.is_public, "open_remarks": remarks.open}
        record("ask_to_sign", report, by=by, at=made.signed_on, data=data)
    return made


def carry_out(pk: int, actor_of: Callable[[int], Actor]) -> None:
    """Sign what the request asks for; nothing when somebody else does it already. What goes wrong is noted with the request."""
    claimed = SigningRequest.objects.filter(pk=pk, state=State.WAITING).update(
        state=State.RUNNING, begun_at=now()
    )
    request = SigningRequest.objects.select_related("report__place").filter(pk=pk).first()
    if not claimed or request is None:
        return
    try:
        with transaction.atomic():
            sign_report(
                request.report,
                document_number=request.document_number,
                is_public=request.is_public,
                signed_over=request.signed_over,
                seen=request.seen,
                by=actor_of(request.asked_by),
                at=request.signed_on,
                progress=lambda share: cache.set(_key(pk), share, 3600),
            )
            request.delete()
    except LianxinError as error:
        _fail(request, str(error))
    except Exception:
        _fail(request, _("Something went wrong; nothing was signed. Try again."))
        raise


@transaction.atomic
def _fail(request: SigningRequest, sentence: str) -> None:
    SigningRequest.objects.filter(pk=request.pk).update(state=State.FAILED, error=sentence)
    tell_of_failure(request)


def waiting_requests() -> list[int]:
    """Requests that wait, also those of processes which died."""
    dead = now() - dt.timedelta(minutes=DEAD_MINUTES)
    SigningRequest.objects.filter(state=State.RUNNING, begun_at__lt=dead).update(state=State.WAITING)
    return list(
        SigningRequest.objects.filter(state=State.WAITING).order_by("pk").values_list("pk", flat=True)
    )


def share_done(request: SigningRequest) -> float:
    """How far the signing is, from 0 to 1."""
    return float(cache.get(_key(request.pk)) or 0)


def _key(pk: int) -> str:
    return f"report-signing-{pk}"
