"""Drafting, changing and issuing bulletins."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.bulletins.kind import bulletin_kinds
from lianxin.bulletins.models import Bulletin, Delivery
from lianxin.bulletins.queries import TO_ORGANISATIONS, organisations_of, people_of, read_audience
from lianxin.core.dates import at_noon, now, today
from lianxin.core.errors import BadInput, Conflict
from lianxin.flows.flow import Move, Phase
from lianxin.flows.services.moves import make_move, start_flow
from lianxin.journal.services.entries import record
from lianxin.notices.services.outbox import queue_many
from lianxin.register.models import Document, Organisation, Person

CHANGEABLE = ("title", "body", "number", "author", "affiliation", "document", "period_start", "audience", "is_public")
STALE_DAYS = 7
"""What is entered as issued so many days ago tells nobody: taking over an archive must not wake anybody."""
TO_ISSUE = ("submit", "approve", "number", "issue")


@transaction.atomic
def draft_bulletin(
    *,
    kind: str,
    title: str,
    issuer: Organisation,
    by: Actor,
    body: str = "",
    number: str = "",
    author: Person | None = None,
    affiliation: str = "",
    document: Document | None = None,
    period_start: dt.date | None = None,
    audience: dict[str, Any] | None = None,
    is_public: bool = False,
    at: dt.date | None = None,
) -> Bulletin:
    """Write a draft; nothing is sent. Asked of the issuer ("draft_bulletin").

    A signed kind names its author and affiliation: unsigned publishing is refused. An issue of a series says for which
    months it is, from the first of a month. Raises BadInput for what does not fit, and for an audience that is none.
    """
    by.require("draft_bulletin", issuer)
    day = at or today()
    bulletin = Bulletin(
        kind=bulletin_kinds.get(kind).key,
        title=title,
        body=body,
        issuer=issuer,
        number=number,
        author=author,
        affiliation=affiliation,
        document=document,
        period_start=period_start,
        audience=audience or {},
        is_public=is_public,
        added_on=day,
    )
    _check(bulletin)
    start_flow(bulletin, at=day)
    bulletin.save(force_insert=True)
    record("draft_bulletin", bulletin, by=by, at=day, data={"kind": kind})
    return bulletin


@transaction.atomic
def change_bulletin(bulletin: Bulletin, *, by: Actor, at: dt.date | None = None, **values: Any) -> Bulletin:
    """Change a draft. What was issued is never changed: a correction is another bulletin."""
    by.require("edit", bulletin)
    if bulletin.phase != Phase.DRAFT:
        raise Conflict(_("Only a draft is changed. Send it back to the author first."))
    unknown = sorted(set(values) - set(CHANGEABLE))
    if unknown:
        raise BadInput(_("A bulletin has no {unknown}.").format(unknown="、".join(unknown)))
    for name, value in values.items():
        setattr(bulletin, name, value)
    _check(bulletin)
    bulletin.save(update_fields=list(values))
    record("change_bulletin", bulletin, by=by, at=at, data={"changed": sorted(values)})
    return bulletin


def move_bulletin(
    bulletin: Bulletin, code: str, *, by: Actor, at: dt.date | None = None, given: dict[str, Any] | None = None, note: str = ""
) -> Bulletin:
    """Make a move of the flow; the move "issue" freezes the audience. Raises as `flows.services.moves.make_move`."""
    return make_move(bulletin, code, by=by, at=at, given=given, note=note, after=after_move)


@transaction.atomic
def issue_bulletin(bulletin: Bulletin, *, by: Actor, at: dt.date | None = None) -> Bulletin:
    """Make the moves that are left until it is issued, each by its own rule, and freeze the audience into deliveries.

    The number must stand in the draft when the kind bears one.
    """
    for code in TO_ISSUE:
        move = next((move for move in bulletin.flow.moves_from(bulletin.stage) if move.code == code), None)
        if move is not None:
            move_bulletin(bulletin, code, by=by, at=at, given={"number": bulletin.number} if code == "number" else None)
    if bulletin.phase != Phase.DONE:
        raise Conflict(_("It cannot be issued from its present stage."))
    return bulletin


def after_move(subject: Bulletin, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
    """The number is written where it is given; issuing sets the day and freezes the audience."""
    if move.code == "number":
        subject.number = given["number"]
        subject.save(update_fields=["number"])
    if move.code == "issue":
        subject.issued_on = at
        subject.save(update_fields=["issued_on"])
        _freeze(subject, by, at)


def _freeze(bulletin: Bulletin, by: Actor, at: dt.date) -> None:
    """One delivery per receiver of that day, delivered to their inbox at once; later members do not receive old issues."""
    if not bulletin.audience:
        return
    audience = read_audience(bulletin.audience)
    moment = now() if at == today() else at_noon(at)
    column = "organisation_id" if audience.to == TO_ORGANISATIONS else "person_id"
    receivers: list[int] = list(
        (organisations_of(audience, at) if audience.to == TO_ORGANISATIONS else people_of(audience, at))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    Delivery.objects.bulk_create(
        [Delivery(bulletin=bulletin, delivered_at=moment, **{column: pk}) for pk in receivers], batch_size=1000
    )
    record("freeze_audience", bulletin, by=by, at=at, data={"receivers": len(receivers)})
    if column == "person_id" and (today() - at).days <= STALE_DAYS:
        queue_many(receivers, "bulletin.issued", about=bulletin)


def _check(bulletin: Bulletin) -> None:
    family = bulletin.family
    if not bulletin.title.strip():
        raise BadInput(_("A bulletin needs a title."))
    if family.signed_by_author and (bulletin.author is None or not bulletin.affiliation.strip()):
        raise BadInput(_("A column names its author and the author's affiliation: nothing is published unsigned."))
    if family.every_months:
        start = bulletin.period_start
        if start is None or start.day != 1 or (start.month - 1) % family.every_months:
            raise BadInput(
                _("Say for which months this issue is: it begins on the first of the first month of a span of {n}.").format(
                    n=family.every_months
                )
            )
        taken = Bulletin.objects.filter(kind=bulletin.kind, period_start=start, issuer=bulletin.issuer)
        if taken.exclude(pk=bulletin.pk).exclude(phase=Phase.WITHDRAWN).exists():
            raise Conflict(_("There is an issue for these months already."))
    if bulletin.audience:
        read_audience(bulletin.audience)
