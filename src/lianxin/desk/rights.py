"""Which of several verbs an actor may do on some rows: one statement, and none where a rule is for every row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, IntegerField, Model, QuerySet, Value

from lianxin.access.actors import Actor
from lianxin.access.rules import rules_for, visible

Asked = tuple[type[Model], Iterable[int], Iterable[str]]
Found = dict[str, set[int]]


def verbs_on(model: type[Model], ids: Iterable[int], actor: Actor, verbs: Iterable[str]) -> Found:
    """By verb, those of a few rows on which the actor may do it."""
    return rights_on(actor, (model, ids, verbs))[0]


def rights_on(actor: Actor, *asked: Asked) -> list[Found]:
    """`verbs_on` of several models at once: still one statement."""
    found: list[Found] = []
    parts: list[QuerySet[Any, Any]] = []
    for number, (model, ids, verbs) in enumerate(asked):
        known = set(ids)
        found.append(defaultdict(set))
        for verb in verbs:
            rules = rules_for(actor, verb, model)
            if any(rule.but is None and rule.which(actor) is None for rule in rules):
                found[number][verb] = set(known)
            elif rules and known:
                few = model._default_manager.filter(pk__in=known).order_by()
                named = visible(few, actor, verb, few=True).annotate(
                    of=Value(number, output_field=IntegerField()), verb=Value(verb, output_field=CharField())
                )
                parts.append(named.values_list("of", "verb", "pk"))
    if parts:
        for number, verb, pk in parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]:
            found[number][verb].add(pk)
    return found
