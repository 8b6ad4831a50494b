"""A large city's records for figures: people, bodies, ties, gatherings, participations and matters, made inside PostgreSQL.

For N participations: N/10 people and matters, N/200 bodies, about three ties a person, N/50 gatherings over five and a half
years. A tenth of the people take half of the parts. Deterministic for a given number; benchmark data, the sample city never
comes this way.
"""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from lianxin.core.sealed import seal
from lianxin.gatherings.models import Gathering, Participation
from lianxin.matters.models import Matter, MatterParty
from lianxin.reference.models import Place
from lianxin.register.enums import OrganisationKind
from lianxin.register.models import Organisation, Person, Tie
from lianxin.register.services.terms import person_columns
from made_names import full_name

FIRST, LAST = dt.date(2012, 1, 1), dt.date(2017, 6, 30)
DAYS = (LAST - FIRST).days
NAMES = 20_000
"""So many different names: making the columns of a name costs more than storing it."""
HUBS, DISTRICT_ASSOCIATIONS = 9, 10
SLUGS = ("joint_conference", "register", "volunteers", "columnists", "lawyers", "lead_office")
KINDS = (
    "counselling", "mediation", "legal_aid", "feedback", "rights_advice",
    "proposal", "action_item", "need", "startup_project", "student_grant",
)  # fmt: skip
"""Kinds of matters, each as often."""
SERIES = ("三新论坛", "社会创新论坛", "青年创新创业论坛", "同心聚力论坛")


@dataclass(frozen=True)
class Units:
    """The lines of a table by district, as SQL that chooses one."""

    ids: list[int]

    def of(self, number: str) -> str:
        """The unit of a whole number, all as often."""
        return f"(ARRAY{self.ids})[1 + (({number}) % {len(self.ids)})::int]"

    def drawn(self, share: str) -> str:
        """The unit of a number from 0 to 1, the first ones more often than the last."""
        return f"(ARRAY{self.ids})[1 + floor(power({share}, 1.5) * {len(self.ids)})::int]"


def make_records(number: int) -> None:
    """Fill an empty installation with records for so many participations, then ANALYZE."""
    people, bodies, matters, gatherings = number // 10, max(number // 200, 200), number // 10, max(number // 50, 20)
    on = dt.date(2017, 7, 14)
    units = Units(list(Place.objects.units(on).order_by("pk").values_list("pk", flat=True)))
    with connection.cursor() as cursor:
        # One process, one order: the same draws on every machine.
        cursor.execute("SET max_parallel_workers_per_gather = 0; SET session_replication_role = replica; SELECT setseed(0.2017)")
    _make_people(people)
    _make_bodies(bodies, units)
    _make_ties(people, bodies, units)
    _make_gatherings(gatherings, bodies, units)
    _make_participations(people)
    _make_matters(matters, people, bodies, units)
    with connection.cursor() as cursor:
        cursor.execute("RESET max_parallel_workers_per_gather; RESET session_replication_role")
        cursor.execute("VACUUM ANALYZE")


def fill(model: type[Model], columns: Mapping[str, str], source: str) -> None:
    """Insert what a SELECT over `source` gives; `columns` are SQL by column, what is not given takes the model's default."""
    meta, given = model._meta, {name: sql.replace("%", "%%") for name, sql in columns.items()}
    values: list[object] = []
    for field in meta.local_concrete_fields:
        if field.attname not in given and not field.primary_key:
            given[field.attname] = f"%s::{field.db_type(connection)}"
            values.append(field.get_db_prep_save(field.get_default(), connection))
    named = ", ".join(f'"{meta.get_field(name).column}"' for name in given)
    with connection.cursor() as cursor, without_indexes(meta.db_table):
        asked = f"SELECT {', '.join(given.values())} FROM {source.replace('%', '%%')}"
        cursor.execute(f'INSERT INTO "{meta.db_table}" ({named}) {asked}', values)
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def _texts(texts: Iterable[str]) -> str:
    """An array in SQL."""
    return f"ARRAY[{', '.join(repr(text) for text in texts)}]"


def _drawn(number: int) -> str:
    """So many rows with a number, a lot from 0 to 1 and a day; the days in order."""
    day = f"date '{FIRST}' + (one::bigint * {DAYS} / {number})::int"
    return f"(SELECT one, random() AS lot, {day} AS day FROM generate_series(1, {number}) one) drawn"


