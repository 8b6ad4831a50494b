"""The assessments of the sample city: points computed again from kept lists and from stored selections are those that stand."""

from __future__ import annotations

from lianxin.figures.drift import drift_of
from lianxin.figures.selections import read_selection
from lianxin.figures.together import figures_of
from lianxin.reports.assessing.checking import scores_of
from lianxin.reports.assessing.scoring import recomputed, score_of, total_of
from lianxin.reports.models import Assessment, ScoreLock


def test_points_computed_again_are_those_that_stand(sample_city):
    locks = list(ScoreLock.objects.select_related("score__indicator", "frozen__listed"))
    assert len(locks) == 100, "five figures of ten units in two years"
    now = figures_of(read_selection(lock.frozen.text) for lock in locks)
    for lock in locks:
        again = score_of(lock.score.indicator, now[read_selection(lock.frozen.text)])
        assert (again.points, again.unscored) == (lock.points, lock.unscored), lock.frozen.text
        kept = recomputed(lock)
        assert (kept.points, kept.unscored) == (lock.points, lock.unscored), lock.frozen.text
    assert {lock.unscored for lock in locks} == {"", "few"}
    assert all(drift_of(lock.frozen).is_none for lock in locks[::20])


def test_results_follow_from_the_scores(sample_city):
    found = Assessment.objects.select_related("scheme")
    for one in found.filter(points__isnull=False):
        assert total_of(scores_of(one)) == one.points
        assert one.grade
    stages = sorted(found.filter(scheme__year=2017).values_list("stage", flat=True))
    assert stages == ["checked"] * 2 + ["objection"] + ["reported"] * 3 + ["self_report"] * 2 + ["told"] * 2
    assert set(found.filter(scheme__year=2016).values_list("stage", flat=True)) == {"announced"}
