"""Opening, moving, recording, rating: what changes, what is told to whom, what is refused."""

import datetime as dt

import pytest
from tests.matters.conftest import TODAY, of, person

from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.flows.clocks import Light, light
from lianxin.flows.flow import Phase
from lianxin.flows.services.moves import steps_of
from lianxin.journal.models import Entry
from lianxin.matters.enums import MatterRole, Rating, Result
from lianxin.matters.models import Matter
from lianxin.matters.queries import days_left, own_matters, waiting_for
from lianxin.matters.services.agreed import Agreement
from lianxin.matters.services.matters import (
    add_party,
    end_party,
    open_matter,
    rate_matter,
    record_outcome,
    urge,
)
from lianxin.matters.services.moves import move_matter
from lianxin.matters.services.outcomes import record_adoption, record_score
from lianxin.notices.models import Notice


def feedback(city, **values) -> Matter:
    return open_matter(kind="feedback", raiser=of(city.member), desk=city.station, content="楼道灯坏了", by=city.lianxin, **values)


class TestOpening:
    def test_a_member_raises_their_own(self, city) -> None:
        matter = open_matter(kind="feedback", title="路灯", content="楼道灯坏了", raiser=of(city.member), by=city.member)
        assert (matter.stage, matter.turn, matter.desk) == ("registered", "desk", city.office)
        assert matter.number == "SQ2017-00001"
        assert "路灯" not in matter.title
        assert matter.content == "路灯\n楼道灯坏了"
        assert matter.entered_by is None
        assert list(own_matters(city.member.person_id)) == [matter]

    def test_a_member_cannot_raise_for_somebody_else(self, city) -> None:
        with pytest.raises(NotAllowed):
            open_matter(kind="feedback", raiser=of(city.stranger), desk=city.station, by=city.member)

    def test_a_station_worker_enters_for_somebody_and_says_why(self, city) -> None:
        matter = open_matter(
            kind="mediation", raiser=of(city.member), desk=city.station, entered_why="电话登记", by=city.worker
        )
        assert (matter.entered_by, matter.entered_why) == (city.worker.person_id, "电话登记")
        assert matter.place == city.zhongshan

    def test_another_station_cannot(self, city) -> None:
        with pytest.raises(NotAllowed):
            open_matter(kind="mediation", raiser=of(city.member), desk=city.station, by=city.elsewhere)

    def test_numbers_run_by_kind_and_year(self, city) -> None:
        numbers = [feedback(city, opened_on=day).number for day in (dt.date(2016, 5, 4), TODAY, TODAY)]
        assert numbers == ["SQ2016-00001", "SQ2017-00001", "SQ2017-00002"]

    def test_a_number_of_a_ledger_stands_once(self, city) -> None:
        feedback(city, number="中青-7")
        with pytest.raises(Conflict):
            feedback(city, number="中青-7")

    @pytest.mark.parametrize("values", [{"category": "gossip"}, {"details": {"belief": "x"}}, {"opened_on": dt.date(2017, 8, 1)}])
    def test_bad_input(self, city, values) -> None:
        with pytest.raises(BadInput):
            feedback(city, **values)

    def test_the_journal_holds_no_content(self, city) -> None:
        feedback(city)
        entry = Entry.objects.get(verb="open_matter")
        assert "灯" not in str(entry.data)


