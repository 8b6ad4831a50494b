"""No merge leaks past consent: what one record took back or refused, the other's older consent does not give again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from lianxin.core.dates import today
from lianxin.register.models import Consent, ConsentRefusal, Regrouping

NOTE = "register.Consent.withdrawn_on"
"""Under this name a merge keeps which consents it withdrew, as [row, day]."""
Said = tuple[int, str]


def withdraw_outvoted(losers: Iterable[int], into: Mapping[int, int], made: Mapping[int, Regrouping]) -> None:
    """Before the rows of `losers` move: withdraw as of today each consent that is no younger than a withdrawal or a refusal
    of the same purpose on another of the records that become one. Past audiences stay what they were.
    """
    parties = {party for loser in losers for party in (loser, into[loser])}
    ended = _ended(parties, into)
    standing = Consent.objects.filter(person_id__in=parties, withdrawn_on=None)
    for pk, person, purpose, given in standing.order_by("pk").values_list(
        "pk", "person_id", "purpose", "given_on"
    ):
        said = ended.get((into.get(person, person), purpose), ())
        against = next((other for other, day in said if other != person and day >= given), None)
        if against is None:
            continue
        # The withdrawal came with the loser, or the consent did: that merge takes it back again.
        loser = person if person in into else against
        day = max(today(), given)
        Consent.objects.filter(pk=pk).update(withdrawn_on=day)
        made[loser].changed.setdefault(NOTE, []).append([pk, day.isoformat()])


def _ended(parties: Iterable[int], into: Mapping[int, int]) -> dict[Said, list[tuple[int, dt.date]]]:
    """By winner and purpose, who took it back or refused, and when."""
    found: dict[Said, list[tuple[int, dt.date]]] = defaultdict(list)
    wanted = list(parties)
    back = Consent.objects.filter(person_id__in=wanted, withdrawn_on__isnull=False).values_list(
        "person_id", "purpose", "withdrawn_on"
    )
    refused = ConsentRefusal.objects.filter(person_id__in=wanted).values_list(
        "person_id", "purpose", "refused_on"
    )
    for person, purpose, day in [*back, *refused]:
        if day is not None:
            found[(into.get(person, person), purpose)].append((person, day))
    return found


def set_back_consents(made: Regrouping) -> None:
    """Let what a merge withdrew count again, unless it was withdrawn on another day since."""
    for pk, day in made.changed.get(NOTE, ()):
        Consent.objects.filter(pk=pk, withdrawn_on=dt.date.fromisoformat(day)).update(withdrawn_on=None)
