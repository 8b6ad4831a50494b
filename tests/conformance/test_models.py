"""One walk over all models: labelled, allowed, reached by merge and subject export, ruled, without hidden effects."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from django.apps import apps
from django.core import checks
from django.db import models
from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_init,
    post_save,
    pre_delete,
    pre_init,
    pre_save,
)
from django.test.utils import isolate_apps

from lianxin import core
from lianxin.access.roles import Role
from lianxin.access.rules import GuardedQuerySet, all_rules
from lianxin.core.checks import check_fields, refused_fields
from lianxin.core.labels import DataClass, label_of, unlabelled
from lianxin.core.sealed import SealedJSONField, SealedTextField
from lianxin.register.models import Organisation, Person
from lianxin.register.reach import party_references

SOURCE = Path(core.__file__).resolve().parent.parent
OURS = [model for model in apps.get_models() if model.__module__.startswith("lianxin.")]
EACH = pytest.mark.parametrize("model", OURS, ids=[model._meta.label for model in OURS])
PARTIES = {Person, Organisation}
NUMBERS = {
    # ids that name a record together with the label beside them, and runs of entries
    "flows.Step.object_id", "flows.Link.from_id", "flows.Link.to_id", "journal.Entry.object_id", "notices.Notice.object_id",
    "register.Touch.object_id", "figures.FrozenFigure.owner_id", "figures.FrozenFigure.last_entry", "journal.Block.first_entry", "journal.Block.last_entry",
    # money in fen
    "matters.Payment.fen",
    # parts of a rate
    "figures.FrozenFigure.numerator", "figures.FrozenFigure.denominator",
    # the highest id of a table
    "figures.DayPattern.highest",
}  # fmt: skip
"""Big integers that name nobody. Any other big integer is an id of a party and is declared in `register.reach`."""
INNER = {
    "accounts.FirstRun", "accounts.ListColumns", "figures.DayPattern", "figures.FrozenFigure", "figures.FrozenList", "figures.FrozenSlice",
    "figures.MeasureVersion", "figures.NamedSelection", "flows.Link", "flows.Step", "gatherings.Attendance",
    "notices.Notice", "reference.CalendarDay", "reference.CalendarYear", "reference.DatedRule", "reference.Stamp", "register.Mention",
    "register.PartyKey", "register.SearchTerm", "register.Stop", "register.StratumHolding", "register.TieChange", "register.Touch",
    "reports.DutyReminder", "reports.OpenRemark", "reports.RevisionFile", "reports.SigningRequest",
}  # fmt: skip
"""Tables that are read only through the record they belong to; they have no page, no list and no rule of their own."""
PUBLIC = {"ballots.Ballot", "bulletins.Bulletin", "gatherings.Gathering", "programmes.Programme", "reference.Place", "reports.ReportText",
    "reports.Revision",
}  # fmt: skip
"""Models of which a visitor may see something. Whoever opens another one says so here."""


def test_every_field_is_labelled_and_none_is_refused():
    assert unlabelled(OURS) == []
    assert refused_fields(OURS) == []


@pytest.mark.parametrize("name", ["attitude", "political_attitude", "belief", "loyalty_score", "ideology", "ethnicity", "latitude"])
def test_a_field_named_like_a_trait_stops_the_start(name, monkeypatch):
    """The system check that every command runs first is the one that refuses."""
    with isolate_apps("lianxin.register"):
        body = {"__module__": "lianxin.register.models", name: models.CharField(max_length=9)}
        trial = type("Trial", (models.Model,), {**body, "Meta": type("Meta", (), {"app_label": "register"})})
    monkeypatch.setattr(apps, "get_models", lambda **_options: [trial])
    found = {(error.id, error.msg.split()[0]) for error in check_fields(None)}
    assert found == {("lianxin.E001", f"register.Trial.{name}"), ("lianxin.E002", f"register.Trial.{name}")}
    assert all(error.level >= checks.ERROR for error in check_fields(None))


def test_a_person_has_no_number():
    numeric = (models.IntegerField, models.FloatField, models.DecimalField, models.DurationField)
    numbers = [field.name for field in Person._meta.local_fields if isinstance(field, numeric) and not field.is_relation]
    assert [name for name in numbers if name != "id"] == []


@EACH
def test_whatever_names_a_party_is_reached(model):
    """Merge, erasure and the export of a person go by `party_references`: no table may stand outside."""
    known = {reference.name for party in PARTIES for reference in party_references(party)}
    missing = []
    for field in model._meta.local_fields:
        name = f"{model._meta.label}.{field.attname}"
        points = field.is_relation and field.related_model in PARTIES
        bare = isinstance(field, (models.BigIntegerField, models.PositiveBigIntegerField)) and not field.is_relation
        bare = bare and not field.primary_key and name not in NUMBERS
        if (points or bare) and name not in known:
            missing.append(name)
    for field in model._meta.local_many_to_many:
        if field.related_model in PARTIES:
            through = f"{field.remote_field.through._meta.label}.{field.m2m_reverse_name()}"
            if through not in known:
                missing.append(through)
    assert missing == []


@EACH
def test_what_is_sensitive_is_sealed(model):
    """Free text and JSON of a sensitive class never lie open in the database."""
    open_text = (models.TextField, models.JSONField)
    sealed = (SealedTextField, SealedJSONField)
    bad = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, open_text)
        and not isinstance(field, sealed)
        and (tag := label_of(field)) is not None
        and tag.data_class == DataClass.SENSITIVE
        and f"{model._meta.label}.{field.name}" != "flows.Step.data"  # codes, dates and numbers of a move
    ]
    assert bad == []


@EACH
def test_whoever_sees_rows_sees_them_by_a_rule(model):
    ruled = {rule.model for rule in all_rules() if rule.verb == "view"}
    if model._meta.label in INNER:
        assert model not in ruled, "it has a rule now: take it from INNER"
        return
    assert model in ruled, "no rule says who may view it"
    if not model._meta.label.startswith(("reference.", "journal.", "accounts.")):
        assert isinstance(model._default_manager.all(), GuardedQuerySet)


def test_strangers_see_what_is_public_and_no_more():
    opened = {rule.model._meta.label for rule in all_rules() if rule.role == Role.ANYONE}
    assert opened <= PUBLIC
    assert {rule.verb for rule in all_rules() if rule.role == Role.ANYONE} <= {"view"}


def test_no_kind_is_a_table():
    """One table per family: inheriting a concrete model would make a kind a migration (DESIGN §4)."""
    assert [model._meta.label for model in OURS if any(parent in OURS for parent in model._meta.parents)] == []


def test_saving_has_no_side_effects():
    bad = [model._meta.label for model in OURS if {"save", "delete"} & set(vars(model))]
    assert bad == []
    signals = (pre_init, post_init, pre_save, post_save, pre_delete, post_delete, m2m_changed)
    ours = [
        receiver
        for signal in signals
        for _key, receiver, *_rest in signal.receivers
        if (target := receiver() if hasattr(receiver, "__self__") or not inspect.isfunction(receiver) else receiver) is not None
        and getattr(target, "__module__", "").startswith("lianxin.")
    ]
    assert ours == []


def test_no_module_is_a_drawer():
    """`util`, `helpers` and `common` say nothing of what is inside."""
    drawers = {"util", "utils", "helper", "helpers", "common", "misc"}
    assert [path for path in SOURCE.rglob("*.py") if path.stem in drawers or path.parent.name in drawers] == []


def test_views_write_nothing():
    """Pages, API, commands and forms call verbs; they never write rows themselves (STYLE 1)."""
    writes = {"create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save", "delete"}
    found = []
    for folder in ("desk", "portal", "api"):
        for path in sorted((SOURCE / folder).rglob("*.py")):
            calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
            found += [
                f"{path.relative_to(SOURCE)}:{node.lineno} .{node.func.attr}()"
                for node in calls
                if isinstance(node.func, ast.Attribute) and node.func.attr in writes
            ]
    assert found == []
