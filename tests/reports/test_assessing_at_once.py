"""Two at work on one unit at once: what was settled stays what it was settled from."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.reports.test_assessments import DAY, a_draft, of, score, told

from lianxin.core.errors import Conflict
from lianxin.reports.assessing.checking import check_assessment, give_points, scores_of
from lianxin.reports.assessing.contesting import answer_contest, contest
from lianxin.reports.assessing.locking import lock_figures
from lianxin.reports.assessing.reporting import say, send_self_report
from lianxin.reports.assessing.schemes import amend_scheme, open_scheme, put_indicator
from lianxin.reports.assessing.scoring import total_of
from lianxin.reports.models import AssessmentScheme, Indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(city, db):
    return open_scheme(a_draft(city), by=city.actor("city_officer"), at=DAY)


def test_points_that_come_after_the_check_are_refused(city, scheme):
    office, mine = city.actor("city_officer"), of(scheme)
    send_self_report(mine, text="举办论坛一期。", by=city.by, at=DAY)
    give_points(score(mine, 1), points=Decimal(30), reason="缺印发件。", by=office, at=DAY)
    opened_before = score(mine, 1)
    check_assessment(of(scheme), by=office, at=DAY)
    with pytest.raises(Conflict):
        give_points(opened_before, points=Decimal(0), reason="未见文件。", by=office, at=DAY)
    settled = of(scheme)
    assert settled.points == total_of(scores_of(settled))


def test_what_the_unit_says_after_it_was_sent_is_refused(city, scheme):
    mine = of(scheme)
    opened_before = score(mine, 1)
    send_self_report(mine, text="举办论坛一期。", by=city.by, at=DAY)
    with pytest.raises(Conflict):
        say(opened_before, text="再加一句", by=city.by, at=DAY)


def test_a_contest_that_comes_after_the_check_is_refused(city, scheme):
    office, mine = city.actor("city_officer"), of(scheme)
    send_self_report(mine, text="举办论坛一期。", by=city.by, at=DAY)
    give_points(score(mine, 1), points=Decimal(40), by=office, at=DAY)
    opened_before = score(mine)
    check_assessment(of(scheme), by=office, at=DAY)
    with pytest.raises(Conflict):
        contest(opened_before, about="missing", text="漏记一期论坛。", by=city.by, at=DAY)


def test_a_line_that_was_changed_while_the_scheme_was_opened_is_refused(city, db):
    office, draft = city.actor("city_officer"), a_draft(city)
    line = Indicator.objects.select_related("scheme").filter(scheme=draft)[0]
    open_scheme(AssessmentScheme.objects.get(pk=draft.pk), by=office, at=DAY)
    with pytest.raises(Conflict):
        put_indicator(line.scheme, {"target": Decimal(1)}, indicator=line, by=office)
    with pytest.raises(Conflict):
        lock_figures(AssessmentScheme(pk=draft.pk, opened_on=DAY, end=draft.end), by=office, at=DAY)
    with pytest.raises(Conflict):
        open_scheme(draft, by=office, at=DAY)


def test_a_scheme_with_open_contests_is_not_amended(city, scheme):
    """They would stand at lines of the version before, where nobody looks, and hold every check."""
    office = city.actor("city_officer")
    second = amend_scheme(scheme, reason="目标值调整", by=office, at=DAY)
    row = contest(score(of(scheme)), about="missing", text="漏记一期论坛。", by=city.by, at=DAY)
    with pytest.raises(Conflict, match="1"):
        open_scheme(second, by=office, at=DAY)
    answer_contest(row, accepted=False, answer="该期论坛未举办。", by=office, at=DAY)
    open_scheme(second, by=office, at=DAY)
    assert told(city, second).stage == "told"
