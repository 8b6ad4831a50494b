"""The walk through every field of every model that could hold a person's values, so that erasure forgets none.

Every text and JSON field is swept unless it stands in `HOLDS_NOBODY` with its reason, is a choice of codes, or belongs to
a table of Django's own in `FOREIGN`. A field of a class that is not known here is an error: whoever brings a new class of
field says how it is searched.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Field, Model, Q

from lianxin.core.labels import REFERENCE, label_of
from lianxin.core.sealed import SealedJSONField, SealedTextField, unseal
from lianxin.flows.models import Flowing, Step
from lianxin.reference.models import Place
from lianxin.register.models import Import, Organisation, Person, Touch
from lianxin.register.queries.traces import Traces
from lianxin.register.reach import party_references
from lianxin.register.services.terms import chunks

TEXTS = (models.CharField, models.TextField)
JSONS = (models.JSONField, SealedJSONField)
HARMLESS = (
    models.AutoField, models.IntegerField, models.BooleanField, models.DateField, models.TimeField, models.DecimalField, models.FloatField,
    models.DurationField, models.UUIDField, models.ForeignKey, models.SlugField, models.GenericIPAddressField,
)  # fmt: skip
"""Classes of fields that hold no words: numbers, days, keys, short names of ours."""

FOREIGN = frozenset({"auth", "contenttypes", "sessions", "account", "mfa"})
"""Tables of Django and allauth: rights and types name nobody; sessions and accounts are closed with the person's account."""

HOLDS_NOBODY = {
    "accounts.ApiToken.digest": "a digest",
    "accounts.FirstRun.digest": "a digest",
    "accounts.User.password": "a hash; the account of the person goes whole",
    "accounts.User.username": "a name for signing in; the account of the person goes whole",
    "accounts.User.first_name": "not used",
    "accounts.User.last_name": "not used",
    "accounts.User.email": "not used",
    "figures.DayPattern.definitions": "a digest",
    "figures.DayPattern.pattern": "months, units and values of filters that are not given",
    "figures.DayPattern.table": "a model",
    "figures.FrozenFigure.code": "a code",
    "figures.FrozenFigure.name": "the name of a measure",
    "figures.FrozenFigure.owner_model": "a model",
    "figures.FrozenFigure.text": "codes of a measure, a place and days",
    "figures.FrozenFigure.unit": "a code",
    "figures.FrozenList.columns": "names of columns",
    "figures.FrozenList.digest": "a digest",
    "figures.FrozenSlice.rows": "ids, amounts and keyed digests",
    "figures.MeasureVersion.fingerprint": "a digest",
    "figures.MeasureVersion.key": "the key of a measure",
    "figures.MeasureVersion.passport": "a definition in words",
    "figures.NamedSelection.code": "a code",
    "figures.NamedSelection.text": "codes of a measure, a place and days",
    "journal.Block.before": "a digest",
    "journal.Block.digest": "a digest",
    "journal.Entry.data": "ids, codes and digests, written by verbs",
    "journal.Entry.acting_as": "roles",
    "journal.Entry.verb": "a code",
    "journal.Entry.model": "a model",
    "journal.Entry.group": "a code",
    "journal.Read.acting_as": "roles",
    "flows.Step.model": "a model",
    "flows.Step.move": "a code",
    "flows.Step.acting_as": "roles",
    "notices.Notice.model": "a model",
    "notices.Notice.template": "a code",
    "notices.Notice.why": "a code",
    "register.Erasure.key": "a drawn number",
    "register.Import.file_digest": "a digest",
    "register.Mention.name_key": "the person's own are emptied; others' are their names",
    "register.Organisation.credit_code": "a public number of a body",
    "register.Organisation.name": "the public name of a body",
    "register.Organisation.name_key": "the public name of a body",
    "register.Organisation.short_name": "the public name of a body",
    "register.Organisation.sort_key": "the public name of a body",
    "register.PartyKey.digest": "a digest; the person's own go",
    "register.SearchTerm.name": "names that no mention bears any more go",
    "register.SearchTerm.term": "names that no mention bears any more go",
    "register.SourceRow.digest": "a digest",
    "register.SourceRow.type": "a code",
    "register.Stop.digest": "a digest",
    "register.Touch.model": "a model",
    "reports.Revision.built": "what was signed stays as it was printed: counts, names of bodies and documents, none of people",
    "reports.RevisionFile.content": "the same, as files",
    "reports.RevisionFile.form": "a code",
    "reports.RevisionFile.sha256": "a digest",
}
"""Fields that are not swept, by model and name, and why. The columns of a person are emptied; those of others are theirs."""


class UnknownFieldError(TypeError):
    """A field of a class of which nobody has said how it is searched."""


