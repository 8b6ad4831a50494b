"""A drawn person of the sample city is erased: nothing names them any more, every figure stays, and nothing brings them back."""

from __future__ import annotations

import datetime as dt
import json
import random
from io import StringIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import models
from tests.keeping.searching import in_folder, in_tables

from lianxin.access.actors import service
from lianxin.core.errors import Conflict, UnknownName
from lianxin.core.sealed import SealedJSONField
from lianxin.journal.services.chain import verify_chain
from lianxin.keeping.services.backup import write_backup
from lianxin.keeping.services.restore import restore_backup
from lianxin.register.enums import TieKind
from lianxin.register.models import Erasure, Mention, Organisation, Person, Tie
from lianxin.register.queries.naming import find_person
from lianxin.register.services.erasing import ERASED, erase
from lianxin.register.services.imports import import_file
from lianxin.register.services.parties import add_person, change_person
from lianxin.register.services.stop_list import file_path
from lianxin.register.services.sweeping import swept_fields
from lianxin.ui.tables import WORDS, keep_words

DAY = dt.date(2017, 7, 14)
PHONE, NUMBER, MAIL = "13904287719", "21020219850302678X", "duguqiushi@example.cn"
NAME = "独孤求实"


def figures() -> dict[str, object]:
    out = StringIO()
    call_command("report", "annual", "--from", "2015-01-01", "--to", "2017-06-30", stdout=out)
    return {one["key"]: one["value"] for one in json.loads(out.getvalue())["figures"]}


def drawn_person() -> Person:
    """Somebody with ties, attendances and sources, renamed to what nobody else is called, with number, phone and e-mail."""
    held = set(Tie.objects.filter(kind=TieKind.STAFF_POST).values_list("person_id", flat=True))
    with_rows = Mention.objects.filter(
        person__participation_rows__isnull=False, person__ties__kind=TieKind.MEMBERSHIP
    )
    pks = sorted(set(with_rows.values_list("person_id", flat=True)) - held)
    person = Person.objects.get(pk=random.Random(17).choice(pks))
    by = service("test", on=DAY)
    from lianxin.flows.flow import CLOSED_PHASES
    from lianxin.matters.models import Matter

    Matter.objects.filter(parties__person=person).exclude(phase__in=CLOSED_PHASES).update(phase="done")
    change_person(
        person, values={"name": NAME, "phone": PHONE, "document_number": NUMBER, "email": MAIL}, by=by, at=DAY
    )
    person.refresh_from_db()
    assert person.name == NAME
    return person


def plant() -> list[str]:
    """Write name and phone into one row of every field that is swept, as careless people do."""
    planted = []
    words = f"找{NAME}（{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}）谈过"
    for model, field in swept_fields():
        if model._meta.label in {"register.SourceRow", "register.Mention", "register.Import"}:
            row = model._default_manager.order_by("-pk").first()
        else:
            row = model._default_manager.order_by("pk").first()
        if row is None or field.unique:
            continue
        if isinstance(field, (models.JSONField, SealedJSONField)):
            value = getattr(row, field.attname)
            value = (
                {**value, "planted": [words, NAME]}
                if isinstance(value, dict)
                else [*value, words]
                if isinstance(value, list)
                else words
            )
        else:
            limit = getattr(field, "max_length", None)
            value = words if not limit or limit >= len(words) else NAME[: limit or 0]
        if value != NAME[:1]:
            model._default_manager.filter(pk=row.pk).update(**{field.attname: value})
            planted.append(f"{model._meta.label}.{field.name}")
    return planted


LIST = "会员名单\n姓名,手机,工作单位\n{name},{phone},大连千帆网络有限公司\n方小渡,13700001234,大连千帆网络有限公司\n"
SIGNED = "签到表\n姓名,单位\n{name},大连千帆网络有限公司\n方小渡,大连千帆网络有限公司\n"


@pytest.mark.slow
def test_nothing_names_an_erased_person_and_nothing_brings_them_back(own_city, settings):
    by = service("test", on=DAY)
    association = Organisation.objects.filter(kind="association").order_by("pk").first()
    person = drawn_person()
    listed = LIST.format(name=NAME, phone=PHONE).encode()
    import_file(listed, "会员名单.csv", by=by, sender=association, as_of=DAY)
    assert Mention.objects.filter(name_key=NAME).exclude(person=person).count() == 0
    planted = plant()
    session = SessionStore()
    session["opened"] = {"words": NAME}
    session.create()
    request = type("R", (), {"session": session})()
    keep_words(request, NAME)
    session.save()
    before, counted = figures(), Person.objects.count()
    older = own_city.parent / "older.zip"
    write_backup(older, by=by)
    words = [NAME, PHONE, NUMBER, MAIL]
    assert in_folder(older.parent, words)
    assert len(planted) > 25

    erase(person, by=by, at=DAY)

    person.refresh_from_db()
    assert (person.name, person.birth, person.phone, person.erased_on) == (ERASED, "", "", DAY)
    assert figures() == before
    assert in_tables(words) == []
    fresh = own_city / "backups" / "fresh.zip"
    write_backup(fresh, by=by)
    assert in_folder(own_city, words) == []
    assert WORDS not in SessionStore(session.session_key).load()

    for name, data in {
        "会员名单.csv": listed,
        "会员名单新.csv": listed + b"\n",
        "签到.csv": SIGNED.format(name=NAME).encode(),
    }.items():
        import_file(data, name, by=by, sender=association, as_of=DAY)
    assert in_tables(words) == []
    # The colleague whose sign-in line says no phone is somebody new; nobody else came.
    assert set(Person.objects.order_by("pk").values_list("name", flat=True)[counted:]) <= {"方小渡"}
    with pytest.raises(Conflict):
        add_person(values={"name": NAME, "phone": PHONE}, by=by, at=DAY)
    with pytest.raises(UnknownName):
        find_person(NAME)

    assert file_path().exists()
    done = restore_backup(older, by=by, replace=True)
    assert done.erased_again == 1
    assert Erasure.objects.count() == 1
    assert in_tables(words) == []
    assert in_folder(own_city, words) == []
    assert figures() == before
    assert verify_chain().holds
