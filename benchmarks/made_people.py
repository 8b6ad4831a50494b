"""People, organisations, ties and the lists they came from, written straight into PostgreSQL by COPY.

The shape is a city's: a firm for every 20 people, an association for every 250, one list sent by each association; each
person has an employer, a place to live and one or two memberships. Deterministic for a given number.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from itertools import count

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Field, Model

from lianxin.core.dates import now
from lianxin.core.names import org_name_key, sort_key
from lianxin.core.sealed import seal
from lianxin.reference.models import Place
from lianxin.register.models import Import, Mention, Organisation, Person, SearchTerm, SourceRow, Tie
from lianxin.register.services.terms import person_terms

FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋"
    "唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅鹏辉建国志文海波宁欣怡雨晨思博浩然子轩佳琪"
START = dt.date(2015, 1, 1)
SEALED_POOL = 500
"""Sealing a million values would measure the cipher; a pool of sealed values has the same size and cost to read."""


def copy(model: type[Model], columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    """Write rows by COPY; what is not given takes the model's default. Ids are given, and the sequence follows."""
    given = {name: place for place, name in enumerate(columns)}
    fields = list(model._meta.local_concrete_fields)
    rest = {field.attname: _default(field) for field in fields if field.attname not in given}
    names = ", ".join(f'"{field.column}"' for field in fields)
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        with cursor.copy(f'COPY "{model._meta.db_table}" ({names}) FROM STDIN') as out:
            for row in rows:
                out.write_row([row[given[f.attname]] if f.attname in given else rest[f.attname] for f in fields])
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _default(field: "Field") -> object:
    return field.get_db_prep_save(field.get_default(), connection)


def make_people(number: int) -> None:
    """Fill an empty register with so many people and what belongs to them, then ANALYZE."""
    chance = random.Random(20170714)
    units = list(Place.objects.units(dt.date(2017, 7, 14)).values_list("pk", flat=True))
    firms, associations = max(number // 20, 20), max(number // 250, 8)
    first_association = firms + 1
    copy(Organisation, ("id", "kind", "name", "name_key", "sort_key", "place_id", "added_on"), _bodies(firms, associations, units, chance))
    names = ["".join((chance.choice(FAMILY), *chance.choices(GIVEN, k=chance.choice((1, 2, 2))))) for _ in range(number)]
    pool = [seal(f"1{chance.randrange(3 * 10**9, 10**10)}") for _ in range(SEALED_POOL)]
    copy(
        Person,
        ("id", "name", "sort_key", "phone", "birth", "added_on"),
        (
            (pk, name, sort_key(name)[:200], chance.choice(pool), f"{chance.randrange(1950, 1999)}", START)
            for pk, name in enumerate(names, 1)
        ),
    )
    home_of = [_first_half(chance, associations) for _ in range(number)]
    columns = ("id", "kind", "person_id", "organisation_id", "place_id", "start", "is_main")
    copy(Tie, columns, _ties(number, firms, associations, home_of, units, chance))
    copy(
        Import,
        ("id", "file_name", "sender_id", "basis", "as_of", "state", "committed_at"),
        ((n, f"会员名册{n}.xlsx", first_association + n - 1, "consent", START, "committed", now()) for n in range(1, associations + 1)),
    )
    cells = [seal('{"name":"王芳","phone":"13900001111","employer":"大连某某有限公司"}') for _ in range(SEALED_POOL)]
    copy(
        SourceRow,
        ("id", "imported_id", "type", "number", "cells", "digest"),
        ((pk, home_of[pk - 1] + 1, "people", pk, chance.choice(cells), f"{pk:032x}") for pk in range(1, number + 1)),
    )
    copy(
        Mention,
        ("id", "row_id", "role", "person_id", "values", "name_key"),
        ((pk, pk, "subject", pk, chance.choice(cells), names[pk - 1]) for pk in range(1, number + 1)),
    )
    terms = count(1)
    found = ((next(terms), pk, term) for pk, name in enumerate(names, 1) for term in person_terms(name))
    copy(SearchTerm, ("id", "person_id", "term"), found)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _bodies(firms: int, associations: int, units: list[int], chance: random.Random) -> Iterator[tuple[object, ...]]:
    for pk in range(1, firms + associations + 1):
        is_firm = pk <= firms
        name = f"大连{chance.choice(GIVEN)}{chance.choice(GIVEN)}{pk}有限公司" if is_firm else f"大连市第{pk - firms}行业协会"
        yield pk, "firm" if is_firm else "association", name, org_name_key(name), sort_key(name)[:200], chance.choice(units), START


def _first_half(chance: random.Random, associations: int) -> int:
    """Sizes differ: most associations are small, a few are large."""
    return int(associations * chance.random() ** 2)


def _ties(
    number: int, firms: int, associations: int, home_of: list[int], units: list[int], chance: random.Random
) -> Iterator[tuple[object, ...]]:
    ids = count(1)
    for pk in range(1, number + 1):
        yield next(ids), "employment", pk, chance.randrange(1, firms + 1), None, START, True
        yield next(ids), "residence", pk, None, chance.choice(units), START, False
        yield next(ids), "membership", pk, firms + 1 + home_of[pk - 1], None, START, False
        if chance.random() < 0.3:
            yield next(ids), "membership", pk, firms + 1 + chance.randrange(associations), None, START, False
