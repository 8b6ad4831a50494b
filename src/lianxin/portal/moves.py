"""Moves of a matter that are made on the phone: by the one concerned (rate, take back, consent) and by the handler."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Need, NeedKind
from lianxin.flows.services.moves import offers

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.flows.flow import Move
    from lianxin.flows.models import Flowing

OWN_VERBS = frozenset({"act_as_raiser", "consent", "handle"})
"""Moves of the one concerned and of the handler: a volunteer lawyer has a phone and no desk."""
ON_A_PHONE = frozenset({NeedKind.TEXT, NeedKind.CHOICE, NeedKind.DATE, NeedKind.NUMBER, NeedKind.YES})
"""Needs that can be given on a phone; parties and documents are looked up at the desk."""


class OwnMoveForm(forms.Form):
    """What one move needs. `given` is ready for `move_matter`."""

    def __init__(self, data: Any = None, *, move: Move) -> None:
        super().__init__(data, auto_id=f"id_{move.code}_%s")
        self.move = move
        for need in move.needs:
            self.fields[need.key] = _field(need)

    @property
    def given(self) -> dict[str, Any]:
        return {need.key: self.cleaned_data[need.key] for need in self.move.needs}


def own_moves(subject: Flowing, actor: Actor) -> list[OwnMoveForm]:
    """One empty form for every move of their own that the person may make now."""
    return [OwnMoveForm(move=offer.move) for offer in offers(subject, actor) if is_own(offer.move)]


def is_own(move: Move) -> bool:
    return move.verb in OWN_VERBS and all(need.kind in ON_A_PHONE or not need.required for need in move.needs)


def _field(need: Need) -> forms.Field:
    common: dict[str, Any] = {"label": need.label, "required": need.required}
    if need.kind == NeedKind.CHOICE:
        return forms.ChoiceField(choices=need.choices, widget=forms.RadioSelect, **common)
    if need.kind == NeedKind.DATE:
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common)
    if need.kind == NeedKind.NUMBER:
        return forms.IntegerField(min_value=0, **common)
    if need.kind == NeedKind.YES:
        return forms.BooleanField(**common)
    if need.kind == NeedKind.TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **common)
    return forms.CharField(disabled=True, help_text=_("Given at the desk."), **common)
