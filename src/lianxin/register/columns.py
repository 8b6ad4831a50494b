"""Lists of people, organisations and ties: what their rows mention, which ties they state, and how they go out again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.dates import today
from lianxin.lists.columns import Column, RecordType, record_types
from lianxin.lists.parsing import Row
from lianxin.lists.vocabulary import ORGANISATIONS, PEOPLE, TIES
from lianxin.reference.codes import CreditCode
from lianxin.reference.queries import units_on
from lianxin.register.drafts import body_draft, employer_draft, first_day, person_draft, place_said
from lianxin.register.enums import LiaisonRole, MentionRole, OrganisationKind, TieKind
from lianxin.register.models import Organisation, Person, Tie, Touch
from lianxin.register.queries import listed
from lianxin.register.records import RECORD_ID, Batch, Committer, Draft, Effect, RowState, committers
from lianxin.register.services.stated_ties import SaidTie, TiesToWrite, plan_ties, state_ties

LAWYERS = "lawyers"
"""The slug of the lawyers' volunteer corps, whose list names a licence for each member."""

TAKES_MEMBERS = frozenset(
    {
        OrganisationKind.ASSOCIATION,
        OrganisationKind.DISTRICT_ASSOCIATION,
        OrganisationKind.HUB,
        OrganisationKind.FOUNDATION,
        OrganisationKind.PRIVATE_UNIT,
    }
)
TIE_WORDS = {
    "会员": TieKind.MEMBERSHIP,
    "任职": TieKind.EMPLOYMENT,
    "联络员": TieKind.LIAISON,
    "重点联系": TieKind.KEY_CONTACT,
    "团队成员": TieKind.TEAM,
    "挂职": TieKind.PLACEMENT,
    "安排": TieKind.APPOINTMENT,
    "工作岗位": TieKind.STAFF_POST,
}
"""What our files call the kinds of ties between a person and a body."""
FROM_LISTS = frozenset({TieKind.MEMBERSHIP, TieKind.EMPLOYMENT, TieKind.LIAISON, TieKind.KEY_CONTACT, TieKind.TEAM, TieKind.PLACEMENT})
"""Kinds that a list may state; appointments need a document, staff posts give rights over people."""
AB_ROLES = {"A角": LiaisonRole.MAIN, "B角": LiaisonRole.DEPUTY}


def with_id(shape: RecordType) -> RecordType:
    """The shape with the column that our exports carry."""
    return replace(shape, columns=(RECORD_ID, *shape.columns), identity=RECORD_ID.key)


def pick(shape: RecordType, *keys: str) -> tuple[Column, ...]:
    return tuple(shape.by_key[key] for key in keys)


def belonging(batch: Batch, state: RowState, *, member: bool = False) -> list[SaidTie]:
    """The membership, or place in the team, at the association of a row, else at the sender."""
    own = state.party(MentionRole.ASSOCIATION)
    body = own or batch.imported.sender_id
    kind = _kinds(batch).get(body or 0)
    if body is None or kind not in {*TAKES_MEMBERS, OrganisationKind.TEAM}:
        return []
    tie_kind = TieKind.TEAM if kind == OrganisationKind.TEAM else TieKind.MEMBERSHIP
    values = state.row.values
    tie = SaidTie(state, tie_kind, organisation_id=body, start=first_day(values.get("start")))
    tie.role = str(values.get("level") or state.row.section)
    tie.member_id, tie.person_id = (state.party(), None) if member else (None, state.party())
    return [tie]


def _kinds(batch: Batch) -> Mapping[int, str]:
    """Kinds of the associations that the rows name, read once for a batch."""
    if batch.kinds is None:
        ids = {state.party(MentionRole.ASSOCIATION) for state in batch.states} | {batch.imported.sender_id}
        batch.kinds = batch.made | dict(Organisation.objects.filter(pk__in=ids - {None}).values_list("pk", "kind"))
    return batch.kinds


def facts_of_person(batch: Batch, state: RowState) -> list[SaidTie]:
    """Employment and residence as a row states them."""
    said = []
    person, values = state.party(), state.row.values
    if employer := state.party(MentionRole.EMPLOYER):
        role = str(values.get("position") or "")
        said.append(SaidTie(state, TieKind.EMPLOYMENT, person_id=person, organisation_id=employer, role=role))
    if place := place_said(values, batch.imported.as_of):
        said.append(SaidTie(state, TieKind.RESIDENCE, person_id=person, place_id=place.pk))
    return said