class TestTheChainOfFeedback:
    def test_from_registered_to_rated(self, city) -> None:
        matter = feedback(city, category="help", opened_on=dt.date(2017, 7, 10))
        day = dt.date(2017, 7, 10)
        move_matter(matter, "accept", by=city.worker, at=day)
        assert (matter.due_on, matter.original_due_on) == (dt.date(2017, 7, 13), dt.date(2017, 7, 13))
        move_matter(matter, "dispatch", by=city.worker, at=day, given={"lead": city.bureau})
        assert matter.turn == "unit"
        assert matter in waiting_for(city.clerk)
        for code in ("receive", "start"):
            move_matter(matter, code, by=city.clerk, at=day)
        move_matter(matter, "reply", by=city.clerk, at=dt.date(2017, 7, 12), given={"answer": "已修好"})
        move_matter(matter, "close", by=city.worker, at=dt.date(2017, 7, 13), given={"result": "solved"})
        assert (matter.phase, matter.result, matter.closed_on) == (Phase.DONE, Result.SOLVED, dt.date(2017, 7, 13))
        assert light(matter, TODAY) == Light.DONE_ON_TIME
        rate_matter(matter, Rating.SATISFIED, by=city.member)
        assert (matter.rating, matter.rated_on, matter.stage) == ("4", TODAY, "rated")
        with pytest.raises(Conflict):
            rate_matter(matter, Rating.VERY_SATISFIED, by=city.member)
        assert [step.move for step in steps_of(matter)] == ["accept", "dispatch", "receive", "start", "reply", "close", "rate"]

    def test_an_extension_moves_the_deadline_not_the_first_one(self, city) -> None:
        matter = feedback(city)
        move_matter(matter, "accept", by=city.worker)
        first = matter.due_on
        move_matter(matter, "dispatch", by=city.worker, given={"lead": city.bureau})
        for code in ("receive", "start"):
            move_matter(matter, code, by=city.clerk)
        later = dt.date(2017, 8, 1)
        move_matter(matter, "ask_extension", by=city.clerk, given={"reason": "等配件", "progress": "已报修", "new_date": later})
        move_matter(matter, "extend", by=city.worker, given={"new_date": later})
        matter.refresh_from_db()
        assert (matter.due_on, matter.original_due_on, matter.extended) == (later, first, True)

    def test_a_returned_order_is_not_returned_twice(self, city) -> None:
        matter = feedback(city)
        move_matter(matter, "accept", by=city.worker)
        move_matter(matter, "dispatch", by=city.worker, given={"lead": city.bureau})
        move_matter(matter, "return", by=city.clerk, given={"reason": "不归本局"})
        move_matter(matter, "insist", by=city.worker, given={"reason": "职责清单第三条"})
        with pytest.raises(Conflict):
            move_matter(matter, "return", by=city.clerk, given={"reason": "不归本局"})

    def test_the_unit_cannot_close_what_it_replied_to(self, city) -> None:
        matter = feedback(city)
        move_matter(matter, "accept", by=city.worker)
        move_matter(matter, "dispatch", by=city.worker, given={"lead": city.bureau})
        for code, given in (("receive", {}), ("start", {}), ("reply", {"answer": "好"})):
            move_matter(matter, code, by=city.clerk, given=given)
        with pytest.raises(NotAllowed):
            move_matter(matter, "close", by=city.clerk, given={"result": "solved"})

    def test_the_raiser_hears_of_public_moves_and_the_text_says_nothing(self, city) -> None:
        matter = feedback(city)
        move_matter(matter, "accept", by=city.worker)
        notice = Notice.objects.get(person_id=city.member.person_id)
        assert (notice.template, notice.object_id) == ("matter.moved", matter.pk)

    def test_nobody_is_told_of_what_is_long_past(self, city) -> None:
        matter = feedback(city, opened_on=dt.date(2017, 3, 1))
        move_matter(matter, "accept", by=city.worker, at=dt.date(2017, 3, 1))
        assert not Notice.objects.exists()


class TestRecording:
    def test_a_closed_case_of_a_ledger(self, city) -> None:
        matter = feedback(city, opened_on=dt.date(2017, 3, 1))
        record_outcome(matter, closed_on=dt.date(2017, 3, 20), rating=Rating.BASICALLY, by=city.worker)
        matter.refresh_from_db()
        assert (matter.stage, matter.phase, matter.result) == ("closed", Phase.DONE, Result.SOLVED)
        assert (matter.closed_on, matter.rated_on) == (dt.date(2017, 3, 20), dt.date(2017, 3, 20))
        assert matter.original_due_on == dt.date(2017, 3, 8)

    def test_denied_to_a_stranger_and_to_another_station(self, city) -> None:
        for actor in (city.elsewhere, city.member, city.dpo):
            with pytest.raises(NotAllowed):
                record_outcome(feedback(city), by=actor)

    def test_every_kind_can_be_recorded(self, city) -> None:
        from lianxin.matters.kind import matter_kinds

        for kind in matter_kinds:
            matter = open_matter(kind=kind.key, agreed=Agreement(), desk=city.office, raiser=of(city.member), opened_on=dt.date(2017, 5, 2), by=city.lianxin)
            record_outcome(matter, closed_on=dt.date(2017, 6, 2), by=city.lianxin)
            matter.refresh_from_db()
            assert (matter.phase, matter.closed_on) == (Phase.DONE, dt.date(2017, 6, 2)), kind.key
            assert matter.original_due_on is not None


