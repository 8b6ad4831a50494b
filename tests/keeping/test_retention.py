"""What is deleted when its time is over: by dated rules, once a day, told in ids and counts, and readings never too early."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.cast import DAY, START

from lianxin.core.dates import at_noon
from lianxin.journal.models import Entry, Read
from lianxin.keeping.lapses import READS_AT_LEAST, lapses
from lianxin.keeping.models import RetentionRun
from lianxin.keeping.services.retention import delete_what_is_due, what_is_due
from lianxin.notices.models import Notice
from lianxin.reference.services.changes import set_rule
from lianxin.register.models import Erasure, Import, Person, SourceRow, Tie
from lianxin.register.services.consents import give_consent, withdraw_consent
from lianxin.register.services.erasing import ERASED
from lianxin.register.services.imports import import_file
from lianxin.register.services.parties import add_person
from lianxin.register.services.ties import add_tie

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path, settings):
    settings.LIANXIN_DATA = tmp_path


def a_read(subject, days_ago: int) -> Read:
    return Read.objects.create(read_at=at_noon(DAY - dt.timedelta(days=days_ago)), subject_id=subject.pk, acting_as="x", how="opened")


def test_each_class_goes_by_its_rule_and_the_report_says_ids_and_counts(cast):
    old, fresh = a_read(cast.member, 1200), a_read(cast.member, 100)
    sent = Notice.objects.create(
        person_id=cast.member.pk, template="x", queued_at=at_noon(dt.date(2016, 1, 1)), due_at=at_noon(DAY), state=Notice.State.SENT
    )
    consent = give_consent(cast.member, purpose="bulletins", by=cast.by, at=dt.date(2013, 1, 1))
    withdraw_consent(consent, by=cast.by, at=dt.date(2013, 6, 1))
    give_consent(cast.member, purpose="bulletins", by=cast.by, at=dt.date(2016, 6, 1))
    due = {one.key: one.count for one in what_is_due(DAY)}
    assert (due["reads"], due["notices"], due["consents"], due["people"]) == (1, 1, 1, 0)
    assert Read.objects.count() == 2

    assert delete_what_is_due() == 3
    assert set(Read.objects.values_list("pk", flat=True)) == {fresh.pk}
    run = RetentionRun.objects.get()
    assert run.deleted["reads"] == {"before": "2014-07-15", "count": 1, "ids": [str(old.pk)]}
    assert run.deleted["notices"]["ids"] == [str(sent.pk)]
    assert Entry.objects.get(verb="retention").data == {"reads": 1, "notices": 1, "consents": 1}
    a_read(cast.member, 1200)
    assert delete_what_is_due() == 0


def test_no_rule_takes_readings_away_before_half_a_year(cast):
    set_rule(key="keeping.reads.days", value=30, valid_from=START, source="too short", by=cast.by)
    assert lapses.get("reads").kept_days(DAY) == READS_AT_LEAST
    a_read(cast.member, 182)
    gone = a_read(cast.member, 184)
    delete_what_is_due()
    assert not Read.objects.filter(pk=gone.pk).exists()
    assert Read.objects.count() == 1


def test_who_is_long_gone_becomes_a_stub_and_may_come_back(cast):
    gone = add_person(values={"name": "独孤求实", "phone": "13904287719"}, by=cast.by, at=dt.date(2004, 1, 1))
    tie = add_tie(
        kind="membership", person=gone, organisation=cast.association, start=dt.date(2005, 1, 1), end=dt.date(2006, 1, 1), by=cast.by
    )
    Import.objects.filter(rows__mentions__person=gone).update(as_of=dt.date(2005, 1, 1))
    delete_what_is_due()
    gone.refresh_from_db()
    assert gone.name == ERASED
    assert Tie.objects.get(pk=tie.pk).end == dt.date(2006, 1, 1)
    assert RetentionRun.objects.get().deleted["people"] == {"before": "2007-07-17", "count": 1, "ids": []}
    assert Erasure.objects.get().reason == Erasure.Reason.LAPSED
    assert add_person(values={"name": "独孤求实", "phone": "13904287719"}, by=cast.by, at=DAY).pk != gone.pk
    assert Person.objects.filter(erased_on=None, pk=cast.member.pk).exists()


def test_refused_cells_go_and_their_list_stays(cast):
    data = "会员名单\n姓名,手机\n方小渡,1370000\n,13700001235\n".encode()
    done = import_file(data, "x.csv", by=cast.by, sender=cast.association, as_of=DAY)
    Import.objects.filter(pk=done.imported.pk).update(committed_at=at_noon(dt.date(2016, 12, 1)))
    assert SourceRow.objects.filter(type="rejected").count() == 1
    delete_what_is_due()
    assert SourceRow.objects.filter(type="rejected").count() == 0
    report = Import.objects.get(pk=done.imported.pk).report
    assert {cell["value"] for sheet in report["sheets"] for cell in sheet["rejected"]} == {""}


def test_pages_of_retention_and_erasures(cast, client):
    delete_what_is_due()
    client.force_login(cast.user("dpo"))
    page = client.get(reverse("desk:admin_retention")).content.decode()
    assert "查阅记录" in page
    assert "不得少于 183 天" in page
    assert client.get(reverse("desk:admin_erasures")).status_code == 200
    answer = client.post(reverse("desk:admin_lift"), {"name": "独孤求实", "phone": "13904287719", "consented": "on"})
    assert "没有与这些信息相符的已删除人员" in answer.content.decode()
    client.force_login(cast.user("liaison"))
    assert client.get(reverse("desk:admin_retention")).status_code == 403
