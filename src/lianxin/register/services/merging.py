"""Putting two records under one, and taking them apart again exactly.

Every reference of the record that goes (the loser) moves to the one that stays (the winner), and a `Regrouping` keeps
which. Where both have the same record (two attendances at one gathering), both rows stay and one is superseded. An
account, a cast vote or a staff post is never merged unasked. Values stay with their rows, so nobody sees more than before.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.bulk import update_many
from lianxin.core.dates import now
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.pieces import chunks
from lianxin.journal.services.entries import record, record_many
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Person, Regrouping, Tie
from lianxin.register.queries.questions import told_apart
from lianxin.register.reach import merge_objections, protected_people, protections
from lianxin.register.services.joined_consents import withdraw_outvoted
from lianxin.register.services.moving import (
    PartyModel,
    left_behind,
    moving_references,
    newest_rows,
    rows_of,
    supersede,
)
from lianxin.register.services.survivors import refresh_organisations, refresh_people

LISTED = ("founded_on", "place_id")
"""Columns of an organisation that lists give and no refresh takes back."""


@transaction.atomic
def merge(
    winner: Person | Organisation,
    loser: Person | Organisation,
    *,
    by: Actor,
    reason: str,
    at: dt.date | None = None,
    with_account: bool = False,
) -> Regrouping:
    """Put `loser` under `winner`, because they are one. Asked of both ("merge").

    Raises BadInput without a reason; Conflict when the loser has an account, a cast vote or a staff post, unless
    `with_account` says that these are meant too, and when the two cannot be one. Undone by `taking_apart.undo_merge`.
    """
    by.require("merge", winner)
    by.require("merge", loser)
    if not reason.strip():
        raise BadInput(_("Say why these two records are one."))
    for one in sorted((winner, loser), key=attrgetter("pk")):
        # Whoever merges at the same moment waits here, and then sees what was done; all in one order, or two wait for each other.
        locked: Any = type(one)._default_manager.select_for_update(of=("self",))
        one.refresh_from_db(from_queryset=locked)
    if why := objection(winner, loser, by=by, with_account=with_account):
        raise Conflict(why)
    (made,) = join(type(winner), [(loser.pk, winner.pk)], by=by, reason=reason)
    record("merge", made, by=by, at=at)
    winner.refresh_from_db()
    loser.refresh_from_db()
    return made


def objection(
    winner: Person | Organisation, loser: Person | Organisation, *, by: Actor, with_account: bool = False
) -> str:
    """Why two records are not merged; "" when they may be."""
    if type(winner) is not type(loser) or winner.pk == loser.pk:
        return _("Choose two different people, or two different organisations.")
    if any(
        one.merged_into_id is not None or getattr(one, "erased_on", None) is not None
        for one in (winner, loser)
    ):
        return _("This record was merged into another or erased; nothing is written here any more.")
    if told_apart(type(winner), [winner.pk, loser.pk]):
        return _("An officer answered that these two are never one: take that answer back first.")
    if tied_pairs(type(winner), [(loser.pk, winner.pk)]):
        return _(
            "The register says that one of them belongs to the other, so they are two: end that tie first if it is wrong."
        )
    if isinstance(loser, Organisation):
        return (
            _("Programmes are bound to the organisation that would go: join them the other way round.")
            if loser.slug
            else ""
        )
    return _objection_of_people(winner.pk, loser.pk, by, with_account=with_account)


def _objection_of_people(winner: int, loser: int, by: Actor, *, with_account: bool) -> str:
    if by.person_id in {winner, loser}:
        return _("Nobody joins their own record with another: ask another officer.")
    if why := next(filter(None, (object_to(loser, winner) for object_to in merge_objections)), ""):
        return why
    if not with_account and protected_people([loser]):
        return _(
            "The record that would go has an account, a cast vote or a staff post. Say that these are meant too, or join them the other "
            "way round."
        )
    return ""


@transaction.atomic
def merge_many(
    pairs: Iterable[tuple[int, int]],
    *,
    by: Actor,
    because: str,
    at: dt.date | None = None,
    of: PartyModel = Person,
    evidence: Mapping[int, int] | None = None,
) -> tuple[list[Regrouping], list[tuple[int, int]]]:
    """Merge thousands of pairs (loser, winner) of one model at once, chains among them; gives what was done and what was not.

    Left alone are losers with an account, a cast vote or a staff post, organisations that programmes are bound to, and pairs of
    which one belongs to the other. `because` stands as the reason of each. `evidence` gives by loser the id of the row
    that shows it: taking that row's list back takes the pair apart. One journal entry each, of one group.
    """
    wanted = list(dict.fromkeys(pairs))
    refused = _never_unasked(of, wanted)
    fit = [pair for pair in wanted if pair not in refused]
    made = join(of, fit, by=by, reason=because, rows=evidence)
    record_many("merge", made, by=by, at=at, group=secrets.token_hex(8))
    return made, [pair for pair in wanted if pair in refused]


def _never_unasked(of: PartyModel, pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    losers = {loser for loser, _winner in pairs}
    known = {pk for pair in pairs for pk in pair}
    barred: set[int] = set()
    gone: set[int] = set()
    for some in chunks(sorted(known)):
        away = Q(merged_into__isnull=False) | (Q(erased_on__isnull=False) if of is Person else Q())
        gone.update(of._default_manager.filter(away, pk__in=some).values_list("pk", flat=True))
        if of is Organisation:
            barred.update(
                Organisation.objects.filter(pk__in=some, slug__isnull=False).values_list("pk", flat=True)
            )
        else:
            barred |= protected_people(set(some) & losers)
    tied = {(loser, winner) for winner, loser in tied_pairs(of, pairs)}
    return {
        pair for pair in pairs if pair[0] in barred or pair[0] == pair[1] or gone & set(pair) or pair in tied
    }


def tied_pairs(of: PartyModel, pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of pairs (loser, winner), those that a tie links with each other, as (winner, loser): member and body, two relatives."""
    wanted = {(winner, loser) for loser, winner in pairs}
    one, other = ("person_id", "other_id") if of is Person else ("member_id", "organisation_id")
    known = sorted({pk for pair in wanted for pk in pair})
    found: set[tuple[int, int]] = set()
    for some in chunks(known):
        ties = Tie.objects.filter(**{f"{one}__in": some, f"{other}__isnull": False}, superseded_by=None)
        for a, b in ties.values_list(one, other):
            found |= {(a, b), (b, a)} & wanted
    return found


