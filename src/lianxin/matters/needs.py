"""Things given with the moves of several kinds. `services.moves.after_move` says what each key does to the matter."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Clock, Move, Need, NeedKind
from lianxin.matters.enums import Rating, Result
from lianxin.reference.codelists import AppointmentLevel

REASON = Need("reason", _("Reason"))
ANSWER = Need("answer", _("Answer"))
OPINION = Need("opinion", _("Opinion"))
REPORT = Need("report", _("What was done"))
PROGRESS = Need("progress", _("Progress"))
NEW_DATE = Need("new_date", _("New deadline"), NeedKind.DATE)
DUE_DATE = Need("due_date", _("Due on"), NeedKind.DATE, required=False)
LEAD = Need("lead", _("Lead unit"), NeedKind.ORGANISATION)
ASSISTING = Need("assisting", _("Assisting unit"), NeedKind.ORGANISATION, required=False)
HANDLER = Need("handler", _("Handler"), NeedKind.PERSON)
MINUTES = Need("minutes", _("Minutes"), NeedKind.NUMBER, required=False)
SERVED = Need("served", _("People served"), NeedKind.NUMBER, required=False)
DOCUMENT = Need("document", _("Document"), NeedKind.DOCUMENT)
LEVEL = Need("level", _("Level"), NeedKind.CHOICE, choices=tuple(AppointmentLevel.choices))
RESULT = Need(
    "result",
    _("Result"),
    NeedKind.CHOICE,
    choices=tuple(
        (result.value, result.label)
        for result in (Result.SOLVED, Result.PARTLY, Result.EXPLAINED, Result.REFERRED, Result.UNSOLVED)
    ),
)
RATING = Need("rating", _("How satisfied are you?"), NeedKind.CHOICE, choices=tuple((r.value, r.label) for r in Rating if r.value))
REACHED = Need(
    "reached",
    _("Call-back"),
    NeedKind.CHOICE,
    choices=(("yes", _("reached")), ("no", _("not reached")), ("declined", _("declined to speak"))),
)


def record_move(source: str, target: str) -> Move:
    """The declared path of a ledger's entry: already closed elsewhere, entered as it stands."""
    return Move("record", _("Enter as already closed"), (source,), target, "record", public=False)


def withdraw_move(*sources: str) -> Move:
    """The one who raised it takes it back."""
    return Move("withdraw", _("Withdraw"), sources, "withdrawn", "act_as_raiser", clock=Clock.STOP, grave=True)


def rate_move(*sources: str) -> Move:
    """One handling, one rating, by the one concerned and by nobody else (the scheme of the good/bad review)."""
    return Move("rate", _("Rate the handling"), sources, "rated", "act_as_raiser", (RATING,))


def archive_move(*sources: str) -> Move:
    return Move("archive", _("Archive"), sources, "archived", "direct", public=False)
