"""Freezing and drift: a signed figure never changes, and what moved since is named with the act that did it (F6, F7, F10)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.contract.drawing import COUNTED, RATES, whole

from lianxin.access.actors import service
from lianxin.core.dates import now
from lianxin.core.errors import Conflict
from lianxin.figures.drift import Cause, Drift, How, drift_of
from lianxin.figures.engine import figure, rows_of
from lianxin.figures.measures import Measure, declare, measures
from lianxin.figures.models import FrozenFigure, FrozenList, MeasureVersion
from lianxin.figures.rows import RUN, Counted, pack, raw, unpack
from lianxin.figures.selections import select
from lianxin.figures.services.freezing import freeze
from lianxin.figures.services.versions import note_definitions
from lianxin.figures.units import Unit
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.journal.models import Entry as Journal
from lianxin.journal.services.chain import seal_entries
from lianxin.matters.services.matters import open_matter
from lianxin.matters.services.moves import move_matter
from lianxin.reference.models import Place
from lianxin.register.models import Person
from lianxin.register.services.erasing import erase
from lianxin.register.services.imports import import_file
from lianxin.register.services.merging import merge
from lianxin.register.services.undo import undo_import

DAY = dt.date(2017, 7, 14)
BY = service("tests")


def frozen(*selections) -> list[FrozenFigure]:
    """Frozen for any record at all."""
    return freeze(selections, owner=Place.objects.order_by("pk").first(), by=BY, at=DAY)


def causes(drift: Drift) -> dict[str, Cause]:
    """By verb; every row stands under one act, and the effects come to the difference."""
    assert sum(cause.records for cause in drift.causes) == len(drift.added) + len(drift.left) + len(drift.changed)
    return {cause.entry.verb if cause.entry else "": cause for cause in drift.causes}


def moved_by(row: FrozenFigure, drift: Drift) -> int:
    return int(drift.now.value or 0) - int(row.value or 0)


def test_every_figure_of_the_city_freezes_with_its_list(sample_city):
    rows = frozen(*(whole(key) for key in (*COUNTED, *RATES)))
    for row in rows:
        live = figure(row.selection)
        assert (row.value, row.code, row.suppressed) == (live.value, live.code, live.suppressed)
        assert row.listed is None or row.records == rows_of(row.selection).count()
        assert row.list_hash == (row.listed.digest if row.listed else "")
        assert [part.value for part in row.parts.all()] == ([live.numerator, live.denominator] if live.is_rate else [])
        assert row.definition.key == row.selection.measure
        assert drift_of(row).is_none, row.text


def test_the_sealing_of_the_journal_moves_no_figure_of_it(sample_city):
    Journal.objects.filter(acting_as__contains="member").update(block=None)
    (row,) = frozen(whole("D6.active_members"))
    assert row.value
    assert seal_entries()
    assert drift_of(row).is_none


def test_equal_lists_are_kept_once(sample_city):
    first = frozen(whole("B1.register"))
    lists = FrozenList.objects.count()
    second = frozen(whole("B1.register"))
    assert first[0].listed_id == second[0].listed_id
    assert FrozenList.objects.count() == lists
    assert second[0].position == 2


def test_back_dated_merged_and_erased_each_have_their_entry(sample_city):
    times, people = frozen(whole("D1.forum_times"), whole("D1.forum_people"))
    forum = Gathering.objects.filter(kind="forum", held_on__isnull=False, superseded_by=None).order_by("pk").first()
    there = Participation.objects.filter(gathering=forum, person__isnull=False, superseded_by=None)
    strangers = Person.objects.filter(merged_into=None, erased_on=None).exclude(participation_rows__gathering__kind="forum")[:3]
    record_attendance(forum, [Entry(person_id=one.pk) for one in strangers], by=BY, at=forum.held_on)
    plain = there.filter(state="attended", person__account=None).exclude(person__in=strangers).order_by("pk")
    first, second, third = (part.person for part in plain[:3])
    merge(first, second, by=BY, reason="one person on two sheets", at=DAY, with_account=True)
    erase(third, by=BY, at=DAY)

    drift = drift_of(times)
    found = causes(drift)
    assert found["record_attendance"].records == found["record_attendance"].effect == len(drift.added) == 3
    assert found["record_attendance"].entry.happened_on == forum.held_on
    assert found["merge"].effect < 0, "two rows of one gathering: one superseded the other"
    assert found["erase"].effect == 0
    assert all(one.how == How.CHANGED for one in found["erase"].moved)
    assert sum(cause.effect for cause in drift.causes) == moved_by(times, drift)

    drift = drift_of(people)
    found = causes(drift)
    assert found["record_attendance"].effect == 3
    assert found["merge"].effect == -1, "people are counted once"
    assert found["erase"].effect == 0
    assert sum(cause.effect for cause in drift.causes) == moved_by(people, drift) == 2
    times.refresh_from_db()
    assert times.value == int(drift_of(times).now.value or 0) - 3 - causes(drift_of(times))["merge"].effect


def test_an_act_under_way_at_the_freeze_is_found_though_its_number_is_older(sample_city):
    """It took its number before the newest entry that the freeze saw, and committed after it."""
    overtaken = Journal.objects.order_by("pk").last().pk + 1
    Journal.objects.create(pk=overtaken + 50, recorded_at=now(), happened_on=DAY, verb="send")
    (row,) = frozen(whole("D1.forum_times"))
    assert row.since.gaps[-1] == (overtaken, overtaken + 49)
    known = [overtaken - 1, overtaken, overtaken + 49, overtaken + 50, overtaken + 51]
    assert [row.since.holds(entry) for entry in known] == [False, True, True, False, True]
    forum = Gathering.objects.filter(kind="forum", held_on__isnull=False, superseded_by=None).order_by("pk").first()
    stranger = Person.objects.filter(merged_into=None, erased_on=None).exclude(participation_rows__gathering__kind="forum").first()
    record_attendance(forum, [Entry(person_id=stranger.pk)], by=BY, at=forum.held_on)
    Journal.objects.filter(verb="record_attendance", object_id=forum.pk, pk__gt=overtaken - 1).update(id=overtaken)
    assert {verb: cause.effect for verb, cause in causes(drift_of(row)).items()} == {"record_attendance": 1}
    row.gaps = []
    assert [cause.entry for cause in drift_of(row).causes] == [None], "the newest entry alone would not tell"


def test_a_changed_definition_is_a_version_from_a_day(sample_city, monkeypatch):
    """F18: codes of before keep their definition; what the new one moves is told apart from what records moved."""
    before, early = whole("B3.classes"), select("B3.classes", dt.date(2015, 1, 1), dt.date(2016, 12, 31))
    (row,) = frozen(before)
    value = figure(before).value
    old = another_version(monkeypatch, "B3.classes", dt.date(2017, 1, 1), lambda rows: rows.filter(held_on__gte=dt.date(2016, 1, 1)))
    (noted,) = [one for one in note_definitions(by=BY) if one.version == 2]
    assert (noted.version, noted.since, noted.passport["words"]) == (2, dt.date(2017, 1, 1), str(old.words))
    assert note_definitions(by=BY) == []
    assert figure(before).value == value, "a code on paper keeps its definition"
    now = whole("B3.classes")
    assert (now.version, now.code == before.code, "version" in now.url) == (2, False, False)
    assert "version=1" in before.url
    assert select("B3.classes", early.start, early.end) == early, "periods that ended before use the one of then"
    assert figure(now).value < value
    drift = drift_of(row)
    entry = Journal.objects.get(verb="define_measure", object_id=noted.pk)
    assert [cause.entry for cause in drift.causes] == [entry]
    assert drift.causes[0].effect == moved_by(row, drift) == -drift.causes[0].records
    assert drift.now.selection == now


def another_version(monkeypatch, key, since, narrowed) -> Measure:
    """Version 2 of a measure for one test; gives version 1."""
    old = measures.get(key)
    monkeypatch.setattr(measures, "_versions", {name: dict(known) for name, known in measures._versions.items()})
    monkeypatch.setattr(measures, "_things", dict(measures._things))
    declare(replace(old, version=2, since=since, rows=lambda: narrowed(old.rows())))
    return old


def test_versions_are_numbered_and_dated():
    measure = Measure("X1.tests", "Tests", Unit.EVENTS, "Tests", Place.objects.all, measures.get("C2.districts").when)
    registry = type(measures)()
    for wrong in (replace(measure, version=2), replace(measure, since=DAY)):
        with pytest.raises(ValueError, match="first version"):
            registry.add("X1.tests", wrong)
    registry.add("X1.tests", measure)
    registry.add("X1.tests", replace(measure, version=2, since=DAY))
    for wrong in (replace(measure, version=2), replace(measure, version=3), replace(measure, version=3, since=DAY)):
        with pytest.raises(ValueError, match="next number"):
            registry.add("X1.tests", wrong)
    assert [registry.on("X1.tests", day).version for day in (DAY - dt.timedelta(1), DAY)] == [1, 2]


def test_a_rate_is_of_the_versions_that_are_in_force_with_it():
    """Whoever changes a part declares the rate anew, from the same day."""
    for key in RATES:
        for ratio in measures.versions(key):
            days = [one.since for name in (ratio.numerator, ratio.denominator) for one in measures.versions(name) if one.since]
            for day in (day for day in (*days, dt.date(2017, 7, 14)) if measures.on(key, day) is ratio):
                assert ratio.parts == tuple(measures.on(name, day).version for name in (ratio.numerator, ratio.denominator)), key


def test_an_accepted_contest_stands_beside_the_edit(sample_city):
    """F17: what was contested is corrected by its own verb, and the drift names the matter."""
    (row,) = frozen(whole("D1.forum_times"))
    part = rows_of(row.selection).order_by("pk").first()
    contest = open_matter(kind="record_contest", raiser=part.person, content="我没有参加。", about=part, by=BY, at=DAY)
    move_matter(contest, "check", by=BY, at=DAY)
    with pytest.raises(Conflict):
        move_matter(contest, "correct", by=BY, at=DAY, given={"answer": "已更正。"})
    contest.refresh_from_db()
    record_attendance(part.gathering, [Entry(person_id=part.person_id, state="absent")], by=BY, at=DAY)
    move_matter(contest, "correct", by=BY, at=DAY, given={"answer": "已更正。"})
    drift = drift_of(row)
    (cause,) = drift.causes
    assert (cause.entry.verb, cause.effect, [one.pk for one in drift.left]) == ("record_attendance", -1, [part.pk])
    assert cause.because == (("matters.Matter", contest.pk),)


def test_a_suppressed_figure_freezes_nothing_and_drifts_silently(sample_city):
    (row,) = frozen(select("C6.cases", dt.date(2017, 1, 1), dt.date(2017, 5, 3)))
    assert (row.suppressed, row.value, row.listed, row.records, row.list_hash) == (True, None, None, None, "")
    assert drift_of(row).is_none


def test_what_is_packed_is_unpacked():
    rows = [Counted(n * 7 + 1, n % 3, n % 5, (n * 2**60) % 2**64) for n in range(1000)]
    assert list(unpack(pack(raw(rows)))) == rows
    assert len(pack(raw(rows))) < 32 * len(rows)
    assert len(rows) < RUN


def test_definitions_are_noted_once_with_an_entry_each(sample_city):
    new = note_definitions(by=BY)
    assert MeasureVersion.objects.count() == len(measures.in_every_version())
    assert Journal.objects.filter(verb="define_measure", object_id__in=[one.pk for one in new]).count() == len(new)
    assert note_definitions(by=BY) == []


SHEET = "“三新论坛”签到表\n时间：2017年5月20日下午　　地点：市图书馆\n姓名,手机,签到\n张新一,13900007777,√\n李新二,13900008888,√\n"


def test_a_list_that_came_and_went_again_is_named(sample_city, tmp_path):
    (row,) = frozen(whole("D1.forum_times"))
    path = tmp_path / "签到表.csv"
    path.write_text(SHEET, encoding="utf-8")
    outcome = import_file(path, path.name, by=BY, basis="consent")
    drift = drift_of(row)
    cause = causes(drift)["import"]
    assert (cause.records, cause.effect, cause.entry.object_id) == (2, 2, outcome.imported.pk)
    (later,) = frozen(whole("D1.forum_times"))
    undo_import(outcome.imported, by=BY)
    assert drift_of(row).is_none
    cause = causes(drift_of(later))["undo_import"]
    assert (cause.records, cause.effect, cause.entry.object_id) == (2, -2, outcome.imported.pk)