def swept_fields() -> Iterator[tuple[type[Model], Field[Any, Any]]]:
    """Every field of every model that may hold a person's values. Raises UnknownFieldError for a class not known here."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in FOREIGN or model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_fields:
            if is_swept(model, field):
                yield model, field


def is_swept(model: type[Model], field: Field[Any, Any]) -> bool:
    """Whether a field is searched for names and numbers."""
    if model is Person:
        return False
    if isinstance(field, (*JSONS, SealedTextField)):
        return f"{model._meta.label}.{field.name}" not in HOLDS_NOBODY
    if isinstance(field, HARMLESS):
        return False
    if isinstance(field, models.BinaryField) and f"{model._meta.label}.{field.name}" in HOLDS_NOBODY:
        return False
    if not isinstance(field, TEXTS):
        raise UnknownFieldError(
            f"{model._meta.label}.{field.name} is a {type(field).__name__}: say in sweeping.py how it is searched"
        )
    if field.choices or label_of(field) is REFERENCE:
        return False
    return f"{model._meta.label}.{field.name}" not in HOLDS_NOBODY


Linked = dict[type[Model], set[int]]


def linked_rows(ids: Iterable[int]) -> Linked:
    """The records that lead to a person: rows that name them, what these belong to, and the other parts and steps of that."""
    people = set(ids)
    found: Linked = defaultdict(set)
    for reference in party_references(Person):
        rows = reference.model._default_manager.filter(**{f"{reference.column}__in": people})
        found[reference.model].update(rows.values_list("pk", flat=True))
    wholes: Linked = defaultdict(set)
    for model, pks in list(found.items()):
        for field in model._meta.local_fields:
            if (
                isinstance(field, models.ForeignKey)
                and isinstance(field.related_model, type)
                and field.related_model not in {Person, Place}
            ):
                above = (
                    model._default_manager.filter(pk__in=pks)
                    .exclude(**{field.name: None})
                    .values_list(field.attname, flat=True)
                )
                wholes[field.related_model].update(above)
        wholes[model] |= pks
    for model, pks in wholes.items():
        found[model] |= pks
        if model in {Organisation, Person, Import}:
            continue
        for relation in model._meta.related_objects:
            child = relation.field.model
            rows = child._default_manager.filter(**{f"{relation.field.name}__in": pks})
            found[child].update(rows.values_list("pk", flat=True))
        for named in (Step, Touch):
            if issubclass(model, Flowing) or named is Touch:
                rows = named._default_manager.filter(model=model._meta.label, object_id__in=pks)
                found[named].update(rows.values_list("pk", flat=True))
    return found


def sweep(traces: Traces, linked: Linked) -> dict[str, int]:
    """Mark or empty what names the person in every swept field; gives how many rows changed, by field.

    It opens every sealed value of the installation: a minute for a million rows. The caller holds the transaction.
    """
    changed: dict[str, int] = {}
    for model, field in swept_fields():
        near = linked.get(model, set())
        altered = []
        for pk, value in _candidates(model, field, traces, near):
            after = traces.scrub_value(value, linked=pk in near)
            if after != value:
                altered.append((pk, after))
        for pk, after in altered:
            model._default_manager.filter(pk=pk).update(**{field.attname: after})
        if altered:
            changed[f"{model._meta.label}.{field.name}"] = len(altered)
    return changed | _sweep_sessions(traces)


def _candidates(
    model: type[Model], field: Field[Any, Any], traces: Traces, near: set[int]
) -> Iterator[tuple[int, Any]]:
    """Rows in which the field may name the person: all of sealed and structured ones, of short texts those that the database finds."""
    rows = model._default_manager.order_by()
    if isinstance(field, models.CharField) and traces.plain:
        holds = Q()
        for word in traces.plain:
            holds |= Q(**{f"{field.name}__icontains": word})
        found = dict(rows.filter(holds).values_list("pk", field.attname))
        for some in chunks(near):
            found |= dict(rows.filter(pk__in=some).values_list("pk", field.attname))
        yield from found.items()
        return
    yield from rows.values_list("pk", field.attname).iterator(chunk_size=2000)


def _opened(value: Any) -> Any:
    """A value of a session with its sealed words in clear."""
    if isinstance(value, dict):
        return {key: _opened(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_opened(one) for one in value]
    if not isinstance(value, str):
        return value
    try:
        return unseal(base64.b64decode(value, validate=True))
    except (ValueError, InvalidTag, IndexError):
        return value


def _sweep_sessions(traces: Traces) -> dict[str, int]:
    """Take words that name the person out of sessions: what somebody searched for, and forms half filled in."""
    count = 0
    for session in Session.objects.all():
        held = session.get_decoded()
        kept = {
            key: value for key, value in held.items() if traces.scrub_value(_opened(value)) == _opened(value)
        }
        if len(kept) < len(held):
            count += 1
            Session.objects.filter(pk=session.pk).update(session_data=Session.objects.encode(kept))
    return {"sessions.Session.session_data": count} if count else {}
