"""The assessments of the sample city: points follow from what is stored, move by declared steps alone, and are published in two steps."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from lianxin.access.actors import service
from lianxin.accounts.models import User
from lianxin.core.dates import today
from lianxin.core.errors import Conflict
from lianxin.figures.drift import drift_of
from lianxin.figures.models import FrozenFigure
from lianxin.figures.places import place_code
from lianxin.figures.selections import read_selection
from lianxin.figures.together import figures_of
from lianxin.matters.services.moves import move_matter
from lianxin.register.models import Tie
from lianxin.register.services.ties import end_tie
from lianxin.reports.assessing.checking import announce, check_assessment, scores_of, tell
from lianxin.reports.assessing.contesting import answer_contest, contest
from lianxin.reports.assessing.locked import LockedList
from lianxin.reports.assessing.schemes import amend_scheme, draft_scheme, open_scheme, put_indicator
from lianxin.reports.assessing.scoring import recomputed, score_of, total_of
from lianxin.reports.models import (
    Assessment,
    AssessmentScheme,
    Indicator,
    IndicatorScore,
    ScoreContest,
    ScoreLock,
)

MEASURED = "measure"
OUTSIDE = ("demo-district", "demo-liaison", "demo-station", "demo-lawyer", "demo-dpo", "demo-security", "demo-system")
"""Accounts that see a unit that is not theirs once its result is announced, and not before."""


def stored() -> dict[str, object]:
    """Every score of every unit as it stands: points, what the figure gives, the result with its word."""
    out: dict[str, object] = {}
    for score in IndicatorScore.objects.prefetch_related("locks").select_related("indicator"):
        out[f"score {score.pk}"] = (score.points, score.reason, score.proposed, score.counted, score.indicator.weight, score.indicator.target)
    for pk, *values in ScoreLock.objects.values_list("pk", "points", "unscored", "frozen__value", "frozen__listed__digest"):
        out[f"lock {pk}"] = values
    for pk, *values in Assessment.objects.values_list("pk", "points", "grade", "scheme"):
        out[f"unit {pk}"] = values
    return out


# Computed again


def test_every_unit_has_a_locked_figure_for_every_measured_indicator(sample_city):
    locked = set(ScoreLock.objects.values_list("score__assessment", "score__indicator"))
    wanted = {
        (one.pk, indicator)
        for one in Assessment.objects.all()
        for indicator in Indicator.objects.filter(scheme=one.scheme_id, method=MEASURED).values_list("pk", flat=True)
    }
    assert locked == wanted
    assert len(wanted) == 2 * 10 * 5, "two years, ten units, five indicators by figures"


def test_points_computed_again_are_those_that_stand(sample_city):
    """From the text of each kept selection and the definitions of measures (live), and from the kept lists."""
    locks = list(ScoreLock.objects.select_related("score__indicator", "frozen__listed"))
    now = figures_of(read_selection(lock.frozen.text) for lock in locks)
    for lock in locks:
        again = score_of(lock.score.indicator, now[read_selection(lock.frozen.text)])
        assert (again.points, again.unscored) == (lock.points, lock.unscored), lock.frozen.text
        kept = recomputed(lock)
        assert (kept.points, kept.unscored) == (lock.points, lock.unscored), lock.frozen.text
    assert {lock.unscored for lock in locks} == {"", "few"}
    assert sum(bool(lock.points) for lock in locks) > len(locks) / 2


def test_nothing_but_the_list_is_asked(sample_city):
    """The kept lists give the points when every value beside them was tampered with, and say that the two disagree."""
    before = {lock.pk: recomputed(lock).points for lock in ScoreLock.objects.select_related("score__indicator", "frozen__listed")}
    FrozenFigure.objects.exclude(value=None).update(value=1, numerator=7, denominator=9)
    ScoreLock.objects.update(points=Decimal("0.1"))
    for lock in ScoreLock.objects.select_related("score__indicator", "frozen__listed"):
        found = recomputed(lock)
        assert found.points == before[lock.pk]
        assert found.points != lock.points


def test_no_locked_figure_has_moved_while_no_record_did(sample_city):
    for frozen in FrozenFigure.objects.filter(pk__in=ScoreLock.objects.values("frozen")).select_related("listed", "definition"):
        assert drift_of(frozen).is_none, frozen.text


def test_results_follow_from_the_scores(sample_city):
    found = Assessment.objects.select_related("scheme")
    for one in found.filter(points__isnull=False):
        assert total_of(scores_of(one)) == one.points
        assert one.grade
    stages = sorted(found.filter(scheme__year=2017).values_list("stage", flat=True))
    assert stages == ["checked"] * 2 + ["objection"] + ["reported"] * 3 + ["self_report"] * 2 + ["told"] * 2
    assert set(found.filter(scheme__year=2016).values_list("stage", flat=True)) == {"announced"}


# Moved by declared steps alone


@pytest.mark.parametrize("seed", range(2))
def test_neither_publishing_nor_the_next_year_changes_a_score(sample_city, seed):
    """In a drawn order: results given and announced, the next year drafted with other weights and targets, opened, amended, opened again."""
    dice, office = Random(seed), service("test", on=today())
    before = stored()
    acts = [("publish", one.pk) for one in Assessment.objects.filter(stage__in=["checked", "told"])] + [("year", n) for n in range(4)]
    dice.shuffle(acts)
    for act, what in acts:
        if act == "publish":
            _publish(Assessment.objects.select_related("scheme").get(pk=what), office)
        else:
            _next_year(dice, office)
        now = stored()
        assert {key: now[key] for key in before} == before, act
    assert not Assessment.objects.filter(stage__in=["checked", "told"]).exists()
    assert AssessmentScheme.objects.filter(year=2018).count() == 2
    assert len(now) > len(before)


def _publish(one: Assessment, office) -> None:
    if one.stage == "checked":
        tell(one, by=office, at=today())
    announce(one, by=office, at=today())


def _next_year(dice: Random, office) -> None:
    """The next step of a scheme of 2018: drafted and changed, opened, amended and changed, opened anew."""
    last = AssessmentScheme.objects.filter(year=2018).order_by("-version").first()
    if last is not None and last.is_draft:
        open_scheme(last, by=office, at=today())
        return
    draft = amend_scheme(last, reason="目标值调整", by=office) if last else draft_scheme(year=2018, title="2018年度考核", by=office)
    lines = list(draft.indicators.filter(method=MEASURED))
    for line in lines:
        put_indicator(draft, {"target": Decimal(dice.randint(1, 99)), "name": f"{line.name}（新）"}, indicator=line, by=office)
    more, less = dice.sample(lines, 2)
    put_indicator(draft, {"weight": more.weight + 5}, indicator=more, by=office)
    put_indicator(draft, {"weight": less.weight - 5}, indicator=less, by=office)


def test_an_accepted_contest_shows_in_drift_and_moves_the_score_by_its_step_alone(sample_city):
    """The unit's officer contests a record of the locked list; it is mended, answered, locked anew, checked again."""
    office, officer = service("test", on=today()), sample_city.actor("demo-district")
    one = Assessment.objects.get(place__code="210202", scheme__year=2017)
    rows = IndicatorScore.objects.select_related("indicator", "assessment__scheme", "assessment__place")
    score = rows.get(assessment=one, indicator__measure="C4.liaison_rate")
    held = LockedList(score, officer)
    assert len(held.opened()) == len(held.pks) == 47
    ties = Tie.objects.filter(pk__in=held.pks)
    wrong = next(tie for tie in ties if ties.filter(organisation=tie.organisation_id).count() == 1)
    before = stored()
    row = contest(score, about="record", text="该联络员5月已离任。", pk=wrong.pk, by=officer, at=today())
    end_tie(wrong, end=today().replace(month=6, day=1), by=office)
    move_matter(row.matter, "check", by=office, at=today())
    move_matter(row.matter, "correct", by=office, at=today(), given={"answer": "已更正"})
    assert stored() == before, "mended, and not answered: the score stands"

    first = score.locks.get()
    (up, down) = drift_of(first.frozen).parts
    (cause,) = up.causes
    assert down.is_none
    assert (cause.entry.verb, cause.entry.object_id, cause.effect) == ("end_tie", wrong.pk, -1)
    assert cause.because == (("matters.Matter", row.matter_id),)

    asked = ScoreContest.objects.select_related("matter", "score__indicator", "score__assessment__scheme", "score__assessment__place")
    answer_contest(asked.get(pk=row.pk), accepted=True, answer="属实，已更正。", by=office, at=today())
    moved = {key for key, value in stored().items() if before.get(key) != value}
    second = score.locks.get(number=2)
    assert moved == {f"score {score.pk}", f"lock {second.pk}"}, "the figure is locked anew; the result waits for the check"
    assert (first.points, second.points, second.frozen.numerator) == (Decimal("19.6"), Decimal("19.1"), 43)
    assert recomputed(first).points == first.points
    assert drift_of(second.frozen).is_none
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(username="demo-district"))
    page = client.get(reverse("desk:assessments_unit", args=[one.pk])).content.decode()
    assert "<b>98.6</b>" in page
    where = reverse("desk:matters_detail", args=[row.matter_id])
    for name, opens in (("demo-district", True), ("demo-leader", False)):
        client.force_login(User.objects.get(username=name))
        told = client.get(reverse("desk:assessments_score", args=[score.pk])).content.decode()
        assert row.matter.number in told
        assert (f'"{where}"' in told) == opens == (client.get(where).status_code == 200), "a link is no dead end"
    assert "98.1 follow from the points as they stand now" in page
    with pytest.raises(Conflict):
        answer_contest(asked.get(pk=row.pk), accepted=False, answer="…", by=office, at=today())
    result = check_assessment(Assessment.objects.select_related("scheme").get(pk=one.pk), by=office, at=today())
    assert result.points == total_of(scores_of(result)) == Decimal("98.1")
    assert {key for key, value in stored().items() if before.get(key) != value} - moved == {f"unit {one.pk}"}


