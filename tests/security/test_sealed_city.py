"""Phones, numbers, e-mails and addresses of the whole sample city stand in the database file under the seal only."""

from __future__ import annotations

import stat
from pathlib import Path

import pyarrow as pa
import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from pyarrow import compute

from lianxin.accounts.models import User
from lianxin.config.secrets import make_secrets, secrets_path
from lianxin.lists.reading import sheets_of
from lianxin.lists.writing import csv_bytes, xlsx_bytes
from lianxin.matters.models import Matter
from lianxin.register.keys import phones_in
from lianxin.register.models import Mention, Organisation, Person
from lianxin.register.records import committers


def personal_values() -> set[str]:
    found: set[str] = set()
    for person in Person.objects.order_by("pk")[:1500]:
        found |= {person.phone, person.document_number, person.email, person.address}
    for body in Organisation.objects.order_by("pk")[:800]:
        found |= {body.phone, body.address}
    for mention in Mention.objects.order_by("pk")[:1500]:
        found |= {*phones_in(mention.values), str(mention.values.get("email") or ""), str(mention.values.get("document_number") or "")}
    found |= {line for matter in Matter.objects.exclude(content=b"").order_by("pk")[:300] for line in matter.content.splitlines()}
    # What is shorter may stand in a file of this size by chance.
    return {value for value in found if len(value) >= 8}


def standing_in(data: bytes, values: set[str]) -> list[str]:
    """The values that stand in `data`. All are looked for at once by their first eight bytes: one by one takes most of a minute."""
    begin = {value: int.from_bytes(value.encode()[:8], "little") for value in values}
    wanted = pa.array(begin.values(), pa.uint64())
    met: set[int] = set()
    for offset in range(8):
        count = (len(data) - offset) // 8
        words = pa.Array.from_buffers(pa.uint64(), count, [None, pa.py_buffer(data[offset : offset + 8 * count])])
        met.update(words.filter(compute.is_in(words, value_set=wanted)).to_pylist())
    return [value for value in values if begin[value] in met and value.encode() in data]


def test_what_stands_in_a_file_is_found():
    values = {"13900001111", "中山区人民路", "12345678", "nobody@example.cn"}
    data = "xx13900001111yyy中山区人民路zz12345679.nobody@example.c".encode()
    assert set(standing_in(data, values)) == {"13900001111", "中山区人民路"}
    assert standing_in(b"..1234567812345678", {"12345678"}) == ["12345678"]


def test_the_file_holds_them_sealed_only(sample_city, sample_database):
    if connections["default"].vendor != "sqlite":
        pytest.skip("reads the bytes of the SQLite file")
    values = personal_values()
    assert len(values) > 300
    data = b"".join(path.read_bytes() for path in Path(sample_database).parent.glob(f"{Path(sample_database).name}*"))
    assert len(data) > 1_000_000
    assert standing_in(data, values) == []
    assert Person.objects.order_by("pk").first().name.encode() in data, "names are plain by design"


def test_a_session_holds_no_words(sample_city):
    from django.contrib.sessions.models import Session

    client = Client()
    client.force_login(User.objects.get(username="demo-city"))
    client.post("/desk/people/", {"q": "13900001111"})
    for session in Session.objects.all():
        assert "13900001111" not in str(session.get_decoded())


def test_keys_are_read_by_their_owner_alone(tmp_path):
    make_secrets(tmp_path / "data")
    assert stat.S_IMODE(secrets_path(tmp_path / "data").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o600


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "\t=1", "\r=1", '=HYPERLINK("http://evil")'])
def test_no_export_runs_a_formula(text):
    columns = committers.get("people").exported
    row = {"id": 1, "name": text, "employer": text}
    line = csv_bytes(columns, [row]).decode("utf-8-sig").splitlines()[1:]
    assert not any(cell.strip('"').startswith(("=", "+", "@", "\t", "\r")) or cell.strip('"').startswith("-2") for cell in "".join(line).split(","))
    import datetime as dt
    import io
    import zipfile

    book = xlsx_bytes(columns, [row], title="名单", made_on=dt.date(2017, 7, 14))
    assert sheets_of(book, "x.xlsx")
    with zipfile.ZipFile(io.BytesIO(book)) as inside:
        assert b"<f>" not in inside.read("xl/worksheets/sheet1.xml")