class TestOtherKinds:
    def test_who_asked_to_close_an_item_does_not_verify_it(self, city) -> None:
        item = open_matter(kind="action_item", title="建立台账", desk=city.office, by=city.officer)
        move_matter(item, "assign", by=city.officer, given={"lead": city.office, "due_date": dt.date(2017, 7, 31)})
        assert item.due_on == item.original_due_on == dt.date(2017, 7, 31)
        for code in ("receive", "start"):
            move_matter(item, code, by=city.officer)
        move_matter(item, "ask_closing", by=city.officer, given={"report": "已建立"})
        with pytest.raises(BadInput):
            move_matter(item, "verify", by=city.officer, given={"result": "solved"})

    def test_counselling_needs_the_persons_consent(self, city) -> None:
        case = open_matter(kind="counselling", agreed=Agreement(), raiser=of(city.member), desk=city.station, by=city.lianxin)
        move_matter(case, "assign", by=city.worker, given={"handler": of(city.counsellor)})
        with pytest.raises(NotAllowed):
            move_matter(case, "consent", by=city.counsellor)
        move_matter(case, "consent", by=city.member)
        move_matter(case, "assess", by=city.counsellor, given={"minutes": 50})
        move_matter(case, "refer", by=city.counsellor)
        assert case.result == Result.REFERRED

    def test_a_lawyer_with_another_part_is_in_conflict(self, city) -> None:
        case = open_matter(kind="legal_aid", agreed=Agreement(), raiser=of(city.member), by=city.lianxin)
        assert case.desk == city.lawyers
        move_matter(case, "check", by=city.lianxin)
        with pytest.raises(BadInput):
            move_matter(case, "assign", by=city.lianxin, given={"handler": of(city.member)})
        case.refresh_from_db()
        move_matter(case, "assign", by=city.lianxin, given={"handler": of(city.counsellor)})
        move_matter(case, "serve", by=city.counsellor, given={"service": "advice"})
        assert (case.served, case.result) == (1, Result.EXPLAINED)

    def test_a_paper_is_adopted_at_two_levels_and_counts_once(self, city) -> None:
        paper = open_matter(kind="proposal", title="完善社会组织服务的建议", raiser=of(city.member), by=city.member)
        move_matter(paper, "submit", by=city.member)
        for code in ("review", "file"):
            move_matter(paper, code, by=city.officer)
        move_matter(paper, "send_up", by=city.officer, given={"to_level": "central"})
        for level in ("city", "central"):
            move_matter(paper, "adopt", by=city.officer, given={"level": level, "document": city.document})
        assert sorted(paper.adoptions.values_list("level", flat=True)) == ["central", "city"]
        with pytest.raises(BadInput):
            record_adoption(paper, level="central", document=city.document, adopted_on=dt.date(2016, 1, 1), by=city.officer)
        with pytest.raises(NotAllowed):
            record_adoption(paper, level="central", document=city.document, by=city.member)

    def test_an_award_waits_for_the_notice_and_a_payment_for_the_award(self, city) -> None:
        grant = open_matter(kind="student_grant", agreed=Agreement(), raiser=of(city.member), opened_on=dt.date(2017, 7, 3), by=city.lianxin)
        assert grant.parties.get().role == MatterRole.APPLICANT
        day = dt.date(2017, 7, 3)
        for code in ("school_check", "close_scoring", "notice"):
            move_matter(grant, code, by=city.officer, at=day)
        with pytest.raises(BadInput):
            move_matter(grant, "award", by=city.officer, at=dt.date(2017, 7, 6))
        grant.refresh_from_db()
        move_matter(grant, "award", by=city.officer, at=dt.date(2017, 7, 11))
        assert (grant.result, grant.closed_on) == (Result.GRANTED, dt.date(2017, 7, 11))
        move_matter(grant, "pay", by=city.officer, given={"yuan": 3000})
        assert grant.payments.get().fen == 300_000

    def test_a_reviewer_tied_to_the_application_is_recused(self, city) -> None:
        grant = open_matter(kind="student_grant", agreed=Agreement(), raiser=of(city.member), by=city.lianxin)
        with pytest.raises(BadInput):
            record_score(grant, indicator="创新", points=80, reviewer=of(city.member), by=city.officer)
        assert record_score(grant, indicator="创新", points=80, reviewer=of(city.stranger), by=city.officer).points == 80

    def test_admission_makes_a_member(self, city) -> None:
        application = open_matter(kind="membership_application", raiser=of(city.member), desk=city.office, by=city.member)
        move_matter(application, "review", by=city.officer)
        move_matter(application, "admit", by=city.officer, given={"start": TODAY})
        assert of(city.member).ties.filter(kind="membership", organisation=city.office, start=TODAY).exists()

    def test_only_the_nominee_consents(self, city) -> None:
        nominee = person("高洁")
        case = open_matter(
            kind="nomination", raiser=of(city.member), desk=city.office, parties=[("nominee", nominee)], by=city.lianxin
        )
        move_matter(case, "ask_consent", by=city.officer)
        with pytest.raises(NotAllowed):
            move_matter(case, "consent", by=city.member)


class TestParts:
    def test_a_part_that_ended_closes_the_compartment(self, city) -> None:
        matter = feedback(city)
        part = add_party(matter, role="handler", party=of(city.stranger), by=city.worker)
        assert add_party(matter, role="handler", party=of(city.stranger), by=city.worker) == part
        assert city.stranger.can("read_content", matter)
        end_party(part, by=city.worker)
        assert not city.stranger.can("read_content", matter)
        with pytest.raises(NotAllowed):
            add_party(matter, role="handler", party=of(city.stranger), by=city.member)

    def test_urging_tells_the_team_and_is_for_supervisors(self, city) -> None:
        matter = feedback(city)
        add_party(matter, role="handler", party=of(city.counsellor), by=city.worker)
        assert urge(matter, by=city.zhongshan_officer) == 1
        assert Notice.objects.get().template == "matter.urged"
        with pytest.raises(NotAllowed):
            urge(matter, by=city.xigang_officer)

    def test_days_left(self, city) -> None:
        matter = feedback(city)
        assert days_left(matter) is None
        move_matter(matter, "accept", by=city.worker)
        assert days_left(matter) == 5
