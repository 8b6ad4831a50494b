"""Which consents count on a day, whom a purpose may reach, and what a person is still to be asked.

A consent counts when it was given and not taken back, under a text that no later version has replaced with "asks again",
and, for a child under 14, when a guardian gave it. At 14 the guardian's consent lapses and the person is asked.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from lianxin.core.masks import mask_name
from lianxin.register.enums import Basis, MentionRole
from lianxin.register.models import Consent, ConsentRefusal, ConsentText, Import, Mention, Person
from lianxin.register.purposes import FIRST, PROVIDE, PUBLISH, REGISTER, Purpose, purposes
from lianxin.register.queries.children import is_child, under_age

M = TypeVar("M", bound=Model)
NOT_ASKED_FOR = dt.timedelta(days=183)
"""So long after a refusal or a withdrawal nobody asks again (network data rules 22, at least six months)."""


@dataclass(frozen=True, slots=True)
class Text:
    """A version of a purpose's text; `start` is empty for the first, which comes with Lianxin."""

    purpose: str
    version: str
    text: str
    start: dt.date | None = None
    asks_again: bool = False
    changes: str = ""
    author: str = ""


def texts_of(code: str) -> list[Text]:
    """All versions of a purpose's text, the first first; in one statement."""
    first = [Text(code, FIRST, str(purposes.get(code).text))] if code in purposes else []
    rows = ConsentText.objects.filter(purpose=code).select_related("written_by").order_by("start", "pk")
    return first + [
        Text(
            code,
            row.version,
            row.text,
            row.start,
            row.asks_again,
            row.changes,
            row.written_by.name if row.written_by else "",
        )
        for row in rows
    ]


def text_on(code: str, on: dt.date) -> Text:
    """The version in force on a day. Raises UnknownName for a purpose that nobody declares."""
    purposes.get(code)
    return [text for text in texts_of(code) if text.start is None or text.start <= on][-1]


def _counts(texts: list[Text], on: dt.date) -> Q:
    """Consents under a text that still counts: of the last version that asked again, or a later one.

    A version that Lianxin does not know (a paper of an association) counts by its day.
    """
    in_force = [text for text in texts if text.start is None or text.start <= on]
    asked = [index for index, text in enumerate(in_force) if text.asks_again]
    if not asked:
        return Q()
    last = in_force[asked[-1]]
    current = [text.version for text in texts[asked[-1] :]]
    old = [text.version for text in texts[: asked[-1]]]
    return Q(text_version__in=current) | (Q(given_on__gte=last.start) & ~Q(text_version__in=old))


def _given(code: str, on: dt.date, texts: list[Text] | None = None) -> QuerySet[Consent]:
    """Consents to the purpose that count on a day, a child's or a grown-up's."""
    rows = Consent.objects.filter(purpose=code, given_on__lte=on).filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    )
    return rows.filter(_counts(texts if texts is not None else texts_of(code), on))


def _guarded(code: str, on: dt.date) -> QuerySet[Consent]:
    """Consents that a guardian gave for somebody who is under 14 on the day."""
    return _given(code, on).filter(under_age(on, "person__"), guardian__isnull=False)


def agreed(people: QuerySet[Person], on: dt.date, code: str) -> QuerySet[Person]:
    """Those of the people whose own consent, or whose guardian's, to the purpose counts on the day."""
    own = _given(code, on).filter(guardian=None)
    guarded = _guarded(code, on).values("person_id")
    grown_up = ~under_age(on) & Q(pk__in=own.values("person_id"))
    return people.filter(grown_up | (under_age(on) & Q(pk__in=guarded)))


def declined(code: str, on: dt.date) -> QuerySet[Any, Any]:
    """Ids of the people who took the purpose back or said no to it by that day, and have not agreed since; no statement.

    A later text that asks again makes nobody a decliner who had agreed since.
    """
    running = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    since = Exists(
        Consent.objects.filter(running, person=OuterRef("person"), purpose=code, given_on__lte=on)
    )
    back = Consent.objects.filter(~since, purpose=code, withdrawn_on__lte=on)
    refused = ConsentRefusal.objects.filter(~since, purpose=code, refused_on__lte=on)
    # A union of short lists: OR over two subqueries would scan everybody.
    return back.order_by().values("person_id").union(refused.order_by().values("person_id"))


def may_be_reached(people: QuerySet[Person], on: dt.date, code: str) -> QuerySet[Person]:
    """Those whom the purpose may reach: who agreed, or whom a list with a legal basis names; never one who declined.

    For a purpose with a consent of its own the list's basis is not enough. Whoever took back standing in the register is
    reached by nothing. A child under 14 is reached by a guardian's consent alone.
    """
    own = _given(code, on).filter(guardian=None).values("person_id")
    guarded = _guarded(code, on).values("person_id")
    allowed = [own, guarded]
    if code not in purposes or not purposes.get(code).separate:
        allowed.append(_listed_with_a_basis())
    found = people.filter(pk__in=allowed[0].union(*allowed[1:]))
    found = found.exclude(under_age(on) & ~Q(pk__in=guarded))
    for one in {code, REGISTER}:
        found = found.exclude(pk__in=declined(one, on))
    return found


