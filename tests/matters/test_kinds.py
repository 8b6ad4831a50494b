"""Every kind keeps what all kinds promise: one test over the registry."""

import pytest

from lianxin.access.roles import Role
from lianxin.access.rules import all_rules
from lianxin.flows.flow import CLOSED_PHASES, NeedKind, Phase
from lianxin.matters.enums import MatterRole, Result, Turn
from lianxin.matters.kind import matter_kinds
from lianxin.matters.models import Matter
from lianxin.reference.dated import DECLARED

KINDS = list(matter_kinds)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
class TestEveryKind:
    def test_begins_open_or_as_a_draft_and_can_end(self, kind) -> None:
        assert kind.flow.start.phase in {Phase.OPEN, Phase.DRAFT}
        assert kind.flow.in_phase(Phase.DONE)
        assert kind.flow.in_phase(Phase.WITHDRAWN)

    def test_every_stage_can_be_reached(self, kind) -> None:
        reached = {kind.flow.start.code}
        while True:
            more = {move.target for move in kind.flow.moves if reached & set(move.sources)} - reached
            if not more:
                break
            reached |= more
        assert reached == {stage.code for stage in kind.flow.stages}

    def test_every_open_stage_has_a_way_on(self, kind) -> None:
        for stage in kind.flow.stages:
            if stage.phase not in CLOSED_PHASES:
                assert kind.flow.moves_from(stage.code), stage.code

    def test_verbs_are_known_to_the_rules(self, kind) -> None:
        known = {rule.verb for rule in all_rules() if rule.model is Matter}
        assert {move.verb for move in kind.flow.moves} <= known

    def test_has_a_record_path_to_a_closed_stage(self, kind) -> None:
        move = kind.flow.move("record")
        assert move.sources == (kind.flow.start.code,)
        assert kind.flow.stage(move.target).phase == Phase.DONE
        assert kind.recorded_result in Result.values

    def test_turns_roles_and_deadlines_are_declared(self, kind) -> None:
        assert {move.turn for move in kind.flow.moves} | {kind.first_turn} <= set(Turn.values)
        assert kind.raiser_role in MatterRole.values
        assert kind.flow.days in DECLARED
        assert all(key in DECLARED for key in kind.category_days.values())

    def test_nothing_given_is_a_trait_or_a_score_of_a_person(self, kind) -> None:
        texts = [need.key for move in kind.flow.moves for need in move.needs if need.kind == NeedKind.TEXT]
        assert not set(texts) & {"attitude", "opinion_of", "belief", "rank", "score"}


def test_prefixes_of_running_numbers_are_distinct() -> None:
    assert len({kind.prefix for kind in KINDS}) == len(KINDS) == 16


def test_ledger_words_name_one_kind_each() -> None:
    words = [word for kind in KINDS for word in kind.words]
    assert len(set(words)) == len(words)
    by_word = {word: kind.key for kind in KINDS for word in kind.words}
    assert [by_word[word] for word in ("诉求反馈", "矛盾调解", "权益保障", "法律咨询", "心理咨询")] == [
        "feedback", "mediation", "rights_advice", "legal_aid", "counselling",
    ]  # fmt: skip


def test_only_the_dpo_is_addressed_besides_desks() -> None:
    assert {kind.addressed_to for kind in KINDS} == {None, Role.DPO}