class People(Committer):
    """Member lists: who, where they work and live, and that they belong to the association."""

    shape = with_id(PEOPLE)
    exported = pick(
        shape,
        *("id", "name", "sex", "birth", "phone", "id_kind", "id_number", "email", "employer", "position", "district", "address"),
    )
    right = ("export", Person)

    def sender(self, batch: Batch) -> Draft | None:
        return body_draft(batch.facts.sender, MentionRole.ASSOCIATION) if batch.facts.sender else None

    def drafts(self, batch: Batch, row: Row) -> list[Draft]:
        drafts = [person_draft(row.values), *employer_draft(row.values)]
        if row.values.get("association"):
            drafts.append(body_draft(row.values["association"], MentionRole.ASSOCIATION))
        return drafts

    def plan(self, batch: Batch) -> TiesToWrite:
        return plan_ties(batch, [tie for state in batch.states for tie in (*facts_of_person(batch, state), *belonging(batch, state))])

    def commit(self, batch: Batch) -> None:
        batch.plan.write()

    def export(
        self, actor: Actor, ids: Iterable[int] | None = None, *, on: dt.date | None = None
    ) -> Iterator[Mapping[str, object]]:
        return listed.people(actor, ids, on=on)

    def choices(self) -> Mapping[str, Sequence[str]]:
        return {"district": districts()}

    def subjects(self, rows: Iterable[Mapping[str, object]]) -> list[int]:
        return [int(str(row["id"])) for row in rows]


class Organisations(Committer):
    """Lists of member bodies."""

    shape = with_id(ORGANISATIONS)
    exported = pick(shape, "id", "name", "credit_code", "legal_person", "phone", "address", "district", "industry", "type", "founded")
    right = ("view", Organisation)

    def sender(self, batch: Batch) -> Draft | None:
        return body_draft(batch.facts.sender, MentionRole.ASSOCIATION) if batch.facts.sender else None

    def drafts(self, batch: Batch, row: Row) -> list[Draft]:
        return [body_draft(row.values["name"], MentionRole.SUBJECT, row.values)]

    def commit(self, batch: Batch) -> None:
        rows = Organisation.objects.only("place", "founded_on").in_bulk({pk for s in batch.states if (pk := s.party())})
        for state in batch.states:
            body, values = rows[state.party() or 0], state.row.values
            if doubt := odd_authority(values.get("credit_code"), str(values["name"])):
                state.raise_to(Effect.SAME, doubt, "credit_code")
            place, founded = place_said(values, batch.imported.as_of), first_day(values.get("founded"))
            wanted = {"place_id": place.pk if place else None, "founded_on": founded.isoformat() if founded else None}
            change = {column: value for column, value in wanted.items() if value is not None and getattr(body, column) is None}
            if change:
                Organisation.objects.filter(pk=body.pk).update(**change)
                body.place_id, body.founded_on = change.get("place_id", body.place_id), founded or body.founded_on
                subject = state.draft()
                if subject is not None and not subject.is_new:
                    batch.touch(state, Organisation, body.pk, Touch.Did.CHANGED, {"was": dict.fromkeys(change), "is": change})
        state_ties(batch, [tie for state in batch.states for tie in belonging(batch, state, member=True)])

    def choices(self) -> Mapping[str, Sequence[str]]:
        return {"district": districts()}

    def export(
        self, actor: Actor, ids: Iterable[int] | None = None, *, on: dt.date | None = None
    ) -> Iterator[Mapping[str, object]]:
        return listed.organisations(actor, ids, on=on)


