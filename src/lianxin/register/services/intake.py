"""Keeping what rows mention: parties found or made, rows, mentions and keys, in bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from django.db.models import Model as DjangoModel
from django.utils.translation import gettext as _

from lianxin.core.bulk import Ready, ready_rows, reserve_all, write
from lianxin.core.dates import today
from lianxin.core.names import org_name_key, sort_key
from lianxin.core.pieces import chunks
from lianxin.reference.queries import find_place
from lianxin.register.enums import KeyKind, MentionRole, OrganisationKind
from lianxin.register.models import Import, Mention, Organisation, PartyKey, Person, SourceRow, Touch
from lianxin.register.queries.statements import BODY_FIELDS, PERSON_FIELDS, Statement, choose
from lianxin.register.reach import protected_people
from lianxin.register.records import Batch, Draft, Effect, RowState
from lianxin.register.services.matching import resolve_organisations, resolve_people
from lianxin.register.services.merging import LISTED, join, listed_columns
from lianxin.register.services.survivors import refresh_organisations, refresh_people
from lianxin.register.services.terms import person_columns, ready_names

NAMED_BY_PLACE = frozenset({OrganisationKind.DISTRICT_ASSOCIATION, OrganisationKind.STATION, OrganisationKind.DEPARTMENT})
Model = type[Person] | type[Organisation]


class Intake:
    """The parties of one file. `resolve` finds out who is meant and who is new, and makes everything ready; none of it needs
    a transaction. `keep` writes parties, rows and mentions; `refresh` chooses values anew and says which rows changed somebody.
    """

    def __init__(self, imported: Import, batches: Sequence[Batch]) -> None:
        self.imported = imported
        for batch in batches:
            _drop_copied(batch)
        self.batches = batches
        self.states = [state for batch in batches for state in batch.states]
        self.batch_of = {id(state): batch for batch in batches for state in batch.states}
        self.state_of = {id(draft): state for state in self.states for draft in state.drafts}
        self.people = [draft for state in self.states for draft in state.drafts if not draft.is_organisation]
        self.bodies = [draft for state in self.states for draft in state.drafts if draft.is_organisation]
        self.made: list[tuple[Draft, Model]] = []
        self.merges: list[tuple[int, int, Draft]] = []
        self.apart: dict[int, set[int]] = {}
        self.before: dict[Model, dict[int, tuple[object, ...]]] = {}
        self.ready: list[Ready] = []
        self.ids: Mapping[type[DjangoModel], Sequence[int]] = {}

    def resolve(self) -> None:
        """Set the party of every draft and note who is made or merged by which row; people whom the file shows to be one are
        merged when it is kept. Reserves ids and writes nothing else.
        """
        found = resolve_people(self.people, protected_people)
        self.merges = found.merges
        for draft, others in found.doubtful:
            self.apart[id(draft)] = others
            self.state_of[id(draft)].raise_to(Effect.DOUBTFUL, contradiction(), "phone", "id_number", "sex", "birth")
        unknown = resolve_organisations(self.bodies)
        wanted = {Import: 1, Person: len(found.new), Organisation: len(unknown), SourceRow: len(self.states)}
        self.ids = reserve_all(wanted | {Mention: len(self.people) + len(self.bodies)})
        self.imported.pk = self.ids[Import][0]
        self._enter([_new_person(group, self.imported.as_of) for group in found.new], found.new, Person)
        self._enter([_new_body(group, self.imported.as_of) for group in unknown], unknown, Organisation)

    def _enter(self, rows: Sequence[Mapping[str, object]], groups: Sequence[list[Draft]], model: Model) -> None:
        ids = self.ids[model]
        self.ready.append(ready_rows(model, [{"id": pk, **row} for pk, row in zip(ids, rows, strict=True)]))
        for pk, group in zip(ids, groups, strict=True):
            for draft in group:
                draft.party_id = pk
            group[0].is_new = True
            self.made.append((group[0], model))
            if model is Organisation:
                for batch in self.batches:
                    batch.made[pk] = group[0].kind

    @property
    def known(self) -> dict[Model, set[int]]:
        """The parties of the register that the file speaks of, and those whom it merges."""
        new = set(self.ids.get(Person, ())), set(self.ids.get(Organisation, ()))
        people = {draft.party_id or 0 for draft in self.people} | {loser for loser, _winner, _draft in self.merges}
        return {Person: people - new[0] - {0}, Organisation: {draft.party_id or 0 for draft in self.bodies} - new[1] - {0}}

    def draw_up(self) -> None:
        """Make rows, mentions, keys and terms ready, once nothing more will be said in the drafts."""
        for state, pk in zip(self.states, self.ids[SourceRow], strict=True):
            state.source_id = pk
        rows = ready_rows(SourceRow, [_source(self.imported, self.batch_of[id(state)], state) for state in self.states])
        said = [draft for state in self.states for draft in state.drafts]
        numbered = zip(self.ids[Mention], said, strict=True)
        mentions = ready_rows(Mention, [{"id": pk, **_mention(self.state_of[id(draft)], draft)} for pk, draft in numbered])
        keys = [(pk, str(kind), value) for pk, draft in zip(mentions.ids, said, strict=True) for kind, value in draft.keys]
        self.ready += [rows, mentions, Ready(PartyKey, ("mention_id", "kind", "digest"), keys)]
        self.ready.append(
            ready_names(
                (draft.values["name"] for draft in self.people),
                ((draft.values["name"], draft.values.get("short_name", "")) for draft in self.bodies),
            )
        )
        for draft, model in self.made:
            state = self.state_of[id(draft)]
            subject = draft.role == MentionRole.SUBJECT
            # An employer met for the first time does not make a known person's row a new one.
            effect = state.effect
            self.batch_of[id(state)].touch(state, model, draft.party_id or 0, Touch.Did.CREATED)
            state.effect = state.effect if subject else effect
        for _loser, _winner, draft in self.merges:
            self.state_of[id(draft)].raise_to(Effect.CHANGE)

    def keep(self) -> None:
        """Write what is ready, in the transaction of the import, and merge the people whom the file shows to be one."""
        for rows in self.ready:
            write(rows)
        if self.merges:
            shown_by = {loser: self.state_of[id(draft)].source_id or 0 for loser, _winner, draft in self.merges}
            pairs = [(loser, winner) for loser, winner, _draft in self.merges]
            join(Person, pairs, by=self.batches[0].by, rows=shown_by, refresh=False)

    def refresh(self) -> None:
        """Choose the values of everybody whom the file says more of, and mark the rows that changed somebody."""
        for drafts, model in ((self.people, Person), (self.bodies, Organisation)):
            new = {draft.party_id for draft, made in self.made if made is model and draft.party_id}
            known = {draft.party_id for draft in drafts if draft.party_id} - new
            before = self.before[model] = values_of(model, known)
            # Who is said to be what already stands need not be chosen anew.
            said = {draft.party_id or 0 for draft in drafts if draft.party_id in before and _says_more(draft, model, before)}
            moved = {draft.party_id or 0 for _loser, _winner, draft in self.merges} if model is Person else set()
            if model is Person:
                changed = refresh_people(said | moved)
            else:
                columns = listed_columns({draft.party_id or 0 for draft in _saying_columns(drafts) if draft.party_id in before})
                changed = refresh_organisations(said)
                self._note_columns(columns)
            for draft in drafts:
                if draft.party_id in changed:
                    self.state_of[id(draft)].raise_to(Effect.CHANGE)

    def _note_columns(self, before: Mapping[int, Mapping[str, object]]) -> None:
        """Keep what day of registration and place of a known organisation were, for undo: no refresh takes them back. A list
        that says what stands already is noted too: it takes the value over from the list that brought it.
        """
        shown_by = {draft.party_id: self.state_of[id(draft)].source_id for draft in reversed(_saying_columns(self.bodies))}
        label, did = Organisation._meta.label, Touch.Did.CHANGED
        changes = [
            Touch(row_id=shown_by[pk] or 0, model=label, object_id=pk, did=did, before={"was": before[pk], "is": after})
            for pk, after in listed_columns(before).items()
        ]
        Touch.objects.bulk_create(changes, batch_size=500)


def _saying_columns(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts that say when an organisation was registered, or where it is."""
    return [draft for draft in drafts if any(draft.values.get(column) for column in LISTED)]


