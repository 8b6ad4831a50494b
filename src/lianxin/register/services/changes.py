"""What the rows of a preview would do, in words: who is new, which values change from what to what, which ties are made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _

from lianxin.core.pieces import chunks
from lianxin.register.enums import TieKind
from lianxin.register.models import Organisation, Person, Tie, Touch
from lianxin.register.queries.statements import BODY_FIELDS, PERSON_FIELDS, Statement
from lianxin.register.records import Batch, Change, Draft, Effect, RowState
from lianxin.register.services.intake import values_of
from lianxin.register.services.veil import PARTIES, Veil

Before = Mapping[type[Person] | type[Organisation], Mapping[int, tuple[object, ...]]]


def tell_changes(batches: Sequence[Batch], before: Before, veil: Veil | None) -> None:
    """Set the `changes` of every new and changed row. `before` are the values that parties had before the file; who does
    not see everybody is told by comparison with what they know (`veil`), as the effects are.
    """
    teller = _Teller(batches, before, veil)
    for batch in batches:
        for state in batch.states:
            if state.effect in {Effect.NEW, Effect.CHANGE}:
                state.changes = list(dict.fromkeys(teller.changes(state)))


class _Teller:
    def __init__(self, batches: Sequence[Batch], before: Before, veil: Veil | None) -> None:
        self.before, self.veil = before, veil
        self.touches: dict[int, list[tuple[str, int, str, dict[str, Any]]]] = {}
        ties: set[int] = set()
        for batch in batches:
            for state, model, pk, did, change in batch.touches:
                self.touches.setdefault(id(state), []).append((model, pk, did, change))
                if model == Tie._meta.label:
                    ties.add(pk)
        # Plain values: a long list makes tens of thousands of ties.
        fields = ("pk", "kind", "role", "organisation__name", "place__name")
        self.ties = {row[0]: row[1:] for some in chunks(sorted(ties)) for row in Tie.objects.filter(pk__in=some).values_list(*fields)}
        drafts = [draft for batch in batches for state in batch.states for draft in state.drafts if not draft.is_new]
        self.after = {
            model: values_of(model, {d.party_id for d in drafts if d.party_id and d.is_organisation == (model is Organisation)})
            for model in (Person, Organisation)
        }

    def changes(self, state: RowState) -> Iterator[Change]:
        subject = state.draft()
        if subject is None or subject.party_id is None:
            return
        known = self._known(subject)
        if subject.is_new or (known is not None and subject.party_id not in known.seen):
            yield Change(_("a new organisation") if subject.is_organisation else _("a new person"))
            return
        veiled = known is not None and subject.party_id not in known.wide
        yield from self._values(subject, known.values(subject.party_id) if veiled and known is not None else None)
        for model, pk, did, change in self.touches.get(id(state), ()):
            if model == Tie._meta.label:
                yield from self._tie(pk, did, change, veiled=veiled)
            elif (not veiled or model not in PARTIES) and did == Touch.Did.CHANGED:
                yield from _columns(apps.get_model(model), change)

    def _known(self, subject: Draft) -> Any:
        if self.veil is None:
            return None
        return self.veil.bodies if subject.is_organisation else self.veil.people

    def _values(self, subject: Draft, told: Mapping[str, str] | None) -> Iterator[Change]:
        """Values that the row changes: of the party itself, or of what its sender knows (`told`)."""
        model = Organisation if subject.is_organisation else Person
        fields = BODY_FIELDS if subject.is_organisation else PERSON_FIELDS
        pk = subject.party_id or 0
        says = Statement(0, subject.values, dt.date.min).says
        was = dict(zip(fields, self.before[model].get(pk, ()), strict=False)) if told is None else told
        now = dict(zip(fields, self.after[model].get(pk, ()), strict=False)) if told is None else {f: says(f) for f in fields}
        for field in fields:
            if field != "document_kind" and says(field) and now.get(field, "") != was.get(field, "") and now.get(field):
                yield _change(model, field, was.get(field, ""), now[field])

    def _tie(self, pk: int, did: str, change: Mapping[str, Any], *, veiled: bool) -> Iterator[Change]:
        tie = self.ties.get(pk)
        if tie is None:
            return
        kind, role, body, place = tie
        word = str(TieKind(kind).label)
        is_new = pk not in self.veil.ties if veiled and self.veil else did == Touch.Did.CREATED
        if is_new:
            yield Change(_("new: {kind}").format(kind=word), becomes=f"{body or place or ''} {role}".strip())
        elif did == Touch.Did.CHANGED:
            yield from _columns(Tie, change, word)


def _columns(model: type[Model], change: Mapping[str, Any], of: str = "") -> Iterator[Change]:
    """The columns of a record that a row changes; a column that names another record is only named."""
    was, now = change.get("was") or {}, change.get("is") or {}
    for column, value in now.items():
        found = _change(model, column, was.get(column), value)
        yield found._replace(label=f"{of} {found.label}".strip())


def _change(model: type[Model], column: str, was: object, becomes: object) -> Change:
    field = model._meta.get_field(column.removesuffix("_id") if column.endswith("_id") else column)
    label = str(getattr(field, "verbose_name", column))
    if isinstance(field, ForeignKey):
        return Change(label, column)
    words = {str(key): str(word) for key, word in getattr(field, "flatchoices", ())}
    told = ["" if value in (None, "") else words.get(str(value), str(value)) for value in (was, becomes)]
    return Change(label, column, *told)
