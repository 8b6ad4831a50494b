"""Fields that find one record by name or number, among what the actor may see."""

from __future__ import annotations

import pytest
from django import forms
from tests.cast import cast  # noqa: F401

from lianxin.access.actors import service
from lianxin.desk.choosers import DocumentField, OrganisationField, PersonField
from lianxin.register.models import Person


class Chosen(forms.Form):
    def __init__(self, data, *, actor, field=PersonField, required=False):
        super().__init__(data)
        self.fields["who"] = field(actor=actor, required=required)


@pytest.fixture
def by(db):
    return service("tests")


def chosen(text, actor, field=PersonField):
    form = Chosen({"who": text}, actor=actor, field=field)
    assert form.is_valid(), form.errors
    return form.cleaned_data["who"]


def test_a_name_a_number_or_both_name_one_person(cast, by):  # noqa: F811
    member = cast.member
    for text in (member.name, str(member.pk), f"{member.pk} {member.name}", f" {member.name} "):
        assert chosen(text, by) == member
    assert chosen("", by) is None
    assert PersonField(actor=by).prepare_value(member) == f"{member.pk} {member.name}"


def test_namesakes_are_asked_for_their_number(cast, by):  # noqa: F811
    member = cast.member
    other = Person.objects.create(name=member.name, added_on=member.added_on)
    form = Chosen({"who": member.name}, actor=by)
    assert not form.is_valid()
    assert str(other.pk) in str(form.errors)
    assert chosen(f"{other.pk} {other.name}", by) == other


def test_nobody_finds_whom_they_may_not_see(cast, by):  # noqa: F811
    stranger = cast.people["stranger"]
    for text in (stranger.name, str(stranger.pk), "没有此人", "9" * 11):
        assert not Chosen({"who": text}, actor=cast.actor("liaison")).is_valid()


def test_merged_people_are_not_found(cast, by):  # noqa: F811
    gone = Person.objects.create(name="并入者", added_on=cast.member.added_on, merged_into=cast.member)
    assert not Chosen({"who": str(gone.pk)}, actor=by).is_valid()


def test_bodies_are_found_by_any_spelling_of_their_name(cast, by):  # noqa: F811
    assert chosen(f" {cast.association.name} ", by, OrganisationField) == cast.association
    assert not Chosen({"who": "没有"}, actor=by, field=DocumentField).is_valid()
