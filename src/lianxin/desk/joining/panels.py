"""What the pages of joining and splitting show, made ready for their templates."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.accounts.sight import Seer, who_can_see
from lianxin.core.wording import in_a_row
from lianxin.desk.joining.names import counted
from lianxin.desk.links import record_url
from lianxin.desk.people.forms import SEALED_LABELS
from lianxin.reference.codelists import Sex
from lianxin.register.enums import TieKind
from lianxin.register.models import Import, Mention, Organisation, Person, Tie
from lianxin.register.queries.regroupings import rows_about
from lianxin.register.queries.statements import best_phone
from lianxin.register.queries.values import Shown, body_values, shown_values
from lianxin.register.reach import protected_people
from lianxin.register.services.foreseeing import Foreseen, Party, foresee_merge, foresee_split
from lianxin.register.services.merging import objection

Values = dict[str, str]
NAMED = 3
"""So many officers of one body are named."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One value of two records side by side, and what will stand."""

    label: str
    first: str
    second: str
    after: str

    @property
    def differs(self) -> bool:
        return bool(self.first and self.second and self.first != self.second)


@dataclass(frozen=True, slots=True)
class Sight:
    """Somebody whose sight changes: whom they may open today, and whether they may open the joined record."""

    name: str
    role: str
    body: str
    first: bool
    second: bool
    after: bool
    own_only: bool
    count: int


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of a list that is about the record, as it can be chosen for another one."""

    pk: int
    title: str
    href: str
    sender: str
    as_of: dt.date
    role: str
    name: str
    said: str


def name_of(party: Party, actor: Actor) -> str:
    return shown_values([party], actor)[party.pk].name if isinstance(party, Person) else party.name


def told_apart(found: Sequence[Party], actor: Actor) -> list[tuple[str, str]]:
    """Name of each and by what namesakes are told apart, as far as the reader may know it."""
    shown = shown_values([one for one in found if isinstance(one, Person)], actor)
    return [
        (shown[one.pk].name, " · ".join(filter(None, (shown[one.pk].birth, shown[one.pk].phone))))
        if isinstance(one, Person)
        else (one.name, " · ".join(filter(None, (str(one.get_kind_display()), one.credit_code))))
        for one in found
    ]


def labels_of(party: Party) -> Mapping[str, str]:
    if isinstance(party, Person):
        return {"name": _("Full name"), "sex": _("Sex"), "birth": _("Birth")} | {
            key: str(label) for key, label in SEALED_LABELS.items()
        }
    return {
        "name": _("Name"), "short_name": _("Short name"), "kind": _("Kind"), "credit_code": _("Credit code"), "place": _("Place"),
        "founded_on": _("Registered on"), "industry": _("Industry"), "legal_person": _("Legal representative"), "phone": _("Phone"),
        "address": _("Address"),
    }  # fmt: skip


def values_of(party: Party, actor: Actor) -> Values:
    """Values as the page shows them, masked where a page masks them."""
    if isinstance(party, Person):
        shown = shown_values([party], actor)[party.pk]
        texts = {key: shown.masked(key) for key in labels_of(party)}
        return texts | {"sex": str(Sex(texts["sex"]).label) if texts["sex"] in {Sex.MALE, Sex.FEMALE} else ""}
    given = body_values([party], actor)[party.pk]
    columns = {
        "name": party.name,
        "short_name": party.short_name,
        "credit_code": party.credit_code,
        "industry": party.industry,
    }
    founded = party.founded_on.isoformat() if party.founded_on else ""
    return (
        columns
        | given
        | {
            "kind": party.get_kind_display(),
            "place": party.place.name if party.place else "",
            "founded_on": founded,
        }
    )


def fresh(party: Party) -> Party:
    """The record as it stands in the database at this moment of a trial."""
    rows: Any = type(party)._default_manager
    found: Party = (rows if isinstance(party, Person) else rows.select_related("place")).get(pk=party.pk)
    return found


def compared(party: Party, first: Values, second: Values, after: Values) -> list[Compared]:
    lines = [Compared(label, first[key], second[key], after[key]) for key, label in labels_of(party).items()]
    return [line for line in lines if line.first or line.second or line.after]


# Joining


def join_page(winner: Party, loser: Party, actor: Actor) -> dict[str, Any]:
    """Both side by side and what becomes of them; with `why`, the sentence that forbids it, and nothing foreseen."""
    before = [values_of(one, actor) for one in (winner, loser)]
    context: dict[str, Any] = {
        "winner": winner,
        "loser": loser,
        "winner_name": before[0]["name"],
        "loser_name": before[1]["name"],
        "winner_rows": winner.mentions.count(),
        "loser_rows": loser.mentions.count(),
        "contradicts": contradictions(winner, loser),
        "why": objection(winner, loser, by=actor, with_account=True),
        "is_protected": isinstance(loser, Person) and loser.pk in protected_people([loser.pk]),
    }
    if context["why"]:
        return context | {"values": compared(winner, before[0], before[1], dict.fromkeys(before[0], ""))}
    seers = [_seers(one, actor) for one in (winner, loser)]

    def look() -> tuple[Values, dict[tuple[str, ...], Seer]]:
        joined = fresh(winner)
        return values_of(joined, actor), _seers(joined, actor)

    foreseen: Foreseen[Any] = foresee_merge(winner, loser, by=actor, look=look)
    after, seeing = foreseen.seen
    sights = _sights(seers[0], seers[1], seeing)
    return context | {
        "values": compared(winner, before[0], before[1], after),
        "foreseen": foreseen,
        "moves": counted(foreseen.moves),
        "sights": [one for one in sights if not (one.first and one.second and one.after)],
        "see_both": sum(one.count for one in sights if one.first and one.second and one.after),
        "liaison": [] if isinstance(winner, Person) else liaison_officers([winner, loser], actor),
    }


def contradictions(one: Party, other: Party) -> list[str]:
    """Labels of what two records of one person or body could not both have, by the values themselves and not their masks."""
    keys = ("document_number", "sex", "birth") if isinstance(one, Person) else ("credit_code",)
    labels = labels_of(one)
    pairs = [(key, str(getattr(one, key)), str(getattr(other, key))) for key in keys]
    # A year is no other date than a day of it; a passport is no other number than an identity card.
    kinds = getattr(one, "document_kind", "") == getattr(other, "document_kind", "")
    return [
        labels[key]
        for key, a, b in pairs
        if a not in {"", Sex.UNKNOWN}
        and b not in {"", Sex.UNKNOWN}
        and not a.startswith(b)
        and not b.startswith(a)
        if key != "document_number" or kinds
    ]


def _seers(party: Party, actor: Actor) -> dict[tuple[str, ...], Seer]:
    if not isinstance(party, Person):
        return {}
    return {(one.name, str(one.role), one.body): one for one in who_can_see(party, on=actor.on)}


def _sights(first: Mapping[Any, Seer], second: Mapping[Any, Seer], after: Mapping[Any, Seer]) -> list[Sight]:
    """One line for the officers of one body who see the same."""
    names: dict[tuple[Role, str, bool, bool, bool], list[str]] = defaultdict(list)
    for key, one in {**first, **second, **after}.items():
        names[(one.role, one.body, key in first, key in second, key in after)].append(one.name)
    return [
        Sight(
            _named(some),
            str(role.label),
            body,
            in_first,
            in_second,
            in_after,
            own_only=role == Role.LIAISON,
            count=len(some),
        )
        for (role, body, in_first, in_second, in_after), some in names.items()
    ]


def _named(names: list[str]) -> str:
    shown = in_a_row(names[:NAMED])
    return (
        shown
        if len(names) <= NAMED
        else _("{names} and {n} others").format(names=shown, n=len(names) - NAMED)
    )


def liaison_officers(bodies: Collection[Organisation], actor: Actor) -> list[str]:
    """Who would speak for the joined organisation: the liaison officers of both."""
    ties = Tie.objects.on(actor.on).filter(
        kind=TieKind.LIAISON, organisation__in=bodies, superseded_by=None, person__isnull=False
    )
    return [
        f"{tie.person} · {tie.organisation}"
        for tie in ties.select_related("person", "organisation").order_by("pk")
    ]


# Splitting


def row_lines(mentions: Iterable[Mention]) -> list[RowLine]:
    lines = []
    for mention in mentions:
        row, imported = mention.row, mention.row.imported
        title = (
            _("entered by hand")
            if imported.by_hand
            else _("{file}, row {row}").format(file=imported.file_name, row=row.number)
        )
        lines.append(
            RowLine(
                mention.pk,
                title,
                "" if imported.by_hand else record_url(Import(pk=imported.pk)),
                imported.sender.name if imported.sender is not None else "",
                imported.as_of,
                mention.get_role_display(),
                str(mention.values.get("name") or ""),
                said_by(mention),
            )
        )
    return lines


def said_by(mention: Mention) -> str:
    """The other values of a row in one line, masked as on any page."""
    values = {
        key: str(value) for key, value in mention.values.items() if isinstance(value, (str, int)) and value
    }
    phones = mention.values.get("phone")
    if phones:
        values["phone"] = best_phone([phones] if isinstance(phones, str) else list(phones))
    shown = Shown(0, values)
    keys = ("birth", "document_number", "phone", "email", "credit_code", "legal_person")
    return " · ".join(text for key in keys if (text := shown.masked(key)))


def split_page(party: Party, actor: Actor, chosen: Collection[int]) -> dict[str, Any]:
    """The rows, with those that were chosen."""
    return {
        "party": party,
        "name": name_of(party, actor),
        "lines": row_lines(rows_about(party)),
        "chosen": set(chosen),
        "is_person": isinstance(party, Person),
    }


def split_preview(party: Party, actor: Actor, chosen: Collection[int]) -> dict[str, Any]:
    """Both records as they would be. Raises what `split` raises."""
    before = values_of(party, actor)
    foreseen: Foreseen[Any] = foresee_split(
        party,
        chosen,
        by=actor,
        look=lambda new: (values_of(fresh(party), actor), values_of(fresh(new), actor)),
    )
    stays, goes = foreseen.seen
    return {
        "party": party,
        "name": before["name"],
        "values": compared(party, stays, goes, before),
        "foreseen": foreseen,
        "moves": counted(foreseen.moves),
        "lines": row_lines(rows_about(party, chosen)),
        "chosen": sorted(chosen),
    }