class Ties(Committer):
    """Registers of liaison officers, rosters of teams, and ties as our own exports have them."""

    shape = with_id(TIES)
    exported = pick(shape, "id", "kind", "organisation", "credit_code", "name", "position", "start", "end", "ab_role")
    right = ("export", Tie)

    def sender(self, batch: Batch) -> Draft | None:
        return self._team(batch)

    def drafts(self, batch: Batch, row: Row) -> list[Draft]:
        drafts = [person_draft(row.values), *employer_draft(row.values, "firm"), *employer_draft(row.values)]
        if row.values.get("organisation"):
            drafts.append(body_draft(row.values["organisation"], MentionRole.ASSOCIATION, _only_code(row)))
        elif (team := self._team(batch)) is not None:
            drafts.append(team)
        return drafts

    def _team(self, batch: Batch) -> Draft | None:
        """The team that a roster's title names; the lawyers' corps is known by its slug, whatever the title calls it."""
        name = batch.facts.sender or batch.facts.subject
        if not name:
            return None
        draft = body_draft(name, MentionRole.ASSOCIATION)
        if "律师" in name and draft.kind == OrganisationKind.TEAM:
            draft.party_id = Organisation.objects.filter(slug=LAWYERS).values_list("pk", flat=True).first()
        return draft

    def commit(self, batch: Batch) -> None:
        self._name_the_lawyers(batch)
        said = [tie for state in batch.states for tie in (*facts_of_person(batch, state), *self._tie(batch, state))]
        state_ties(batch, said)

    def _name_the_lawyers(self, batch: Batch) -> None:
        name = batch.facts.sender or batch.facts.subject
        body = next((state.party(MentionRole.ASSOCIATION) for state in batch.states), None)
        if body and "律师" in name and not Organisation.objects.filter(slug=LAWYERS).exists():
            Organisation.objects.filter(pk=body, kind=OrganisationKind.TEAM).update(slug=LAWYERS)

    def _tie(self, batch: Batch, state: RowState) -> list[SaidTie]:
        values = state.row.values
        body = state.party(MentionRole.ASSOCIATION) or batch.imported.sender_id
        if body is None:
            return []
        word = str(values.get("kind") or "")
        kind = TIE_WORDS.get(word) if word else self._kind(batch, body)
        if kind not in FROM_LISTS:
            state.raise_to(Effect.DOUBTFUL, listed.not_from_lists(), "kind")
            return []
        role = str(values.get("position") or "")
        if kind == TieKind.LIAISON:
            role = AB_ROLES.get(str(values.get("ab_role") or "A角"), LiaisonRole.MAIN)
        start, end = first_day(values.get("start")), first_day(values.get("end"))
        return [SaidTie(state, kind, person_id=state.party(), organisation_id=body, role=role, start=start, end=end)]

    def _kind(self, batch: Batch, body: int) -> TieKind:
        """What a roster without a column of kinds lists: liaison officers, members of a team, or members."""
        words = " ".join((*batch.headings, batch.facts.subject, batch.imported.file_name))
        if "联络员" in words or "A/B角" in batch.headings:
            return TieKind.LIAISON
        return TieKind.TEAM if _kinds(batch).get(body) == OrganisationKind.TEAM else TieKind.MEMBERSHIP

    def choices(self) -> Mapping[str, Sequence[str]]:
        return {"kind": [word for word, kind in TIE_WORDS.items() if kind in FROM_LISTS]}

    def export(
        self, actor: Actor, ids: Iterable[int] | None = None, *, on: dt.date | None = None
    ) -> Iterator[Mapping[str, object]]:
        return listed.ties(actor, ids, {kind: word for word, kind in TIE_WORDS.items()}, on=on)


def districts() -> list[str]:
    """The districts of today, as lists call them."""
    return [unit.name for unit in units_on(today())]


_BY_NAME_ENDING = (
    (re.compile("律师事务所(?:[（(].*[）)])?$"), frozenset({"law_firm"})),
    (re.compile("基金会$"), frozenset({"foundation"})),
    (re.compile("(?:协会|学会|联谊会|促进会)$"), frozenset({"association", "mass_organisation"})),
    (re.compile("公司$"), frozenset({"firm"})),
)


def odd_authority(code: object, name: str) -> str:
    """Why a credit code and a name do not go together: the first two digits say who registered the body (DOMAIN §3). A hint
    only, because bodies change.
    """
    hint = code.hint if isinstance(code, CreditCode) else ""
    if hint and any(ending.search(name) and hint not in kinds for ending, kinds in _BY_NAME_ENDING):
        return _("This credit code is of another kind of body than its name says. Compare it with the certificate.")
    return ""


def _only_code(row: Row) -> Mapping[str, object]:
    """Of a roster's row only the code is the body's: phones are the officer's."""
    return {key: row.values[key] for key in ("credit_code",) if key in row.values}


for _committer in (People(), Organisations(), Ties()):
    record_types.add(_committer.shape.key, _committer.shape)
    committers.add(_committer.shape.key, _committer)
