"""Which of several verbs an actor may do on some rows: one statement, and none where a rule is for every row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Model, QuerySet, Value

from lianxin.access.actors import Actor
from lianxin.access.rules import rules_for, visible


def verbs_on(
    model: type[Model], ids: Iterable[int], actor: Actor, verbs: Iterable[str]
) -> dict[str, set[int]]:
    """By verb, those of a few rows on which the actor may do it."""
    known = set(ids)
    found: dict[str, set[int]] = defaultdict(set)
    parts: list[QuerySet[Any, Any]] = []
    for verb in verbs:
        rules = rules_for(actor, verb, model)
        if any(rule.but is None and rule.which(actor) is None for rule in rules):
            found[verb] = set(known)
        elif rules and known:
            allowed = visible(model._default_manager.filter(pk__in=known).order_by(), actor, verb, few=True)
            named = allowed.annotate(verb=Value(verb, output_field=CharField()))
            parts.append(named.values_list("verb", "pk"))
    if parts:
        for verb, pk in parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]:
            found[verb].add(pk)
    return found