def _says_more(draft: Draft, model: Model, before: Mapping[int, tuple[object, ...]]) -> bool:
    """Whether a mention gives a value that is not the one that stands."""
    fields = PERSON_FIELDS if model is Person else BODY_FIELDS
    says = Statement(0, draft.values, dt.date.min).says
    return any(said not in {"", value} for field, value in zip(fields, before[draft.party_id or 0], strict=True) if (said := says(field)))


def _drop_copied(batch: Batch) -> None:
    """A number that stands in the row right above under another name, or beside another phone, was copied down: it
    identifies nobody here.
    """
    above, number, held = "", 0, set[tuple[KeyKind, str]]()
    for state in batch.states:
        draft = state.draft()
        if draft is None or draft.is_organisation:
            continue
        own = {key for key in draft.keys if key[0] in {KeyKind.PHONE, KeyKind.DOCUMENT}}
        if number == state.row.number - 1 and (above != draft.name_key or _other_phones(own, held)):
            draft.keys = [key for key in draft.keys if key not in held]
        above, number, held = draft.name_key, state.row.number, own


def _other_phones(own: set[tuple[KeyKind, str]], above: set[tuple[KeyKind, str]]) -> bool:
    mine, theirs = ({value for kind, value in keys if kind == KeyKind.PHONE} for keys in (own, above))
    return bool(mine and theirs and not mine & theirs)


