"""What a person takes along is everything that names them, found by walking the models, and nothing of anybody else's."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignKey, Model
from tests.cast import cast  # noqa: F401
from tests.factories.records import one_of_each

from lianxin.core.errors import NotAllowed
from lianxin.gatherings.models import Participation
from lianxin.journal.models import Entry, Read
from lianxin.matters.models import MatterParty
from lianxin.portal.papers import subject_pdf
from lianxin.portal.records import as_json
from lianxin.register.models import Person, SourceRow, Touch
from lianxin.register.queries.subject import subject_records
from lianxin.register.reach import party_references
from lianxin.register.services.parties import change_person
from lianxin.register.services.reveals import note_opening
from lianxin.register.services.subject_export import take_along

# What stands between a row of Lianxin's own apps and a person is found here by other means than the export's.
Rows = set[tuple[str, int]]


def named_rows(person: Person) -> Rows:
    """Every row that names the person: by any relation to Person, many-to-many among them, and by declared ids."""
    found: Rows = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            points = getattr(field, "related_model", None) is Person and not field.auto_created
            if points and not field.many_to_many:
                found |= rows_of(model, **{field.name: person})
            elif points:
                through = field.remote_field.through
                found |= rows_of(through, **{field.m2m_reverse_field_name(): person})
    for reference in party_references(Person):
        if not reference.is_key:
            found |= rows_of(reference.model, **{reference.column: person.pk})
    return found


def rows_behind(person: Person) -> Rows:
    """Rows that name them through another: list rows that mention them, keys and touches of these, parts of their parts."""
    found = rows_of(SourceRow, mentions__person=person)
    found |= {("register.PartyKey", pk) for mention in person.mentions.all() for pk in mention.keys.values_list("pk", flat=True)}
    for part in Participation.objects.filter(person=person):
        found |= {("gatherings.Attendance", pk) for pk in part.marks.values_list("pk", flat=True)}
        found |= {("register.Touch", pk) for pk in touches(part)}
    for tie in person.ties.all():
        found |= {("register.Touch", pk) for pk in touches(tie)}
    found |= rows_of(Entry, model="register.Person", object_id=person.pk)
    return found


def touches(obj: Model):
    return Touch.objects.filter(model=obj._meta.label, object_id=obj.pk).values_list("pk", flat=True)


def rows_of(model: type[Model], /, **lookup) -> Rows:
    return {(model._meta.label, pk) for pk in model._default_manager.filter(**lookup).values_list("pk", flat=True)}


def taken(person: Person, actor) -> Rows:
    return {(one.model, one.obj.pk) for one in subject_records(person, actor)}


@pytest.fixture
def town(cast):  # noqa: F811
    one_of_each(cast)
    note_opening(cast.member, by=cast.actor("liaison"))
    change_person(cast.member, values={"address": "中山区人民路1号"}, by=cast.actor("member"))
    return cast


@pytest.mark.parametrize("role", ["member", "liaison", "city_officer", "dpo"])
def test_every_row_that_names_somebody_is_in_what_they_take_along(town, role):
    person = town.people[role]
    missing = (named_rows(person) | rows_behind(person)) - taken(person, town.actor(role))
    assert missing == set()


def test_of_drawn_people_of_the_city_nothing_is_missing(sample_city):
    member = sample_city.actor("demo-member")
    drawn = [
        member.person_id,
        MatterParty.objects.filter(person__isnull=False).order_by("-pk").first().person_id,
        Participation.objects.filter(person__isnull=False).order_by("pk")[500].person_id,
    ]
    from lianxin.accounts.actors import actor_for

    for pk in drawn:
        person, actor = Person.objects.get(pk=pk), actor_for(pk)
        assert (named_rows(person) | rows_behind(person)) - taken(person, actor) == set()
        text = json.dumps(as_json(take_along(person, by=actor, form="json")), ensure_ascii=False, cls=DjangoJSONEncoder)
        assert person.name in text
        assert not person.phone or person.phone in text


def test_nobody_elses_numbers_and_cases_are_in_it(town):
    """Whoever shares a matter, a list or a tie with the member keeps what is theirs."""
    member = town.member
    text = json.dumps(as_json(take_along(member, by=town.actor("member"), form="json")), ensure_ascii=False, cls=DjangoJSONEncoder)
    for other in Person.objects.exclude(pk=member.pk):
        for value in (other.phone, other.document_number, other.email, other.address):
            assert not value or value in {member.phone, member.document_number, member.email, member.address} or value not in text
    data = json.loads(text)
    foreign = set()
    for record in data["records"]:
        model = apps.get_model(record["record"])
        ids = {field.attname for field in model._meta.local_fields if isinstance(field, ForeignKey)}
        foreign |= ids & set(record.get("columns", {}))
    assert foreign == set()
    assert "password" not in text


def test_rows_that_mention_others_too_are_told_by_their_line_alone(town):
    record = {(one.model, one.obj.pk): one for one in subject_records(town.member, town.actor("member"))}
    for row in SourceRow.objects.filter(mentions__person=town.member).distinct():
        alone = not row.mentions.filter(person__isnull=False).exclude(person=town.member).exists()
        assert bool(record["register.SourceRow", row.pk].columns.get("cells")) <= alone


def test_sealed_values_are_in_clear_and_who_read_is_named(town):
    data = as_json(take_along(town.member, by=town.actor("member"), form="json"))
    assert data["person"]["address"] == "中山区人民路1号"
    assert data["values"]["address"][0]["said_by_yourself"]
    assert data["readings"][0]["reader"] == town.people["liaison"].name
    assert {one["name"] for one in data["seen_by"]} >= {town.people["city_officer"].name}
    assert all(one["purpose"] for one in data["records"] if one["record"] == "register.Tie")


def test_taking_along_is_for_oneself_and_noted_otherwise(town):
    take_along(town.member, by=town.actor("member"), form="json")
    assert not Read.objects.filter(subject_id=town.member.pk, how=Read.How.EXPORTED).exists()
    take_along(town.member, by=town.actor("dpo"), form="pdf", reason="本人申请")
    assert Read.objects.get(subject_id=town.member.pk, how=Read.How.EXPORTED).reason == "本人申请"
    assert Entry.objects.filter(verb="export_own", object_id=town.member.pk).count() == 2
    for role in ("liaison", "city_officer", "stranger"):
        with pytest.raises(NotAllowed):
            take_along(town.member, by=town.actor(role), form="json")


def test_the_document_is_set(town):
    from lianxin.core.typesetting import han_font

    if not han_font():
        pytest.skip("no font with Chinese characters here")
    pdf = subject_pdf(take_along(town.member, by=town.actor("member"), form="pdf"))
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 20_000
