"""Many rows at once: numbers given out, columns set, rows deleted with what goes with them."""

import datetime as dt

import pytest
from django.db.models import ProtectedError

from lianxin.access.actors import service
from lianxin.core.bulk import reserve_all, update_many
from lianxin.core.relations import delete_all, delete_by_ids, newest_naming
from lianxin.register.models import Import, Mention, Organisation, PartyKey, Person, Regrouping, SourceRow
from lianxin.register.services.imports import import_file

pytestmark = pytest.mark.django_db
LIST = "姓名,手机\n王芳,13900001111\n李强,13900002222\n".encode()


@pytest.fixture
def taken():
    return import_file(LIST, "名册.csv", by=service("tests"), basis="consent").imported


def test_numbers_of_several_models_are_nobody_elses():
    first, second = (reserve_all({Person: 3, Organisation: 0, Import: 1}) for _turn in range(2))
    assert [len(first[model]) for model in (Person, Organisation, Import)] == [3, 0, 1]
    assert not {*first[Person]} & {*second[Person]}
    made = Person.objects.create(name="王芳", added_on=dt.date(2017, 7, 14))
    assert made.pk > max(second[Person])


def test_columns_of_many_rows_are_set_sealed_and_converted(taken):
    one, other = Person.objects.order_by("pk")
    update_many(
        Person,
        ("phone", "added_on", "merged_into_id"),
        [("13700000000", dt.date(2016, 1, 2), None, one.pk), ("", dt.date(2016, 1, 3), one.pk, other.pk)],
    )
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.phone, one.added_on, one.merged_into_id) == ("13700000000", dt.date(2016, 1, 2), None)
    assert (other.phone, other.merged_into_id) == ("", one.pk)


def test_rows_go_with_what_belongs_to_them_and_let_go_of_what_does_not(taken):
    one, other = Person.objects.order_by("pk")
    made = Regrouping.objects.create(
        did="merged", person=one, other_person=other, row=taken.rows.first(), reason="", at=taken.committed_at
    )
    assert delete_all(taken.rows.all()) == 2
    assert not any(model.objects.exists() for model in (SourceRow, Mention, PartyKey))
    made.refresh_from_db()
    assert made.row is None


def test_what_others_point_to_stays(taken):
    one, other = Person.objects.order_by("pk")
    Person.objects.filter(pk=other.pk).update(merged_into=one)
    delete_all(taken.rows.all())
    with pytest.raises(ProtectedError):
        delete_by_ids(Person, [one.pk])
    assert newest_naming([(Person, "merged_into_id"), (Mention, "person_id")], [one.pk, other.pk]) == [
        {one.pk: other.pk},
        {},
    ]
    assert delete_by_ids(Person, [other.pk]) == delete_by_ids(Person, [one.pk]) == 1