# Published in two steps


def others_than(name: str):
    """The units of this year whose result is not announced and whose officer this account is not."""
    mine = {"210202"} if name == "demo-district" else set()
    return Assessment.objects.filter(scheme__year=2017).exclude(place__code__in=mine).select_related("place", "scheme")


@pytest.mark.parametrize("name", OUTSIDE)
def test_nobody_may_see_another_units_score_before_it_is_announced(sample_city, name):
    actor, units = sample_city.actor(name), others_than(name)
    assert units.count() >= 9
    assert not Assessment.objects.visible_to(actor).filter(pk__in=units).exists()
    for model, path in ((IndicatorScore, "assessment"), (ScoreLock, "score__assessment"), (ScoreContest, "score__assessment")):
        assert not (actor.may_any("view", model) and model.objects.visible_to(actor).filter(**{f"{path}__in": units}).exists())


@pytest.mark.parametrize("name", ["demo-district", "demo-liaison"])
def test_no_page_tells_another_units_score_before_it_is_announced(sample_city, name):
    client = Client()
    client.force_login(User.objects.get(username=name))
    actor, others = sample_city.actor(name), others_than(name)
    _is_hidden(client, others)
    told = others.filter(stage="told").first()
    announce(told, by=service("test", on=today()), at=today())
    answer = client.get(reverse("desk:assessments_unit", args=[told.pk]))
    assert str(told.points) in answer.content.decode()
    assert not actor.can("examine", told), "the result is published, not the file"
    assert reverse("desk:assessments_score", args=[told.scores.first().pk]) not in answer.content.decode()
    _is_hidden(client, others.exclude(pk=told.pk))


