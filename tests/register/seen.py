"""What can be seen of the register from outside: the exports of every type, and what each role of the cast may know."""

from __future__ import annotations

from typing import Any

from tests.cast import ROLES, Cast

from lianxin.access.actors import service
from lianxin.access.rules import all_rules, visible
from lianxin.register.models import Organisation, Person
from lianxin.register.queries.listed import sources
from lianxin.register.queries.values import body_values, shown_values
from lianxin.register.records import committers
from lianxin.register.services.exports import written

LOGS = {"journal.Entry", "journal.Read", "register.Regrouping", "register.Import"}
"""Records of what was done: they say that something was undone, and stay."""


def exports() -> dict[str, Any]:
    """All types of lists as CSV, and which row is about whom."""
    by = service("test")
    lists = {name: written(name, committer.export(by), "csv") for name, committer in committers.items()}
    return lists | {"sources": sorted(sources())}


def seen_by(actor: Any) -> dict[str, Any]:
    """By model the rows that a reader may open, and the values that they may know of people and bodies."""
    ruled = {rule.model for rule in all_rules() if rule.verb == "view"}
    found: dict[str, Any] = {
        model._meta.label: sorted(visible(model._default_manager.all(), actor).values_list("pk", flat=True))
        for model in ruled
        if model._meta.label not in LOGS
    }
    people = Person.objects.filter(pk__in=found["register.Person"], merged_into=None)
    bodies = Organisation.objects.filter(pk__in=found["register.Organisation"], merged_into=None)
    found["values"] = {pk: dict(shown.values) for pk, shown in shown_values(people, actor).items()}
    found["bodies"] = body_values(bodies, actor)
    return found


def seen(cast: Cast) -> dict[str, Any]:
    return exports() | {role: seen_by(cast.actor(role)) for role in ROLES}


def difference(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What differs, in lines that a person can read."""
    lines = []
    for key, was in before.items():
        if after[key] == was:
            continue
        if isinstance(was, dict):
            lines += [
                f"{key} {part}: {was[part]} -> {after[key][part]}"
                for part in was
                if was[part] != after[key][part]
            ]
        else:
            lines.append(f"{key}: {was!r} -> {after[key]!r}")
    return [line[:600] for line in lines]