def contradiction() -> str:
    """Why a row that shares name and mobile with somebody was not joined."""
    return _("Somebody of this name has the same mobile, but document, sex or date of birth contradict: kept apart.")


def values_of(model: Model, ids: Iterable[int]) -> dict[int, tuple[object, ...]]:
    """The surviving values of parties, by id."""
    fields = PERSON_FIELDS if model is Person else BODY_FIELDS
    rows = (row for some in chunks(sorted(ids)) for row in model._default_manager.filter(pk__in=some).values_list("pk", *fields))
    return {row[0]: row[1:] for row in rows}


def _chosen(group: Sequence[Draft], as_of: dt.date, fields: tuple[str, ...]) -> dict[str, str]:
    """The values of a new party, chosen among its mentions as they always are."""
    if len(group) == 1:
        says = Statement(1, group[0].values, as_of).says
        return {field: value for field in fields if (value := says(field))}
    values = choose([Statement(number, draft.values, as_of) for number, draft in enumerate(group, start=1)], fields)
    return {field: value for field, value in values.items() if value}


@cache
def _defaults(model: Model) -> Mapping[str, object]:
    fields = PERSON_FIELDS if model is Person else BODY_FIELDS
    return {field.attname: field.get_default() for field in model._meta.concrete_fields if field.attname in fields}


def _new_person(group: Sequence[Draft], as_of: dt.date) -> dict[str, object]:
    values = _chosen(group, as_of, PERSON_FIELDS)
    return {**_defaults(Person), **values, **person_columns(values["name"]), "added_on": today()}


def _new_body(group: Sequence[Draft], as_of: dt.date) -> dict[str, object]:
    values = _chosen(group, as_of, BODY_FIELDS)
    name = values["name"]
    kind = group[0].kind
    # 中山区新的社会阶层人士联谊会 says where it is; a firm's name does not.
    place = find_place(name, as_of) if kind in NAMED_BY_PLACE else None
    keys = {"name_key": org_name_key(name)[:200], "sort_key": sort_key(name)[:200]}
    columns = {"kind": kind, "place_id": place.pk if place else None, "added_on": today()}
    return {**_defaults(Organisation), **values, **columns, **keys}


def _source(imported: Import, batch: Batch, state: RowState) -> dict[str, object]:
    return {
        "id": state.source_id, "imported_id": imported.pk, "sheet": batch.sheet[:60], "type": batch.list_type,
        "number": state.row.number, "cells": state.row.raw, "digest": state.digest,
    }  # fmt: skip


def _mention(state: RowState, draft: Draft) -> dict[str, object]:
    person, body = (None, draft.party_id) if draft.is_organisation else (draft.party_id, None)
    return {
        "row_id": state.source_id, "role": draft.role, "values": draft.values, "name_key": draft.name_key,
        "person_id": person, "organisation_id": body,
    }  # fmt: skip
