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
from lianxin.core.names import name_key, org_name_key, sort_key
from lianxin.core.sealed import seal
from lianxin.reference.models import Place
from lianxin.register.enums import KeyKind
from lianxin.register.keys import TAIL, key_digest
from lianxin.register.models import Import, Mention, Organisation, PartyKey, Person, SearchTerm, SourceRow, Tie
from lianxin.register.services.terms import person_columns, ready_names
from made_names import AHEAD, BRAND, FORMS, TRADES, full_name

FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋"
    "唐许邓韩冯曹彭曾萧田董潘袁蔡蒋余于杜叶程苏魏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷"
)
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅鹏辉建国志文海波宁欣怡雨晨思博浩然子轩佳琪"
FIELDS_OF_ASSOCIATIONS = "软件行业 律师 建筑行业 餐饮 医药行业 文化产业 民办教育 互联网 房地产业 物业管理 家政服务 会计师 旅游 心理咨询"
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
    bodies = _body_names(firms, associations, chance)
    columns = ("id", "kind", "name", "name_key", "sort_key", "credit_code", "place_id", "added_on")
    copy(Organisation, columns, _bodies(bodies, firms, units, chance))
    names = ["".join(full_name(chance, chance.choice("mf"), chance.randrange(1950, 1999))) for _ in range(number)]
    pool = [seal(f"1{chance.randrange(3 * 10**9, 10**10)}") for _ in range(SEALED_POOL)]
    copy(
        Person,
        ("id", "name", "name_key", "sort_key", "stroke_key", "phone", "birth", "added_on"),
        (
            (pk, name, *person_columns(name).values(), chance.choice(pool), f"{chance.randrange(1950, 1999)}", START + dt.timedelta(pk % 900))
            for pk, name in enumerate(names, 1)
        ),
    )
    # In the order of the lists that brought them, as imports leave them: rows of one list stand together.
    home_of = sorted(_first_half(chance, associations) for _ in range(number))
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
    employer = [(chance.randrange(firms)) for _ in range(number)]
    columns = ("id", "row_id", "role", "person_id", "organisation_id", "values", "name_key")
    copy(Mention, columns, _mentions(names, bodies, employer, cells, chance))
    phones = (f"1{30 + pk % 70}{pk * 7919 % 10**8:08d}" for pk in range(1, number + 1))
    keys = (
        (2 * pk - half, pk, kind, key_digest(kind, phone if half else phone[-TAIL:]))
        for pk, phone in enumerate(phones, 1)
        for half, kind in ((1, KeyKind.PHONE), (0, KeyKind.PHONE_TAIL))
    )
    copy(PartyKey, ("id", "mention_id", "kind", "digest"), keys)
    terms = ready_names(names, ((body, "") for body in bodies)).values
    copy(SearchTerm, ("id", "name", "way", "term"), ((pk, *term) for pk, term in enumerate(terms, 1)))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _body_names(firms: int, associations: int, chance: random.Random) -> list[str]:
    """Firms, then associations; each name once."""
    names: dict[str, None] = {}
    while len(names) < firms:
        brand = "".join(chance.choices(BRAND, k=chance.choice((2, 2, 3))))
        names[f"{AHEAD.draw(chance)}{brand}{TRADES.draw(chance)}{FORMS.draw(chance)}"] = None
    fields = FIELDS_OF_ASSOCIATIONS.split()
    return [*names, *(f"大连市第{n}{chance.choice(fields)}协会" for n in range(1, associations + 1))]


def _bodies(names: list[str], firms: int, units: list[int], chance: random.Random) -> Iterator[tuple[object, ...]]:
    for pk, name in enumerate(names, 1):
        code = f"91210200{pk:09d}X" if pk <= firms else f"51210200{pk:09d}X"
        kind = "firm" if pk <= firms else "association"
        yield pk, kind, name, org_name_key(name), sort_key(name)[:200], code, chance.choice(units), START


def _mentions(
    names: list[str], bodies: list[str], employer: list[int], cells: list[bytes], chance: random.Random
) -> Iterator[tuple[object, ...]]:
    """Each row mentions its subject, and its employer as a row of its own."""
    ids = count(1)
    for pk, name in enumerate(names, 1):
        # Sealed one by one: whether a liaison officer may find somebody by a name is read from what their list says.
        yield next(ids), pk, "subject", pk, None, seal(f'{{"name":"{name}"}}'), name_key(name)
    for pk, firm in enumerate(employer, 1):
        yield next(ids), pk, "employer", None, firm + 1, chance.choice(cells), org_name_key(bodies[firm])


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