def holders_of_staff_posts(ids: Iterable[int]) -> set[int]:
    """Whoever holds a staff post has rights that nobody else may come by."""
    found: set[int] = set()
    for some in chunks(ids):
        ties = Tie.objects.filter(person_id__in=some, kind=TieKind.STAFF_POST, superseded_by=None)
        found.update(pk for pk in ties.values_list("person_id", flat=True) if pk is not None)
    return found


protections.add("register.staff_posts", holders_of_staff_posts)


# Moving


def join(
    model: PartyModel,
    pairs: Iterable[tuple[int, int]],
    *,
    by: Actor | None,
    reason: str = "",
    rows: Mapping[int, int] | None = None,
    refresh: bool = True,
) -> list[Regrouping]:
    """Move everything of each loser to its winner, (loser, winner), and keep what moved. Asks nobody; the caller holds the
    transaction and writes the journal. `rows` gives by loser the row that shows it. Without `refresh` the caller chooses
    the winners' values anew.
    """
    into = _roots(pairs)
    made = {
        loser: Regrouping(
            did=Regrouping.Did.MERGED, reason=reason, by_person_id=by.person_id if by else None, at=now(),
            row_id=(rows or {}).get(loser), **_named(model, winner, loser),
        )
        for loser, winner in into.items()
    }  # fmt: skip
    _point(model, into)
    for losers in chunks(sorted(into)) if model is Person else ():
        withdraw_outvoted(losers, into, made)
    references = moving_references(model)
    for losers in chunks(sorted(into)):
        newest = newest_rows(references, {*losers, *(into[loser] for loser in losers)})
        for reference in references:
            _move(reference, losers, into, made, newest.get(reference.name, {}))
    if refresh:
        refresh_winners(model, list(made.values()))
    Regrouping.objects.bulk_create(made.values(), batch_size=500)
    return list(made.values())