@contextmanager
def without_indexes(table: str) -> Iterator[None]:
    """Leave out a table's indexes while it is filled; they are made again at the end, which takes a tenth of the time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename = %s"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)",
            [table],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, definition in indexes:
            cursor.execute(definition)


def _make_people(people: int) -> None:
    chance = random.Random(20170714)
    names = ["".join(full_name(chance, chance.choice("mf"), chance.randrange(1950, 1999))) for _ in range(NAMES)]
    rows = [(number, name, *person_columns(name).values()) for number, name in enumerate(names)]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE made_name (n int, name text, name_key text, sort_key text, stroke_key text)")
        with cursor.copy("COPY made_name FROM STDIN") as out:
            for row in rows:
                out.write_row(row)
    sealed = seal("13900001111").hex()
    fill(
        Person,
        {
            "id": "one", "name": "made_name.name", "name_key": "made_name.name_key", "sort_key": "made_name.sort_key",
            "stroke_key": "made_name.stroke_key", "phone": f"'\\x{sealed}'::bytea", "birth": "(1950 + one % 49)::text",
            "added_on": "date '2015-01-01' + (one % 900)",
        },
        f"generate_series(1, {people}) one JOIN made_name ON made_name.n = one::bigint * 7919 % {NAMES}",
    )  # fmt: skip


def _make_bodies(bodies: int, units: Units) -> None:
    """Special bodies first: offices and teams by slug, hubs, an association of each district; then stations, associations, firms."""
    kinds = [*(["department", *["team"] * 4, "department"]), *["hub"] * HUBS, *["district_association"] * DISTRICT_ASSOCIATIONS]
    special = len(kinds)
    slugs, listed = _texts(SLUGS), _texts(kinds)
    fill(
        Organisation,
        {
            "id": "one",
            "kind": f"CASE WHEN one <= {special} THEN ({listed})[one] WHEN one % 100 = 0 THEN 'station'"
            " WHEN one % 100 < 8 THEN 'association' WHEN one % 100 = 8 THEN 'private_unit' ELSE 'firm' END",
            "slug": f"CASE WHEN one <= {len(SLUGS)} THEN ({slugs})[one] END",
            "name": "'大连第' || one || '单位'", "name_key": "'大连第' || one || '单位'",
            "sort_key": "'daliandi' || lpad(one::text, 8, '0')",
            "credit_code": "'51210200' || lpad(one::text, 9, '0') || 'X'",
            "place_id": units.of(f"CASE WHEN one <= {special} THEN one ELSE (one::bigint * one) END"),
            "founded_on": "date '2005-01-01' + one % 3000", "added_on": "date '2015-01-01'",
        },
        f"generate_series(1, {bodies}) one",
    )  # fmt: skip
    assert set(kinds) <= set(OrganisationKind.values)


def _make_ties(people: int, bodies: int, units: Units) -> None:
    team = "(SELECT id FROM register_organisation WHERE slug = '{}')"
    day = f"(date '2010-01-01' + (random() * {DAYS + 700})::int)"
    hub = f"(SELECT min(id) FROM register_organisation WHERE kind = 'hub') + one % {HUBS}"
    body = f"26 + (random() * {bodies - 27})::int"

    def ties(kind: str, how_many: int, *, ended: float = 0.1, **columns: str) -> None:
        # In the order of people, as lists bring both; whoever has one tie may lack the other.
        of_person = {} if "member_id" in columns else {"person_id": f"1 + (one::bigint * {people} / {how_many}) % {people}"}
        start = columns.pop("start", day)
        end = f"CASE WHEN random() < {ended} THEN date '2017-01-01' + (one % 100) END"
        given = {"kind": f"'{kind}'", "start": f"least({start}, date '2016-12-31')", "end": end, **of_person, **columns}
        fill(Tie, given, f"generate_series(1, {how_many}) one")

    with without_indexes(Tie._meta.db_table):
        unit = units.drawn("random()")
        ties("residence", people * 7 // 10, place_id=unit, ended=0.05)
        ties("employment", people * 12 // 10, organisation_id=body, is_main="one % 4 <> 0")
        ties("membership", people * 7 // 10, organisation_id=body)
        ties("team", people * 3 // 10, organisation_id=team.format("register"))
        for slug, share in (("volunteers", 50), ("columnists", 500), ("lawyers", 500)):
            ties("team", max(people // share, 20), organisation_id=team.format(slug))
        ties("key_contact", people // 20, organisation_id=team.format("lead_office"))
        ties("placement", people // 1000, organisation_id=body, start=f"(date '2012-01-01' + (random() * {DAYS})::int)")
        ties("pairing", people // 100, other_id="1 + one % 300")
        level = "CASE WHEN one % 4 = 0 THEN 'province' ELSE 'city' END"
        ties("appointment", people // 100, organisation_id=team.format("lead_office"), role=level)
        ties("liaison", bodies // 16, organisation_id=body, role="CASE WHEN one % 3 = 0 THEN 'deputy' ELSE 'main' END")
        ties("membership", bodies // 8, member_id=body, organisation_id=hub, role="CASE WHEN one % 40 = 0 THEN 'professional' ELSE '' END")
        ties("conference_seat", 40, member_id="26 + one", organisation_id=team.format("joint_conference"))


def _make_gatherings(gatherings: int, bodies: int, units: Units) -> None:
    series = _texts(SERIES)
    # In the order in which they were held, as a register grows.
    source = _drawn(gatherings)
    kind = (
        "CASE WHEN lot < 0.4 THEN 'activity' WHEN lot < 0.6 THEN 'forum' WHEN lot < 0.75 THEN 'training_class'"
        " WHEN lot < 0.9 THEN 'visit' WHEN lot < 0.95 THEN 'salon' WHEN lot < 0.951 THEN 'joint_conference' ELSE 'activity' END"
    )
    fill(
        Gathering,
        {
            "id": "one", "kind": kind, "stage": "'held'", "stage_since": "day",
            "phase": "CASE WHEN one % 50 = 0 THEN 'withdrawn' ELSE 'done' END",
            "title": "'第' || one || '次活动'",
            "series": "CASE WHEN lot < 0.1 THEN '凝心聚力十三五' WHEN lot < 0.15 THEN '经验交流会'"
            f" WHEN lot BETWEEN 0.4 AND 0.6 THEN ({series})[1 + one % 4]"
            " WHEN lot BETWEEN 0.9 AND 0.93 THEN '同心·滨城智库' WHEN lot BETWEEN 0.95 AND 0.951 THEN '专题学习' ELSE '' END",
            "starts_on": "day", "ends_on": "day", "held_on": "CASE WHEN one % 20 <> 0 THEN day END",
            "organiser_id": f"26 + (one::bigint * 104729) % {bodies - 26}",
            "place_id": f"CASE WHEN one % 97 <> 0 THEN {units.drawn('lot * 1000 - floor(lot * 1000)')} END",
            "added_on": "day",
        },
        source,
    )  # fmt: skip


def _make_participations(people: int) -> None:
    """From 5 to 95 people a gathering; each other part by one of the core, a tenth of the people."""
    core = max(people // 10, 1)
    person = (
        f"CASE WHEN k % 2 = 0 THEN 1 + (g.id * 50021 + k * 7919::bigint) % {core}"
        f" ELSE {core + 1} + (g.id * 60013 + k * 104729::bigint) % {people - core} END"
    )
    at_class = (
        "WHEN g.kind = 'training_class' THEN CASE WHEN (g.id + k) % 10 < 8 THEN 'finished'"
        " WHEN (g.id + k) % 10 = 8 THEN 'unfinished' ELSE 'absent' END"
    )
    state = f"CASE {at_class} WHEN (g.id + k) % 20 < 17 THEN 'attended' WHEN (g.id + k) % 20 < 19 THEN 'absent' ELSE 'registered' END"
    part = (
        "CASE WHEN g.kind = 'visit' AND k = 1 THEN 'leader' WHEN g.kind = 'visit' THEN 'contacted'"
        " WHEN k = 1 THEN 'speaker' WHEN k = 2 THEN 'staff' ELSE 'attendee' END"
    )
    fill(
        Participation,
        {"gathering_id": "g.id", "person_id": person, "part": part, "state": state},
        "gatherings_gathering g CROSS JOIN LATERAL generate_series(1, 5 + (g.id * 7919 % 91)::int) k ORDER BY g.id, k",
    )


def _make_matters(matters: int, people: int, bodies: int, units: Units) -> None:
    kinds = _texts(KINDS)
    fill(
        Matter,
        {
            "id": "one", "kind": f"({kinds})[1 + one % 10]", "stage": "'closed'", "stage_since": "day",
            "phase": "CASE WHEN lot < 0.02 THEN 'draft' WHEN lot < 0.05 THEN 'refused' WHEN lot < 0.1 THEN 'open' ELSE 'done' END",
            "due_on": "day + 30", "original_due_on": "day + 30", "closed_on": "CASE WHEN lot >= 0.1 THEN day + (lot * 33)::int END",
            "number": "'M' || one", "title": "'事项'", "content": f"'\\x{seal('…').hex()}'::bytea", "opened_on": "day",
            "desk_id": f"CASE WHEN one % 3 <> 0 THEN 100 * (1 + (one::bigint * 7919) % {max(bodies // 100, 1)}) ELSE 6 END",
            "place_id": units.drawn("lot * 1000 - floor(lot * 1000)"),
            "result": "CASE WHEN lot < 0.1 THEN '' WHEN one % 10 IN (8, 9) THEN 'granted' ELSE 'solved' END",
            "rating": "CASE WHEN lot > 0.5 THEN (1 + one % 5)::text ELSE '' END", "rated_on": "CASE WHEN lot > 0.5 THEN day + 35 END",
            "served": "1 + one % 20", "added_on": "day",
        },
        _drawn(matters),
    )  # fmt: skip
    role = "CASE m.kind WHEN 'student_grant' THEN 'applicant' WHEN 'startup_project' THEN 'mentor' ELSE 'raiser' END"
    person = f"1 + (m.id * 7919) % {people}"
    fill(MatterParty, {"matter_id": "m.id", "person_id": person, "role": role, "start": "m.opened_on"}, "matters_matter m")

