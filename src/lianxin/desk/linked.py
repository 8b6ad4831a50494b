"""Records of other apps that a record was linked to, as lines for a "linked records" section of its page."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.desk import records
from lianxin.flows.models import Link


def linked_lines(subject: Model, links: Iterable[Link], actor: Actor) -> list[records.Line]:
    """One line per linked record that the actor may see, in the order of the links; one statement per model."""
    own = (subject._meta.label, subject.pk)
    ends = [
        (link.to_model, link.to_id)
        if (link.from_model, link.from_id) == own
        else (link.from_model, link.from_id)
        for link in links
    ]
    found: dict[tuple[str, int], records.Line] = {}
    for label in dict.fromkeys(label for label, _pk in ends):
        model = apps.get_model(label)
        if not actor.may_any("view", model):
            continue
        rows = visible(model._default_manager.filter(pk__in=[pk for of, pk in ends if of == label]), actor)
        for line in records.lines(rows, actor):
            found[(label, line.pk or 0)] = line
    return [found[end] for end in ends if end in found]
