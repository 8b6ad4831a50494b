"""docs/permissions.md is what `lianxin rules` prints, whoever asks in whatever language."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.utils.translation import override

from lianxin.access.matrix import describe, permission_map
from lianxin.access.roles import Role
from lianxin.access.rules import all_rules

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
CASE_CONTENT = {"read_content", "read_parties"}


def test_the_page_is_what_the_command_prints():
    printed = io.StringIO()
    call_command("rules", stdout=printed)
    assert PAGE.read_text(encoding="utf-8") == printed.getvalue(), "run: lianxin rules > docs/permissions.md"


def test_the_map_does_not_depend_on_the_language():
    with override("en"):
        english = permission_map()
    with override("zh-hans"):
        assert permission_map() == english


def test_every_rule_reads_as_a_sentence():
    assert [rule.which.__name__ for rule in all_rules() if not rule.which.__doc__] == []
    assert [describe(rule) for rule in all_rules() if not describe(rule)[:1].isupper()] == []


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDITOR, Role.ANYONE])
def test_those_who_keep_the_house_read_no_case(role):
    verbs = {rule.verb for rule in all_rules() if rule.role == role and rule.model is apps.get_model("matters", "Matter")}
    assert verbs & CASE_CONTENT == set()


def test_the_system_administrator_sees_no_people():
    seen = {rule.model._meta.label for rule in all_rules() if rule.role == Role.SYSTEM_ADMIN}
    assert {name for name in seen if name.startswith(("register.Person", "register.Tie", "register.Mention", "matters."))} == set()


def test_no_rank_opens_every_case():
    """Content is a compartment: no role but Lianxin itself reads all of it by `every_one`."""
    for rule in all_rules():
        if rule.verb in CASE_CONTENT and rule.role != Role.SERVICE:
            assert rule.which.__name__ != "every_one", rule.role
