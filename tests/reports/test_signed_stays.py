"""The work report of the sample city, signed: whatever happens to the records afterwards, it prints as before, and says what moved."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

import pytest
from django.db.models import Count

from lianxin.access.actors import service
from lianxin.figures.measures import declare, measures
from lianxin.figures.services.versions import note_definitions
from lianxin.gatherings.models import Gathering, Participation
from lianxin.gatherings.services.participations import Entry, record_attendance
from lianxin.journal.models import Entry as Journal
from lianxin.register.models import Person
from lianxin.register.services.erasing import erase
from lianxin.register.services.merging import merge
from lianxin.reports.as_html import as_html
from lianxin.reports.drifting import report_drift
from lianxin.reports.models import Revision, WorkReport
from lianxin.reports.services.signing import sign_report
from lianxin.reports.services.writing import revise_report, send_to_review
from lianxin.reports.side_by_side import two_reports
from lianxin.reports.stored import from_data

TODAY = dt.date(2017, 7, 14)


def attendees(forum):
    return Participation.objects.filter(gathering=forum, state="attended", superseded_by=None, person__isnull=False)


@pytest.fixture
def moved(sample_city, monkeypatch):
    """The signed report, and what was done to its records since: by what verb, on which row."""
    by, signed = service("tests", on=TODAY), Revision.objects.get()
    first, second = Gathering.objects.filter(kind="forum", starts_on__year=2016, phase="done").order_by("starts_on", "pk")[:2]
    once = Person.objects.annotate(n=Count("participation_rows")).filter(n=1)
    winner, gone = once.filter(pk__in=attendees(first).values("person")).order_by("pk")[:2]
    loser = once.filter(pk__in=attendees(second).values("person")).order_by("pk")[0]
    strangers = list(Person.objects.filter(merged_into=None, erased_on=None, participation_rows=None)[:3])
    record_attendance(first, [Entry(person_id=one.pk, state="attended") for one in strangers], by=by, at=TODAY)
    regrouping = merge(winner, loser, reason="同一人", by=by, at=TODAY)
    erase(gone, by=by, at=TODAY)
    monkeypatch.setattr(measures, "_versions", {name: dict(known) for name, known in measures._versions.items()})
    monkeypatch.setattr(measures, "_things", dict(measures._things))
    old = measures.get("D8.activities")
    declare(replace(old, version=2, since=dt.date(2016, 6, 1), rows=lambda: old.rows().filter(starts_on__month__gt=6)))
    [definition] = note_definitions([measures.get("D8.activities")], by=by, at=TODAY)
    done = {"record_attendance": first.pk, "merge": regrouping.pk, "erase": gone.pk, "define_measure": definition.pk}
    return signed, done


def test_what_was_signed_prints_as_before_and_names_what_moved_it(moved):
    signed, done = moved
    files = {kept.form: bytes(kept.content) for kept in signed.files.all()}
    assert set(files) >= {"html", "docx"}
    assert "分别为《" in files["html"].decode()
    assert "未公开" not in files["html"].decode(), "the regulations that it names are public"
    for kept in signed.files.all():
        assert hashlib.sha256(bytes(kept.content)).hexdigest() == kept.sha256
    assert as_html(from_data(signed.built)) == as_html(from_data(Revision.objects.get().built))

    drift = report_drift(signed)
    lines = {line.signed.key: line for line in drift.lines if line.signed.selection.place == ""}
    times, people = lines["D1.forum_times"], lines["D1.forum_people"]
    assert times.now.value - times.signed.value == 3
    assert (times.added, times.left) == (3, 0)
    assert people.now.value - people.signed.value == 3 - 1
    assert times.changed >= 1, "the erased person's row is counted, and changed"
    assert lines["D8.activities"].now.value < lines["D8.activities"].signed.value

    acts = {act.entry.verb: act for act in drift.acts if act.entry is not None}
    assert set(done) <= set(acts)
    entries = Journal.objects.in_bulk([act.entry.pk for act in acts.values()])
    for verb, act in acts.items():
        assert entries[act.entry.pk].verb == verb
    assert acts["record_attendance"].entry.object_id == done["record_attendance"]
    assert acts["define_measure"].entry.object_id == done["define_measure"]
    effects = {verb: {line.signed.key: effect for line, _rows, effect in act.moved} for verb, act in acts.items()}
    assert effects["record_attendance"]["D1.forum_times"] == 3
    assert effects["merge"]["D1.forum_people"] == -1
    assert effects["erase"]["D1.forum_times"] == 0
    assert all(act.words for act in drift.acts)

    report = WorkReport.objects.get(pk=signed.report_id)
    by = service("tests", on=TODAY)
    revise_report(report, reason="补记三人次签到，更正一名重复登记人员", by=by)
    send_to_review(report, by=by)
    second = sign_report(report, document_number="大统发〔2017〕21号", by=by)
    pairs = {pair.after.key: pair for pair in two_reports(from_data(signed.built), from_data(second.built)) if pair.after}
    assert pairs["D1.forum_times"].before.value == times.signed.value
    assert pairs["D1.forum_times"].after.value == times.signed.value + 3
    assert pairs["D8.activities"].after.selection.version == 2
    assert pairs["D8.activities"].before.selection.version == 1
    assert {kept.form: bytes(kept.content) for kept in Revision.objects.get(number=1).files.all()} == files
