"""People and organisations: added and changed by hand, every value with a source."""

import datetime as dt

import pytest
from tests.register.conftest import DAY, START

from lianxin.access.actors import nobody
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.journal.models import Entry
from lianxin.reference.queries import find_place
from lianxin.register.models import Import, Mention, Person, SearchTerm
from lianxin.register.services.parties import add_organisation, add_person, change_organisation, change_person


def test_a_person_added_by_hand_has_a_source_and_is_found(town):
    officer = town.actor(town.officer)
    person = add_person(
        values={"name": " 单 伟 ", "phone": "139 0000 2222、0411-81234567", "birth": "1980.5"},
        by=officer,
        at=DAY,
    )
    assert (person.name, person.phone, person.birth) == ("单伟", "13900002222", "1980-05")
    assert person.sort_key.startswith("shan")
    mention = Mention.objects.get(person=person)
    assert mention.row.imported.by_hand
    assert mention.row.imported.sender == town.city
    assert mention.keys.count() == 4
    assert SearchTerm.objects.filter(name=person.name_key, term="shanwei").exists()
    entry = Entry.objects.get(verb="add_person", object_id=person.pk)
    assert "13900002222" not in str(entry.data)


def test_who_may_add_and_change_people(town):
    with pytest.raises(NotAllowed):
        add_person(values={"name": "何人"}, by=nobody(DAY))
    with pytest.raises(NotAllowed):
        change_person(town.wang, values={"email": "w@example.com"}, by=town.actor(town.leader))
    changed = change_person(town.wang, values={"email": "w@example.com"}, by=town.actor(town.other_liaison))
    assert changed.email == "w@example.com"
    assert changed.phone == "13900001111"


def test_unreadable_values_are_refused_and_nothing_is_kept(town):
    before = Person.objects.count()
    for values in ({"name": ""}, {"name": "张三", "phone": "123"}, {"name": "张三", "mood": "good"}):
        with pytest.raises(BadInput):
            add_person(values=values, by=town.actor(town.officer))
    assert Person.objects.count() == before


def test_the_newer_value_survives_and_what_the_person_says_wins(town):
    officer = town.actor(town.officer)
    person = add_person(values={"name": "林木", "phone": "13900003333"}, by=officer, at=dt.date(2016, 1, 1))
    change_person(person, values={"phone": "13900004444"}, by=officer, at=dt.date(2017, 1, 1))
    change_person(person, values={"phone": "0411-81234567"}, by=officer, at=dt.date(2017, 2, 1))
    assert Person.objects.get(pk=person.pk).phone == "13900004444"
    change_person(person, values={"phone": "13900005555"}, by=town.actor(person), at=dt.date(2017, 2, 2))
    change_person(person, values={"phone": "13900006666"}, by=officer, at=dt.date(2017, 3, 1))
    assert Person.objects.get(pk=person.pk).phone == "13900005555"
    assert Import.objects.filter(own=person).count() == 1


def test_a_value_blanked_by_hand_stays_blank(town):
    officer = town.actor(town.officer)
    person = add_person(values={"name": "林木", "phone": "13900003333"}, by=officer, at=START)
    change_person(person, values={"phone": ""}, by=officer, at=DAY)
    assert Person.objects.get(pk=person.pk).phone == ""


def test_organisations(town):
    officer = town.actor(town.officer)
    body = add_organisation(
        kind="firm",
        name="大连星海科技有限责任公司",
        credit_code="51210200000000001N",
        place=find_place("西岗区", DAY),
        by=officer,
    )
    assert body.name_key == "大连星海科技有限公司"
    assert SearchTerm.objects.filter(name=body.name_key, term__startswith="xhkj").exists()
    with pytest.raises(Conflict):
        add_organisation(kind="firm", name="别的公司", credit_code="51210200000000001N", by=officer)
    with pytest.raises(BadInput):
        add_organisation(kind="club", name="别的公司", by=officer)
    changed = change_organisation(body, by=officer, legal_person="高山", place=find_place("中山区", DAY))
    assert (changed.legal_person, changed.place.name) == ("高山", "中山区")
    with pytest.raises(NotAllowed):
        change_organisation(body, by=town.actor(town.liaison), legal_person="高山")
    change_organisation(town.software, by=town.actor(town.liaison), phone="0411-81234567")
    assert type(town.software).objects.get(pk=town.software.pk).phone == "0411-81234567"
