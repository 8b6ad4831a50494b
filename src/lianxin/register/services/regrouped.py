"""What becomes of merges and splits when a list is taken back.

Those that a row of the list caused are undone. So are those of which one side existed by this list alone: a merge whose
loser no other list mentions, a merge into somebody whom this list made and on whom nobody has built, a split of which
one side is left without any row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianxin.core.pieces import chunks
from lianxin.register.models import Import, Mention, Organisation, Person, Regrouping
from lianxin.register.services.merging import join
from lianxin.register.services.moving import PartyModel, moving_references
from lianxin.register.services.splitting import put_back, what_holds_a_split
from lianxin.register.services.taking_apart import MENTIONS, take_apart

Parties = dict[PartyModel, set[int]]
Created = Mapping[str, set[int]]


def parties_of_list(imported: Import) -> Parties:
    """The parties that a list mentions."""
    found: Parties = {}
    for model in (Person, Organisation):
        column = _column(model)
        mentions = Mention.objects.filter(row__imported=imported, **{f"{column}__isnull": False})
        found[model] = set(mentions.values_list(column, flat=True))
    return found


def dissolve_caused_by(imported: Import, parties: Parties) -> None:
    """Take apart what rows of the list joined, the last first; adds who is concerned to `parties`."""
    for made in (
        Regrouping.objects.standing()
        .filter(row__imported=imported, did=Regrouping.Did.MERGED)
        .order_by("-pk")
    ):
        take_apart(made, leaving=imported)
        parties[made.model] |= {made.kept_id, made.other_id}


def dissolve(imported: Import, parties: Parties, created: Created) -> None:
    """Undo merges and splits of which one side exists by the leaving list alone. `created` are ids by model of what it made."""
    for model in (Person, Organisation):
        column = _column(model)
        going = set(
            Mention.objects.filter(row__imported=imported, **{f"{column}__isnull": False}).values_list(
                "pk", flat=True
            )
        )
        if not going:
            continue
        for made in concerning(model, parties[model]):
            if made.did == Regrouping.Did.MERGED and made.other_id not in created[model._meta.label]:
                continue
            made.refresh_from_db()
            if made.undone_at is None and _has_lost_a_side(made, going):
                if made.did == Regrouping.Did.MERGED:
                    take_apart(made, leaving=imported)
                else:
                    put_back(made)
                parties[model] |= {made.kept_id, made.other_id}
        for winner in _winners(model, parties[model] & created[model._meta.label]):
            _free_losers(model, winner, going, created, imported, parties)


def _winners(model: PartyModel, ids: Iterable[int]) -> list[int]:
    """Those of the parties into whom others were merged."""
    name = _column(model)
    merges = Regrouping.objects.standing().filter(did=Regrouping.Did.MERGED)
    found = (merges.filter(**{f"{name}__in": some}).values_list(name, flat=True) for some in chunks(sorted(ids)))
    return sorted({pk for some in found for pk in some if pk is not None})


def concerning(model: PartyModel, ids: Iterable[int]) -> list[Regrouping]:
    """Standing merges and splits of these parties and of all who were merged into them, the last first."""
    known = set(ids)
    step = known
    while step:
        into = (model._default_manager.filter(merged_into__in=some) for some in chunks(sorted(step)))
        step = {pk for rows in into for pk in rows.values_list("pk", flat=True)} - known
        known |= step
    name = "person" if model is Person else "organisation"
    rows = Regrouping.objects.standing()
    found = {
        one.pk: one
        for side in (f"{name}_id", f"other_{name}_id")
        for some in chunks(sorted(known))
        for one in rows.filter(**{f"{side}__in": some})
    }
    return [found[pk] for pk in sorted(found, reverse=True)]


def _has_lost_a_side(made: Regrouping, going: set[int]) -> bool:
    if made.did == Regrouping.Did.MERGED:
        moved = Mention.objects.filter(pk__in=_mentions(made))
        left = set(moved.values_list("pk", flat=True))
        return bool(left) and left <= going
    if what_holds_a_split(made, without=going):
        return False
    held = [
        set(Mention.objects.filter(**{_column(made.model): pk}).values_list("pk", flat=True))
        for pk in (made.kept_id, made.other_id)
    ]
    return any(side <= going for side in held)


def _free_losers(
    model: PartyModel, winner: int, going: set[int], created: Created, imported: Import, parties: Parties
) -> None:
    """Whoever was merged into somebody that only the leaving list mentions stands again, joined among themselves."""
    merges = [
        one
        for one in concerning(model, [winner])
        if one.did == Regrouping.Did.MERGED and one.kept_id == winner
    ]
    if not merges or model._default_manager.filter(pk=winner, merged_into__isnull=False).exists():
        return
    brought = {pk for one in merges for pk in _mentions(one)}
    own = set(Mention.objects.filter(**{_column(model): winner}).values_list("pk", flat=True)) - brought
    if not own <= going or _has_been_built_on(model, winner, merges, created):
        return
    for one in merges:
        take_apart(one, leaving=imported)
    losers = sorted(one.other_id for one in merges)
    if len(losers) > 1:
        join(model, [(loser, losers[0]) for loser in losers[1:]], by=None, reason=merges[0].reason)
    parties[model] |= set(losers)


def _has_been_built_on(
    model: PartyModel, winner: int, merges: Iterable[Regrouping], created: Created
) -> bool:
    """Whether anything stands on the winner that neither a merge brought nor the leaving list made."""
    for reference in moving_references(model):
        if not reference.is_key or reference.name in MENTIONS:
            continue
        known = {pk for one in merges for pk in one.moved.get(reference.name, ())} | created[
            reference.model._meta.label
        ]
        if (
            set(
                reference.model._default_manager.filter(**{reference.column: winner}).values_list(
                    "pk", flat=True
                )
            )
            - known
        ):
            return True
    return False


def rows_merged_away(model: PartyModel, ids: Iterable[int]) -> dict[int, int]:
    """By party that was merged away, the earliest row of a list that is still about it: its list is now the one that made it."""
    name = "person" if model is Person else "organisation"
    found: dict[int, int] = {}
    merges = Regrouping.objects.standing().filter(
        did=Regrouping.Did.MERGED, **{f"other_{name}_id__in": list(ids)}
    )
    for made in merges:
        rows = Mention.objects.filter(pk__in=_mentions(made), row__imported__by_hand=False).values_list(
            "row_id", flat=True
        )
        if (first := rows.order_by("row_id").first()) is not None:
            found[made.other_id] = first
    return found


def _mentions(made: Regrouping) -> list[int]:
    return [pk for name in MENTIONS for pk in made.moved.get(name, ())]


def _column(model: PartyModel) -> str:
    return "person_id" if model is Person else "organisation_id"