def _is_hidden(client: Client, units) -> None:
    """No page tells that there is a result of these units, by list, by number or by link."""
    scheme = units.first().scheme
    links = [reverse("desk:assessments_unit", args=[one.pk]) for one in units]
    pages = [reverse("desk:assessments_list"), reverse("desk:assessments_scheme", args=[scheme.pk])]
    pages += [reverse("desk:places_detail", args=[place_code(one.place)]) for one in units[:1]]
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200, address
        assert not [link for link in links if f'"{link}"' in page.content.decode()], address
    for link in links:
        assert client.get(link).status_code == 404
    score = units.filter(points__isnull=False).last().scores.first()
    for name in ("assessments_score", "assessments_records", "assessments_drift"):
        assert client.get(reverse(f"desk:{name}", args=[score.pk])).status_code in {403, 404}, name


def test_leaders_and_auditors_read_a_result_once_it_was_given_to_the_unit(sample_city):
    """They follow the work of the office; points that it has not given yet are shown to nobody else."""
    checked = Assessment.objects.filter(stage="checked").select_related("scheme")
    assert checked
    for name in ("demo-leader", "demo-audit"):
        client = Client()
        client.force_login(User.objects.get(username=name))
        for one in checked:
            page = client.get(reverse("desk:assessments_unit", args=[one.pk])).content.decode()
            assert f"<b>{one.points}</b>" not in page
            with transaction.atomic():
                tell(one, by=service("test", on=today()), at=today())
                page = client.get(reverse("desk:assessments_unit", args=[one.pk])).content.decode()
                assert f"<b>{one.points}</b>" in page
                transaction.set_rollback(True)
            one.refresh_from_db()
