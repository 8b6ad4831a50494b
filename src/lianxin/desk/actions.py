"""What can be done with a person or an organisation: areas of the desk add to the menu of a party's page.

actions.add(join_actions)      # join_actions(party, actor, may) -> list[Action]; `may` are verbs on the party
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianxin.access.actors import Actor
from lianxin.register.models import Organisation, Person

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Party = Person | Organisation


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the menu: a link to the page on which it is done."""

    label: _StrOrPromise
    href: str
    icon: str = ""


Source = Callable[[Party, Actor, AbstractSet[str]], Iterable[Action]]
_sources: list[Source] = []


def add(source: Source) -> None:
    """Add what a source offers for a party to its menu; what the page has asked of the rules it need not ask again."""
    if source not in _sources:
        _sources.append(source)


def actions_for(party: Party, actor: Actor, may: AbstractSet[str]) -> list[Action]:
    """The menu of a party's page for one reader, who may do these verbs on it; `edit` is always among those asked."""
    return [action for source in _sources for action in source(party, actor, may)]
