"""Every flow can be walked: from its first stage to every other, and from every open stage to an end."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override
from tests.conformance.families import FLOWS

from lianxin.access.roles import Role
from lianxin.access.rules import rules_of
from lianxin.flows.flow import CLOSED_PHASES, Clock, Flow, Move, NeedKind
from lianxin.reference.queries import rule

DAY = dt.date(2017, 7, 14)
BOTH = pytest.mark.parametrize("name", FLOWS)


def reached(flow: Flow, start: str) -> set[str]:
    """The stages that moves lead to from `start`, itself included."""
    found, new = {start}, [start]
    while new:
        targets = {move.target for move in flow.moves_from(new.pop())} - found
        found |= targets
        new += targets
    return found


def has_chinese(text: object) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in str(text))


def is_number(text: object) -> bool:
    """The hotline 12348 is called 12348 in every language."""
    return str(text).isdigit()


@BOTH
def test_every_stage_is_reached(name):
    flow = FLOWS[name].flow
    assert {stage.code for stage in flow.stages} - reached(flow, flow.start.code) == set()


@BOTH
def test_every_open_stage_leads_to_an_end(name):
    flow = FLOWS[name].flow
    closed = set(flow.in_phase(*CLOSED_PHASES))
    assert closed, "no stage closes a record"
    stuck = [stage.code for stage in flow.stages if not reached(flow, stage.code) & closed]
    assert stuck == []


@BOTH
def test_codes_are_told_apart(name):
    flow = FLOWS[name].flow
    assert len({stage.code for stage in flow.stages}) == len(flow.stages)
    for move in flow.moves:
        assert len({need.key for need in move.needs}) == len(move.needs), move.code


@BOTH
def test_every_verb_of_a_move_has_a_rule_for_a_person(name):
    """`rules_of` raises for a verb that no rule names; a verb of Lianxin's alone would be a button for nobody."""
    flowing = FLOWS[name]
    for verb in {move.verb for move in flowing.flow.moves}:
        assert {rule.role for rule in rules_of(verb, flowing.model)} - {Role.SERVICE}, verb


@BOTH
@pytest.mark.django_db
def test_the_clock_has_a_deadline_to_run_to(name):
    flow = FLOWS[name].flow
    running = [move.code for move in flow.moves if move.clock not in {Clock.KEEP, Clock.STOP}]
    if not flow.days:
        assert running == [], "a clock without a deadline"
        return
    assert int(rule(flow.days, DAY)) > 0
    assert flow.unit in {"workdays", "days", "months"}


@BOTH
def test_an_extension_says_until_when(name):
    for move in FLOWS[name].flow.moves:
        if move.clock == Clock.EXTEND:
            assert ("new_date", NeedKind.DATE) in {(need.key, need.kind) for need in move.needs}, move.code


@BOTH
def test_what_pauses_resumes(name):
    flow = FLOWS[name].flow
    for move in (move for move in flow.moves if move.clock == Clock.PAUSE):
        after = [other for other in flow.moves_from(move.target) if other.clock in {Clock.RESUME, Clock.START}]
        closed = flow.stage(move.target).phase in CLOSED_PHASES
        assert after or closed, f"{move.code} stops the clock for ever"


@BOTH
def test_names_are_chinese_in_chinese_and_english_in_english(name):
    flow = FLOWS[name].flow
    texts = [text for stage in flow.stages for text in (stage.name, stage.public_name) if text]
    texts += [text for move in flow.moves for text in words_of(move)]
    with override("zh-hans"):
        assert [str(text) for text in texts if not has_chinese(text) and not is_number(text)] == []
    with override("en"):
        assert [str(text) for text in texts if has_chinese(text)] == []


def words_of(move: Move) -> list[object]:
    """What a reader sees of a move: its button, and the labels and choices of what must be given."""
    needs = [need.label for need in move.needs]
    return [move.name, *needs, *(text for need in move.needs for _key, text in need.choices)]