def _listed_with_a_basis() -> QuerySet[Any, Any]:
    rows = Mention.objects.filter(
        role=MentionRole.SUBJECT, row__imported__state=Import.State.COMMITTED, person__isnull=False
    )
    return rows.exclude(row__imported__basis=Basis.NONE).values("person_id")


def grown_up_or_guarded(people: QuerySet[Person], on: dt.date) -> QuerySet[Person]:
    """Without children under 14 for whom no guardian agreed to standing in the register."""
    guarded = _guarded(REGISTER, on).values("person_id")
    return people.exclude(under_age(on) & ~Q(pk__in=guarded))


def that_may_go_out(rows: QuerySet[M], on: dt.date, to_person: str = "") -> QuerySet[M]:
    """Rows of an export without those of people who took back the register or being passed on, and of unguarded children.

    `to_person` is the relation that leads from a row to its person, "" for people themselves. Rows that name nobody stay.
    """
    column, prefix = (f"{to_person}_id", f"{to_person}__") if to_person else ("pk", "")
    for code in (REGISTER, PROVIDE):
        rows = rows.exclude(**{f"{column}__in": declined(code, on)})
    guarded = _guarded(REGISTER, on).values("person_id")
    return rows.exclude(under_age(on, prefix) & ~Q(**{f"{column}__in": guarded}))


def public_names(people: list[Person], on: dt.date) -> dict[int, str]:
    """How each stands on public pages: the whole name with a consent to that (article 25), else the surname alone."""
    ids = [person.pk for person in people]
    whole = set(agreed(Person.objects.filter(pk__in=ids), on, PUBLISH).values_list("pk", flat=True))
    return {person.pk: person.name if person.pk in whole else mask_name(person.name) for person in people}


class State(StrEnum):
    """How a purpose stands with a person."""

    HOLDS = "holds"
    OPEN = "open"
    DECLINED = "declined"
    OUTDATED = "outdated"
    CAME_OF_AGE = "came_of_age"


@dataclass(frozen=True, slots=True)
class Standing:
    """One purpose and how it stands with a person on a day. `asks` says that a form may ask now; `since` is the deciding day."""

    purpose: Purpose
    text: Text
    state: State
    consent: Consent | None = None
    since: dt.date | None = None
    asks: bool = False

    @property
    def holds(self) -> bool:
        return self.state == State.HOLDS


def standing(person: Person, on: dt.date) -> list[Standing]:
    """Every purpose and how it stands; three statements."""
    given: dict[str, list[Consent]] = defaultdict(list)
    for consent in Consent.objects.filter(person=person, given_on__lte=on).order_by("given_on", "pk"):
        given[consent.purpose].append(consent)
    refusals: dict[str, dt.date] = {}
    for row in ConsentRefusal.objects.filter(person=person, refused_on__lte=on).order_by("refused_on"):
        refusals[row.purpose] = row.refused_on
    written: dict[str, list[Text]] = {
        purpose.code: [Text(purpose.code, FIRST, str(purpose.text))] for purpose in purposes
    }
    for text in ConsentText.objects.select_related("written_by").order_by("start", "pk"):
        if text.purpose in written:
            author = text.written_by.name if text.written_by else ""
            written[text.purpose].append(
                Text(text.purpose, text.version, text.text, text.start, text.asks_again, text.changes, author)
            )
    child = is_child(person, on)
    return [
        _stands(
            purpose,
            written[purpose.code],
            given[purpose.code],
            refusals.get(purpose.code),
            child=child,
            on=on,
        )
        for purpose in purposes
    ]


def _stands(
    purpose: Purpose,
    texts: list[Text],
    given: list[Consent],
    refused_on: dt.date | None,
    *,
    child: bool,
    on: dt.date,
) -> Standing:
    now = [text for text in texts if text.start is None or text.start <= on][-1]
    running = [one for one in given if one.withdrawn_on is None or one.withdrawn_on > on]
    right = [one for one in running if (one.guardian_id is not None) == child]
    holding = [one for one in right if _under_current_text(one, texts, on)]
    if holding:
        return Standing(purpose, now, State.HOLDS, holding[-1], holding[-1].given_on)
    said_no = [
        day for day in (refused_on, *(one.withdrawn_on for one in given)) if day is not None and day <= on
    ]
    last = max(said_no, default=None)
    asks = last is None or last + NOT_ASKED_FOR <= on
    if right:
        return Standing(purpose, now, State.OUTDATED, right[-1], right[-1].given_on, asks=asks)
    if running and not child:
        return Standing(purpose, now, State.CAME_OF_AGE, running[-1], running[-1].given_on, asks=asks)
    return Standing(purpose, now, State.DECLINED if last else State.OPEN, None, last, asks=asks)


def _under_current_text(consent: Consent, texts: list[Text], on: dt.date) -> bool:
    """As `_counts`, of one consent at hand."""
    asked = [
        index
        for index, text in enumerate(texts)
        if text.asks_again and text.start is not None and text.start <= on
    ]
    if not asked:
        return True
    versions = [text.version for text in texts]
    if consent.text_version in versions:
        return versions.index(consent.text_version) >= asked[-1]
    start = texts[asked[-1]].start
    return start is not None and consent.given_on >= start


def to_ask(person: Person, on: dt.date) -> list[Standing]:
    """Purposes to which the person has not said yes or no to the present text, and about which they may be asked now."""
    return [one for one in standing(person, on) if one.asks and not one.holds]