def refresh_winners(model: PartyModel, made: Sequence[Regrouping]) -> None:
    """Choose the values of the winners anew; of organisations, keep what the columns were that no refresh takes back."""
    winners = {one.kept_id for one in made}
    if model is Person:
        refresh_people(winners)
        return
    before = listed_columns(winners)
    refresh_organisations(winners)
    after = listed_columns(winners)
    for one in made:
        one.changed = {
            column: [was, after[one.kept_id][column]] for column, was in before[one.kept_id].items()
        }


def listed_columns(ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """By organisation, the columns that lists give, as they are kept in notes of changes."""
    rows = [
        row
        for some in chunks(sorted(ids))
        for row in Organisation.objects.filter(pk__in=some).values("pk", *LISTED)
    ]
    return {row["pk"]: {column: _plain(row[column]) for column in LISTED} for row in rows}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _named(model: PartyModel, kept: int, other: int) -> dict[str, int]:
    name = "person" if model is Person else "organisation"
    return {f"{name}_id": kept, f"other_{name}_id": other}


def _column(model: PartyModel) -> str:
    return "person_id" if model is Person else "organisation_id"


def _roots(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """By loser the winner whom chains of pairs lead to; of a ring, the winner of the pair that closes it stays."""
    first: dict[int, int] = {}
    for loser, winner in pairs:
        end, start = winner, loser
        while end in first:
            end = first[end]
        while start in first:
            start = first[start]
        if start != end:
            first[start] = end
    out: dict[int, int] = {}
    for loser, winner in first.items():
        end = winner
        while end in first:
            end = first[end]
        out[loser] = end
    return out


def _point(model: PartyModel, into: Mapping[int, int]) -> None:
    for some in chunks(sorted({*into, *into.values()})):
        # Whoever records something of these parties now waits, or was there before and is seen below.
        list(
            model._default_manager.filter(pk__in=some)
            .order_by("pk")
            .select_for_update()
            .values_list("pk", flat=True)
        )
    update_many(model, ("merged_into_id",), [(winner, loser) for loser, winner in into.items()])


def _move(
    reference: Any,
    losers: Sequence[int],
    into: Mapping[int, int],
    made: Mapping[int, Regrouping],
    newest: Mapping[int, int],
) -> None:
    for loser in losers:
        if mark := max(newest.get(loser, 0), newest.get(into[loser], 0)):
            made[loser].marks[reference.name] = mark
    if newest.keys().isdisjoint(losers):
        return
    held = rows_of(reference, losers)
    stays = left_behind(reference, losers, into)
    for loser, notes in supersede(reference, losers, into).items():
        made[loser].superseded += notes
    for pk, loser in held:
        if pk not in stays:
            made[loser].moved.setdefault(reference.name, []).append(pk)
    winner = reference.to._default_manager.filter(pk=OuterRef(reference.column)).values("merged_into_id")[:1]
    rows = reference.model._default_manager.filter(**{f"{reference.column}__in": losers}).exclude(
        pk__in=stays
    )
    rows.update(**{reference.column: Subquery(winner)})


def recorded_since(made: Regrouping, party: int) -> Counter[str]:
    """What stands at `party` and was recorded after a merge or split: how many rows by model (`app.Model`)."""
    found: Counter[str] = Counter()
    for reference in moving_references(made.model):
        if not reference.is_key:
            continue
        rows = reference.model._default_manager.filter(
            **{reference.column: party}, pk__gt=made.marks.get(reference.name, 0)
        )
        pks = set(rows.values_list("pk", flat=True)) - set(made.moved.get(reference.name, ()))
        if pks:
            found[reference.model._meta.label] += len(pks)
    return found
