"""What the desk of likely pairs shows, made ready for its templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.desk.links import record_url
from lianxin.linkage.clusters import UNASKED
from lianxin.register.comparing import Relation
from lianxin.register.evidence_words import WHY, chance_words, percent, why_words
from lianxin.register.models import PairQuestion
from lianxin.register.queries.evidence import Line, Sheet, sheet
from lianxin.register.queries.questions import COUNTED, Wanted, answered_today, count_waiting
from lianxin.register.services.answering import Staying, parties_of, who_stays
from lianxin.register.services.reveals import Reason

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

SIGNS = {Relation.SAME: "＝", Relation.ALIKE: "≈", Relation.DIFFERENT: "≠", Relation.ONE_SIDE: "·"}
NO_CONTRADICTION = {"", "rare", UNASKED}
"""Reasons not to join that are no contradiction."""
WHY_OTHER = "weak"
"""What stands in an address for questions that were weighed too light; a reason of none cannot be written there."""
Revealed = Mapping[str, tuple[str, str]]
"""By masked field, what was revealed on either side."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison with the sign of how the sides stand to each other, and what was revealed."""

    line: Line
    sign: str
    left_clear: str = ""
    right_clear: str = ""


def wanted_of(given: QueryDict) -> Wanted:
    """Which questions an address asks for; what it asks wrongly is everything."""
    of, why = given.get("of", ""), given.get("why", "")
    known = WHY_OTHER if why == WHY_OTHER else why if why in WHY and why else ""
    return Wanted(
        of if of in PairQuestion.Of.values else "", None if not known else "" if known == WHY_OTHER else known
    )


def codes_of(wanted: Wanted) -> dict[str, str]:
    """The filters as an address or a form has them."""
    why = "" if wanted.why is None else wanted.why or WHY_OTHER
    return {name: code for name, code in (("of", wanted.of), ("why", why)) if code}


def address(wanted: Wanted, pair: int | None = None) -> str:
    """The desk with these filters, at this pair or at the next one."""
    codes = QueryDict(mutable=True)
    codes.update(codes_of(wanted))
    if pair is not None:
        codes["pair"] = str(pair)
    path = reverse("desk:review")
    return f"{path}?{codes.urlencode()}" if codes else path


def why_choices() -> list[tuple[str, str]]:
    return [(code or WHY_OTHER, str(words)) for code, words in WHY.items()]


def desk_page(
    wanted: Wanted, question: PairQuestion | None, actor: Actor, revealed: Revealed
) -> dict[str, Any]:
    """The context of the desk: one pair or none, the counters, the last answer."""
    waiting = count_waiting(wanted)
    done = answered_today(actor)
    last = done.select_related(*PARTIES).first()
    context: dict[str, Any] = {
        "wanted": wanted,
        "codes": codes_of(wanted),
        "kinds": [("", _("All")), *PairQuestion.Of.choices],
        "whys": why_choices(),
        "waiting": waiting,
        "more": waiting >= COUNTED,
        "done": done.count(),
        "last": last,
        "last_names": names_of(last) if last else "",
        "question": question,
    }
    return context | (pair_panel(question, actor, revealed) if question is not None else {})


PARTIES = ("left__person", "left__organisation", "right__person", "right__organisation")


def pair_panel(question: PairQuestion, actor: Actor, revealed: Revealed) -> dict[str, Any]:
    """One question side by side, what speaks for and against, and what a join would do."""
    found = sheet(question, actor)
    chosen = who_stays(*parties_of(question))
    return {
        "sheet": found,
        "rows": rows_of(found, revealed),
        "sides": [
            (side, record_url(side.party), side.party.pk == chosen.stays.pk)
            for side in (found.left, found.right)
        ],
        "staying": chosen,
        "stays_because": stays_because(chosen),
        "chance": percent(question.probability),
        "likely": chance_words(question.probability),
        "why": why_words(question.why),
        "contradicts": question.why not in NO_CONTRADICTION,
        "reasons": Reason.choices,
    }


def rows_of(found: Sheet, revealed: Revealed) -> list[Row]:
    return [
        Row(line, SIGNS[line.compared.relation], *revealed.get(line.reveals, ("", "")))
        for line in found.lines
    ]


def stays_because(chosen: Staying) -> str:
    """Why that record stays when the two are joined."""
    if chosen.goes_holds:
        return _("Both have an account, a cast vote, a staff post or a programme.")
    if chosen.stays_holds:
        return _("It has an account, a cast vote, a staff post or a programme.")
    return _("It has been in the register for longer.")


def names_of(question: PairQuestion) -> str:
    """Both records by name."""
    one, other = (str(party) for party in parties_of(question))
    return f"{one} / {other}"


def waiting_about(questions: Iterable[PairQuestion]) -> list[tuple[str, str]]:
    """Of questions about one record, the address of each at the desk and why it was not joined."""
    return [(address(Wanted(), one.pk), why_words(one.why)) for one in questions]


def answer_words(answer: str) -> _StrOrPromise:
    return PairQuestion.Answer(answer).label
