"""The stop list: people who were erased are not taken in again, by no list, no hand and no restored backup.

It holds keyed digests of combinations that identify: a number, a name with a phone, an e-mail or a full date of birth.
A name with an employer or with the association that sent the list stops only rows that say nothing surer, so that a
namesake with a phone of their own is nobody's loss. The bare name is never digested.

The list stands in the database, and in `stop-list.jsonl` of the data folder, which a restored database cannot make older.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput, Conflict
from lianxin.core.names import name_key, one_script
from lianxin.core.sealed import digest
from lianxin.journal.services.entries import record
from lianxin.lists.parsing import Rejected
from lianxin.register.enums import MentionRole
from lianxin.register.keys import only_digits, phones_in
from lianxin.register.models import Document, Erasure, Import, Organisation, Stop
from lianxin.register.records import Batch, Draft, RowState

FILE_NAME = "stop-list.jsonl"
WEAK = frozenset({Stop.Kind.EMPLOYER, Stop.Kind.SENDER})
SURE = frozenset({Stop.Kind.DOCUMENT, Stop.Kind.LICENCE, Stop.Kind.PHONE, Stop.Kind.EMAIL, Stop.Kind.BIRTH})
CHUNK = 2000
Digests = dict[str, Stop.Kind]


def digests_of(
    values: Mapping[str, Any], employers: Iterable[str] = (), senders: Iterable[int | None] = ()
) -> Digests:
    """The combinations that clean values of one mention give, as keyed digests with their kinds.

    `employers` are strict keys of names of bodies, `senders` ids of the associations whose lists say it.
    """
    found: Digests = {}

    def add(kind: Stop.Kind, *parts: str) -> None:
        if all(parts):
            found[_digest(kind, *parts)] = kind

    add(Stop.Kind.DOCUMENT, str(values.get("document_number") or "").casefold())
    add(Stop.Kind.LICENCE, str(values.get("licence_number") or "").casefold())
    name = one_script(str(values.get("name") or ""))
    if not name:
        return found
    for phone in phones_in(values):
        add(Stop.Kind.PHONE, name, only_digits(phone))
    add(Stop.Kind.EMAIL, name, str(values.get("email") or "").casefold())
    add(Stop.Kind.BIRTH, name, _birthday(values))
    for employer in employers:
        add(Stop.Kind.EMPLOYER, name, employer)
    for sender in senders:
        add(Stop.Kind.SENDER, name, str(sender or ""))
    if said := {key: value for key, value in values.items() if value and key not in {"name", "sex"}}:
        add(Stop.Kind.SAID, name, json.dumps(sorted(said.items()), ensure_ascii=False))
    return found


def who_digest(person_id: int, name: str) -> str:
    """The digest that knows a record again in an older database: its id and its name together."""
    return _digest(Stop.Kind.WHO, str(person_id), one_script(name))


def _digest(kind: Stop.Kind, *parts: str) -> str:
    return digest(f"stop:{kind.value}", "\0".join(parts))


def _birthday(values: Mapping[str, Any]) -> str:
    number, birth = str(values.get("document_number") or ""), str(values.get("birth") or "")
    if len(number) == 18 and number[6:14].isdecimal():
        return f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    return birth if len(birth) == 10 else ""


# Asking


def held_digests(asked: Iterable[str]) -> set[str]:
    """Those of these digests that stand on the list and were not lifted."""
    known = sorted(set(asked))
    standing = Stop.objects.filter(erasure__lifted_on=None, erasure__reason=Erasure.Reason.ASKED).exclude(
        kind=Stop.Kind.WHO
    )
    if not known or not standing.exists():
        return set()
    found: set[str] = set()
    for start in range(0, len(known), CHUNK):
        found.update(
            standing.filter(digest__in=known[start : start + CHUNK]).values_list("digest", flat=True)
        )
    return found


def stops_by(asked: Digests, held: set[str]) -> bool:
    """Whether somebody who is known by these digests is stopped: weak ones count where nothing surer was said."""
    hits = {kind for value, kind in asked.items() if value in held}
    return bool(hits - WEAK) or bool(hits and not SURE & set(asked.values()))


def refuse_erased_values(values: Mapping[str, Any], *, senders: Iterable[int | None] = ()) -> None:
    """Raise Conflict when these values, entered by hand, are those of somebody who was erased."""
    asked = digests_of(values, senders=senders)
    if stops_by(asked, held_digests(asked)):
        raise Conflict(
            _(
                "Whoever bears these values asked to be erased. Only a fresh consent that the data-protection officer records lifts it."
            )
        )


def refuse_erased_rows(
    batches: Sequence[Batch], imported: Import, named: Draft | None, *, tell_all: bool
) -> None:
    """Take rows about erased people out of the batches: they are refused, and nothing of their cells is kept.

    Somebody erased who stands in a row as something else than its subject is left out of it. Whoever sees everybody
    (`tell_all`), and an association whose own lists had named the person, is told why; others only that it may not be kept.
    `named` is the sender whom the title names, where the import has none.
    """
    if not Stop.objects.exists():
        return
    senders: list[int | None] = [imported.sender_id]
    if named is not None:
        senders += Organisation.objects.filter(name_key=named.name_key, merged_into=None).values_list(
            "pk", flat=True
        )
    asked: dict[int, Digests] = {}
    people: list[tuple[Batch, RowState, Draft]] = []
    for batch in batches:
        for state in batch.states:
            employer = state.draft(MentionRole.EMPLOYER)
            for draft in state.drafts:
                if not draft.is_organisation:
                    people.append((batch, state, draft))
                    asked[id(draft)] = digests_of(
                        draft.values, [employer.name_key] if employer else [], senders
                    )
    held = held_digests(value for digests in asked.values() for value in digests)
    for batch, state, draft in people if held else ():
        mine = asked[id(draft)]
        if not stops_by(mine, held):
            continue
        if draft.role != MentionRole.SUBJECT:
            state.drafts.remove(draft)
            _blank(state, str(draft.values["name"]))
            continue
        told = tell_all or any(kind == Stop.Kind.SENDER and value in held for value, kind in mine.items())
        state.row.raw.clear()
        state.row.values.clear()
        state.row.usable = False
        state.row.rejected[:] = [
            Rejected(state.row.number, "", "", asked_to_be_erased() if told else may_not_be_kept())
        ]
        batch.states.remove(state)


def _blank(state: RowState, name: str) -> None:
    for key, text in state.row.raw.items():
        if name_key(name) in name_key(text):
            state.row.raw[key] = ""


def asked_to_be_erased() -> str:
    """Why a row was refused, for those who knew the person."""
    return _(
        "This person asked to be erased. Nothing of the row was kept; a fresh consent of theirs lifts this."
    )


def may_not_be_kept() -> str:
    """Why a row was refused, for those who cannot know that the person was in the register."""
    return _("Lianxin may not keep this row, and kept nothing of it.")


# Keeping


@transaction.atomic
def put_on_list(erasure: Erasure, digests: Digests) -> None:
    """Write the digests of an erasure, and the file once the transaction stands."""
    Stop.objects.bulk_create(
        [Stop(erasure=erasure, kind=kind, digest=value) for value, kind in sorted(digests.items())],
        batch_size=500,
    )
    transaction.on_commit(write_file)


@transaction.atomic
def lift(
    values: Mapping[str, Any], *, by: Actor, at: dt.date, document: Document | None = None
) -> list[Erasure]:
    """A fresh consent of the person themselves: erasures that these values name sure are lifted, and lists may bring them again.

    Nothing comes back by it. Raises BadInput when nothing identifies (a name alone never does) or nobody was erased so.
    """
    if not by.may_any("lift", Erasure):
        by.require("lift", Erasure(pk=0))
    asked = {value: kind for value, kind in digests_of(values).items() if kind in SURE}
    if not asked:
        raise BadInput(_("Give the name and a phone, an e-mail or the date of birth, or a document number."))
    found = list(Erasure.objects.filter(stops__digest__in=asked, lifted_on=None).distinct())
    if not found:
        raise BadInput(_("Nobody with these values was erased."))
    for erasure in found:
        by.require("lift", erasure)
        erasure.lifted_on = at
        erasure.save(update_fields=["lifted_on"])
        record("lift_erasure", erasure, by=by, at=at, data={"document": document.pk if document else None})
    transaction.on_commit(write_file)
    return found


# The file


def file_path() -> Path:
    return Path(settings.LIANXIN_DATA) / FILE_NAME


def lines_of_database() -> list[dict[str, Any]]:
    """One line per erasure: its key, day, reason, day of lifting, and the digests."""
    return [
        {
            "erasure": one.key,
            "on": one.erased_on.isoformat(),
            "reason": one.reason,
            "lifted": one.lifted_on.isoformat() if one.lifted_on else None,
            "stops": sorted([stop.kind, stop.digest] for stop in one.stops.all()),
        }
        for one in Erasure.objects.prefetch_related("stops").order_by("pk")
    ]


def read_lines(text: str) -> list[dict[str, Any]]:
    """Lines of a stop list file; raises BadInput for a damaged one."""
    try:
        found: list[dict[str, Any]] = [json.loads(line) for line in text.splitlines() if line.strip()]
        whole = all(isinstance(line["erasure"], str) and isinstance(line["stops"], list) for line in found)
    except (ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise BadInput(_("The stop list is damaged: put the newest copy of it into the data folder."))
    return found


def joined(*lists: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The lines of several copies, each erasure once; what one copy knows to be lifted is lifted."""
    found: dict[str, dict[str, Any]] = {}
    for lines in lists:
        for line in lines:
            held = found.setdefault(line["erasure"], dict(line))
            held["lifted"] = held["lifted"] or line["lifted"]
    return list(found.values())


def file_lines() -> list[dict[str, Any]]:
    """What the file of the data folder says; nothing when there is none."""
    path = file_path()
    return read_lines(path.read_text(encoding="ascii")) if path.exists() else []


def write_file() -> int:
    """Write the file anew from the database and from what it said before; gives how many erasures it holds.

    It is replaced in one step, so that a process that is killed leaves the old one.
    """
    lines = joined(file_lines(), lines_of_database())
    path = file_path()
    fresh = path.with_suffix(".new")
    fresh.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="ascii")
    fresh.chmod(0o600)
    fresh.replace(path)
    return len(lines)
