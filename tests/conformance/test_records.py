"""The same walk over rows: what names a person is in what they may take along, and closed to whoever it does not concern."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.utils.translation import override
from tests.cast import STRANGER, VISITOR
from tests.conformance.test_models import PUBLIC
from tests.factories.records import one_of_each

from lianxin.access.roles import Role
from lianxin.access.rules import all_rules, visible
from lianxin.register.models import Mention, Person, SourceRow
from lianxin.register.reach import describers, party_references, subject_rows

OWN = {VISITOR: set(), STRANGER: {"register.SourceRow"}}
"""What everybody sees of their own: the row by which they were entered. It mentions nobody else."""


@pytest.fixture
def town(cast):
    one_of_each(cast)
    return cast


def test_whatever_names_the_member_is_in_their_export(town):
    """DESIGN §2.5: every record that names a person is shown to them, in words and not as a row number."""
    with override("zh-hans"):
        rows = list(subject_rows(town.member))
    shown = {row.reference.name for row in rows}
    named = {reference.name for reference in party_references(Person) if reference.rows(town.member.pk).exists()}
    assert named <= shown
    assert [row.line for row in rows if not any("\u4e00" <= sign <= "\u9fff" for sign in row.line)] == []


def test_every_model_that_names_a_person_says_how_it_reads():
    missing = {ref.model._meta.label for ref in party_references(Person)} - set(describers.keys())
    assert missing == set()


@pytest.mark.parametrize("role", [VISITOR, STRANGER])
def test_strangers_see_nothing_that_is_not_public(town, role):
    actor = town.actor(role)
    seen = {}
    for model in {rule.model for rule in all_rules() if rule.verb == "view"}:
        rows = visible(model._default_manager.all(), actor)
        if model is Person:
            rows = rows.exclude(pk=actor.person_id)
        if rows.exists():
            seen[model._meta.label] = rows.count()
    assert set(seen) - PUBLIC <= OWN[role], seen
    theirs = visible(SourceRow.objects.all(), actor)
    assert not Mention.objects.filter(row__in=theirs).exclude(person=actor.person_id).exists()


def test_no_public_row_names_a_person(town):
    """What a visitor sees of gatherings, votes and bulletins is what was published; participants are not."""
    closed = {rule.model._meta.label for rule in all_rules() if rule.role == Role.ANYONE} & {
        "gatherings.Participation", "ballots.RollEntry", "ballots.Vote", "matters.MatterParty", "register.Tie", "register.Person",
    }  # fmt: skip
    assert closed == set()


def test_the_journal_holds_no_name(town):
    """Entries hold ids and codes: erasing a person need not touch them."""
    from lianxin.journal.models import Entry

    names = [person.name for person in town.people.values()]
    text = json.dumps(list(Entry.objects.values_list("data", flat=True)), ensure_ascii=False)
    assert [name for name in names if name in text] == []


def test_open_columns_hold_no_sealed_text(town):
    """What was said in a matter is nowhere in the clear: no text or JSON column of any table holds it."""
    said = "想请工作站帮忙"
    found = []
    for model in apps.get_models():
        if not model.__module__.startswith("lianxin."):
            continue
        for field in model._meta.local_fields:
            if field.get_internal_type() in {"TextField", "CharField", "JSONField"} and not type(field).__name__.startswith("Sealed"):
                values = model._default_manager.values_list(field.attname, flat=True)
                found += [f"{model._meta.label}.{field.name}" for value in values if said in str(value)]
    assert found == []
