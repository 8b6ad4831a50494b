"""Erasing one person of a small city: what goes, what stays, who is refused, and the walk that forgets no field."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import models
from tests.register.conftest import DAY, START

from lianxin.access.actors import service
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.core.sealed import SealedTextField
from lianxin.register.models import (
    Consent,
    Erasure,
    Import,
    Mention,
    Organisation,
    PartyKey,
    Person,
    SourceRow,
    Stop,
    Tie,
    TieChange,
)
from lianxin.register.queries.traces import MARK, traces_of
from lianxin.register.services import sweeping
from lianxin.register.services.consents import give_consent
from lianxin.register.services.erasing import ERASED, erase, one_person
from lianxin.register.services.imports import import_file
from lianxin.register.services.leaving import leave
from lianxin.register.services.parties import add_person, change_organisation
from lianxin.register.services.previews import folder, keep_upload
from lianxin.register.services.replaying import replay
from lianxin.register.services.stop_list import (
    asked_to_be_erased,
    digests_of,
    joined,
    lift,
    lines_of_database,
    may_not_be_kept,
)
from lianxin.register.services.ties import add_tie, change_tie

BY = service("test", on=DAY)


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path, settings):
    settings.LIANXIN_DATA = tmp_path


def person(name="独孤求实", **values):
    return add_person(values={"name": name, "phone": "13904287719", **values}, by=BY, at=START)


def csv(*rows, title="会员名单"):
    return "\n".join([title, *rows]).encode()


def refusals(outcome):
    return [(one.row, str(one.reason), one.value) for sheet in outcome.sheets for one in sheet.rejected]


def test_offices_held_and_what_edits_changed_about_them_go(town):
    who = person()
    chair = add_tie(kind="membership", person=who, organisation=town.software, role="理事", start=START, by=BY)
    level = add_tie(kind="appointment", person=who, organisation=town.city, role="city", start=START, by=BY)
    change_tie(chair, role="会长", by=BY)
    assert TieChange.objects.filter(tie=chair).exists()
    erase(who, by=BY, at=DAY)
    for tie in (chair, level):
        tie.refresh_from_db()
    assert (chair.role, level.role) == ("", "city")
    assert not TieChange.objects.exists()


def test_the_stub_keeps_places_categories_and_dates(town):
    who = person(sex="男", birth="1985-03-02", email="d@example.cn")
    member = add_tie(kind="membership", person=who, organisation=town.software, start=START, by=BY)
    later = add_tie(kind="team", person=who, organisation=town.lawyers, start=dt.date(2018, 1, 1), by=BY)
    home = add_tie(kind="residence", person=who, place=town.city.place, start=START, by=BY)
    consent = give_consent(who, purpose="bulletins", by=BY, at=START)
    erasure = erase(who, by=BY, at=DAY)
    who.refresh_from_db()
    assert (who.name, who.sex, who.birth, who.phone, who.email, who.sort_key) == (ERASED, "0", "", "", "", "")
    assert who.erased_on == DAY
    for tie in (member, later, home):
        tie.refresh_from_db()
    assert (member.start, member.end, home.place_id, home.end) == (START, DAY, town.city.place_id, DAY)
    assert later.end == later.start
    consent.refresh_from_db()
    assert consent.withdrawn_on == DAY
    assert not PartyKey.objects.filter(mention__person=who).exists()
    assert [
        (m.values, m.name_key, m.row.cells) for m in Mention.objects.filter(person=who).select_related("row")
    ] == [({}, "", {})]
    assert erasure.stops.filter(kind=Stop.Kind.PHONE).count() == 1
    with pytest.raises(Conflict):
        erase(who, by=BY, at=DAY)


def test_nobody_erases_unasked_and_staff_end_their_post_first(town):
    with pytest.raises(NotAllowed):
        erase(town.wang, by=town.actor(town.officer), at=DAY)
    with pytest.raises(NotAllowed):
        erase(town.wang, by=town.actor(town.guardian), at=DAY)
    with pytest.raises(Conflict):
        erase(town.officer, by=BY, at=DAY)


def test_whoever_was_merged_into_them_goes_too(town):
    who, other = person(), person("独孤求是", phone="13904287720")
    Person.objects.filter(pk=other.pk).update(merged_into=who)
    other.refresh_from_db()
    assert one_person(other) == {who.pk, other.pk}
    erase(other, by=BY, at=DAY)
    assert set(Person.objects.filter(pk__in=[who.pk, other.pk]).values_list("name", flat=True)) == {ERASED}


def test_a_namesake_and_an_office_lose_nothing(town):
    who, namesake = person("王伟"), person("王伟", phone="13900009999")
    longer = person("王伟强", phone="13900008888")
    change_organisation(town.software, phone="0411-82345678", legal_person="王伟", by=BY, at=DAY)
    change_organisation(town.lawyers, phone="13904287719", by=BY, at=DAY)
    traces = traces_of({who.pk})
    assert traces.scrub("王伟与王伟强") == "王伟与王伟强"
    assert traces.scrub("王伟（139-0428 7719）与王伟强") == f"{MARK}（{MARK}）与王伟强"
    assert traces.scrub("王伟与王伟强", linked=True) == f"{MARK}与王伟强"
    erase(who, by=BY, at=DAY)
    for one, phone in ((namesake, "13900009999"), (longer, "13900008888")):
        one.refresh_from_db()
        assert one.phone == phone
    town.software.refresh_from_db()
    town.lawyers.refresh_from_db()
    assert town.software.legal_person == "王伟"
    assert town.lawyers.phone == ""
    assert traces_of({namesake.pk}).scrub("王伟") == ""


def test_a_list_brings_nobody_back(town):
    rows = csv(
        "姓名,手机,工作单位",
        "独孤求实,139 0428 7719,大连千帆网络有限公司",
        "方小渡,13700001234,大连千帆网络有限公司",
    )
    import_file(rows, "会员名单.csv", by=BY, sender=town.software, as_of=DAY)
    who = Person.objects.get(name="独孤求实")
    erase(who, by=BY, at=DAY)
    people = Person.objects.count()

    outcome = import_file(rows + b"\n", "again.csv", by=BY, sender=town.software, as_of=DAY)
    assert refusals(outcome) == [(3, asked_to_be_erased(), "")]
    assert outcome.sheets[0].effects["rejected"] == 1
    outcome = import_file(
        csv("姓名,单位", "独孤求实,大连千帆网络有限公司"),
        "signed.csv",
        by=BY,
        sender=town.software,
        as_of=DAY,
    )
    assert len(refusals(outcome)) == 1
    # Under their own name with their own phone a namesake at the same firm is somebody else.
    outcome = import_file(
        csv("姓名,手机,单位", "独孤求实,13611112222,大连千帆网络有限公司"),
        "namesake.csv",
        by=BY,
        sender=town.software,
        as_of=DAY,
    )
    assert refusals(outcome) == []
    assert Person.objects.count() == people + 1
    kept = [row.cells for row in SourceRow.objects.filter(type="rejected")]
    assert [cells for cells in kept if cells] == []


def test_other_senders_are_not_told_who_was_erased(town):
    who = person()
    add_tie(kind="membership", person=who, organisation=town.software, start=START, by=BY)
    erase(who, by=BY, at=DAY)
    stranger = town.actor(town.other_liaison)
    outcome = import_file(
        csv("姓名,手机", "独孤求实,13904287719"), "x.csv", by=stranger, sender=town.lawyers, as_of=DAY
    )
    assert refusals(outcome) == [(3, may_not_be_kept(), "")]


def test_the_bare_name_is_never_digested():
    assert digests_of({"name": "独孤求实", "sex": "1"}) == {}
    assert set(digests_of({"name": "独孤求实", "birth": "1985-03"}).values()) == {Stop.Kind.SAID}
    one, other = (
        digests_of({"name": "张三", "phone": ["13904287719"]}),
        digests_of({"name": "李四", "phone": ["13904287719"]}),
    )
    assert not set(one) & set(other)


def test_hands_are_refused_until_a_fresh_consent(town):
    erase(person(), by=BY, at=DAY)
    with pytest.raises(Conflict):
        person()
    guardian = town.actor(town.guardian)
    with pytest.raises(BadInput):
        lift({"name": "独孤求实"}, by=guardian, at=DAY)
    with pytest.raises(NotAllowed):
        lift({"name": "独孤求实", "phone": ["13904287719"]}, by=town.actor(town.officer), at=DAY)
    assert len(lift({"name": "独孤求实", "phone": ["13904287719"]}, by=guardian, at=DAY)) == 1
    assert person().name == "独孤求实"


def test_a_lapsed_person_may_come_back(town):
    erase(person(), by=BY, at=DAY, reason=Erasure.Reason.LAPSED)
    assert person().pk


def test_a_stop_list_is_replayed_on_an_older_database(town):
    who = person()
    lines = []
    erasure = erase(who, by=BY, at=DAY)
    lines = lines_of_database()
    Erasure.objects.all().delete()
    Person.objects.filter(pk=who.pk).update(name="独孤求实", erased_on=None)
    second = person(phone="13904287719", email="d@example.cn")
    assert replay(joined(lines, lines), by=BY) == 2
    assert set(Person.objects.filter(pk__in=[who.pk, second.pk]).values_list("name", flat=True)) == {ERASED}
    assert Erasure.objects.filter(key=erasure.key).count() == 1
    assert replay(lines, by=BY) == 0


def test_what_a_waiting_list_or_a_report_holds_goes(town):
    outcome = import_file(
        csv("姓名,手机,身份证号", "独孤求实,13904287719,21020219850302678"),
        "bad.csv",
        by=BY,
        sender=town.software,
        as_of=DAY,
    )
    assert any(value for _row, _reason, value in refusals(outcome))
    erase(Person.objects.get(name="独孤求实"), by=BY, at=DAY)
    report = Import.objects.get(pk=outcome.imported.pk).report
    assert [cell["value"] for sheet in report["sheets"] for cell in sheet["rejected"]] == [""]


def test_a_list_that_waits_for_its_commit_goes_with_its_file(town, django_capture_on_commit_callbacks):
    who = person()
    waiting = keep_upload(csv("姓名,手机", "独孤求实,13904287719"), "waiting.csv", by=BY, sender=town.software)
    other = keep_upload(csv("姓名,手机", "方小渡,13700001234"), "other.csv", by=BY, sender=town.software)
    with django_capture_on_commit_callbacks(execute=True):
        erase(who, by=BY, at=DAY)
    assert not Import.objects.filter(pk=waiting.pk).exists()
    assert {path.name for path in folder().iterdir()} == {f"{other.pk}.sealed"}


def test_every_field_is_swept_or_says_why_not():
    """A field of a class that nobody knows stops here: say in sweeping.py how it is searched."""
    swept = {f"{model._meta.label}.{field.name}" for model, field in sweeping.swept_fields()}
    assert "matters.Matter.content" in swept
    assert "register.SourceRow.cells" in swept
    assert not swept & set(sweeping.HOLDS_NOBODY)
    known = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
    }
    assert set(sweeping.HOLDS_NOBODY) - known == set()
    texts = (
        models.CharField,
        models.TextField,
        models.JSONField,
        models.BinaryField,
        models.FileField,
        SealedTextField,
    )
    missing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("lianxin.") and model is not Person
        for field in model._meta.local_fields
        if isinstance(field, texts)
        and not field.choices
        and not isinstance(field, models.SlugField)
        and not model._meta.label.startswith("reference.")
        and f"{model._meta.label}.{field.name}" not in swept | set(sweeping.HOLDS_NOBODY)
    ]
    assert missing == []


def test_a_new_class_of_field_is_refused(monkeypatch):
    class Strange(models.Field):
        name = "strange"

    with pytest.raises(sweeping.UnknownFieldError):
        sweeping.is_swept(Organisation, Strange())


def test_leaving_ends_every_tie_to_that_body_and_no_other(town):
    mine = town.actor(town.wang)
    member = Tie.objects.get(person=town.wang, organisation=town.software)
    team = add_tie(kind="team", person=town.wang, organisation=town.software, start=START, by=BY)
    with pytest.raises(NotAllowed):
        leave(member, by=town.actor(town.leader), at=DAY)
    assert {tie.pk for tie in leave(member, by=mine, at=DAY)} == {member.pk, team.pk}
    assert Tie.objects.get(person=town.wang, organisation=town.lawyers).end is None
    assert not town.actor(town.liaison).can("view", Tie.objects.get(kind="residence", person=town.wang))
    with pytest.raises(NotAllowed):
        leave(member, by=mine, at=DAY)
    assert Consent.objects.count() == 0
