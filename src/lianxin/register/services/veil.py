"""What a preview may tell: new, same, change, doubtful as far as the sender could know it, never by comparison with what
other lists say.

Matching works on the whole register, so the plain effects of rows would answer whether somebody is in it, and whether a
guessed phone, birthday or employer is right. For whoever may not see a person with all values the effects are told anew:
somebody whom they cannot see is new to them, and what their own lists have not said before is a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lianxin.access.actors import Actor, same_person
from lianxin.access.roles import Role
from lianxin.access.rules import rules_for, visible
from lianxin.register.models import Organisation, Person, Tie, Touch
from lianxin.register.queries.statements import BODY_FIELDS, PERSON_FIELDS, Statement, choose
from lianxin.register.queries.values import body_statements_for, statements_for
from lianxin.register.records import Batch, Draft, Effect, RowState
from lianxin.register.services.matching import facts_of

PARTIES = (Person._meta.label, Organisation._meta.label)


def sees_everybody(actor: Actor) -> bool:
    """No rule narrows the people whom the actor may see: nothing is hidden from them here."""
    return any(rule.role != Role.LIAISON and rule.which(actor) is None for rule in rules_for(actor, "view", Person))


class Veil:
    """What the sender knows of the parties that a file mentions, noted before anything of the file is kept."""

    def __init__(self, batches: Sequence[Batch], apart: dict[int, set[int]], by: Actor) -> None:
        self.by = by
        self.states = [state for batch in batches for state in batch.states]
        self.stated: dict[int, list[int]] = {id(state): [] for state in self.states}
        self.written: dict[int, list[str]] = {id(state): [] for state in self.states}
        self.apart = apart
        drafts = [draft for state in self.states for draft in state.drafts]
        people = {draft.party_id for draft in drafts if draft.party_id and not draft.is_organisation}
        bodies = {draft.party_id for draft in drafts if draft.party_id and draft.is_organisation}
        self.people = _Known(Person, people.union(*apart.values()), by)
        self.bodies = _Known(Organisation, bodies, by)
        self.ties: set[int] = set()
        for column, ids in (("person_id__in", people), ("member_id__in", bodies)):
            seen = visible(Tie.objects.filter(**{column: ids}), by, few=True)
            self.ties.update(seen.values_list("pk", flat=True))

    def tell(self, batches: Sequence[Batch], doubt: str) -> None:
        """Put what may be told in the place of the effects and reasons. `doubt` is the reason of a contradiction."""
        for batch in batches:
            for state, model, pk, did, _change in batch.touches:
                if model == Tie._meta.label:
                    self.stated[id(state)].append(pk)
                elif model not in PARTIES:
                    self.written[id(state)].append(str(did))
        for state in self.states:
            self._tell(state, doubt)

    def _tell(self, state: RowState, doubt: str) -> None:
        subject = state.draft()
        if subject is None or subject.party_id is None:
            return
        known = self.bodies if subject.is_organisation else self.people
        if doubt in state.reasons and not self._knows_of_doubt(subject):
            state.reasons.remove(doubt)
            state.doubts = {column: reason for column, reason in state.doubts.items() if reason != doubt}
        if state.reasons and state.effect == Effect.DOUBTFUL:
            return
        if subject.party_id in known.wide:
            return
        state.effect = self._effect(state, subject, self._taken_for(subject, known), known)

    def _taken_for(self, draft: Draft, known: _Known) -> int:
        """Who the row would be to the sender: the party found, or one held apart by something that only others said."""
        facts = facts_of(draft.values)
        for pk in sorted(self.apart.get(id(draft), set()) & (known.seen - known.wide)):
            if not facts_of(known.values(pk)).contradicts(facts):
                return pk
        return draft.party_id or 0

    def _effect(self, state: RowState, subject: Draft, party: int, known: _Known) -> Effect:
        # Gatherings, attendances and matters are written under the sender's own rights: what became of them may be told.
        written = self.written[id(state)]
        if party not in known.seen or Touch.Did.CREATED in written:
            return Effect.NEW
        before = known.values(party)
        says = Statement(0, subject.values, self.by.on).says
        says_more = any(says(field) not in {"", before[field]} for field in before)
        new_ties = any(pk not in self.ties for pk in self.stated[id(state)])
        return Effect.CHANGE if says_more or new_ties or Touch.Did.CHANGED in written else Effect.SAME

    def _knows_of_doubt(self, draft: Draft) -> bool:
        """The contradiction stands within the file, or between the file and what the sender's own lists said."""
        others = self.apart.get(id(draft), set())
        if not others:
            return True
        facts = facts_of(draft.values)
        return all(pk in self.people.wide for pk in others) or any(
            facts_of(values).contradicts(facts) for pk in others if (values := self.people.values(pk))["name"]
        )


class _Known:
    """Of some parties: whom the actor sees at all, whom with all values, and what their own lists said of the others."""

    def __init__(self, model: type[Person | Organisation], ids: Iterable[int], by: Actor) -> None:
        rows = model._default_manager.filter(pk__in=set(ids))
        hats = tuple(hat for hat in by.hats if hat.role not in {Role.LIAISON, Role.MEMBER})
        self.seen = set(visible(rows, by, few=True).values_list("pk", flat=True))
        self.wide = set(visible(rows, same_person(by, hats=hats), few=True).values_list("pk", flat=True)) if hats else set()
        self.fields = PERSON_FIELDS if model is Person else BODY_FIELDS
        told = statements_for if model is Person else body_statements_for
        self.said = told(self.seen - self.wide, by)

    def values(self, pk: int) -> dict[str, str]:
        return choose(self.said.get(pk, ()), self.fields)
