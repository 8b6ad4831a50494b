"""One page of people, as the narrowest and the widest role, through the real view on PostgreSQL.

    .venv/bin/python benchmarks/people_page.py [NUMBER OF PEOPLE, 100000]

Prints for each role and page: statements, the slowest statement as EXPLAIN ANALYZE measures it, the whole answer, and
its ratio to a bare page of 25 rows by plain SQL. Ends with 1 when a page asks more than 12 statements or one of them takes
more than 50 ms.
"""

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from installation import installation

MOST_STATEMENTS, MOST_MS = 12, 50.0
TIMES = 5
PAGES = ("", "?q=wang", "?q=王", "?district=210202", "?sort=-added_on", "?page=40")
BARE = "SELECT id, name, phone, birth, added_on FROM register_person ORDER BY sort_key, id LIMIT 25"


@dataclass(frozen=True)
class Page:
    """What one page cost. `slowest` is in ms, with the beginning of its SQL; `whole` is the median answer in ms."""

    role: str
    path: str
    statements: int
    slowest: float
    sql: str
    whole: float
    rows: int

    @property
    def is_good(self) -> bool:
        return self.statements <= MOST_STATEMENTS and self.slowest <= MOST_MS


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def make_readers() -> dict[str, Any]:
    """One account per role: a member, liaison officers of the smallest and largest association, district and city office."""
    from django.db.models import Count

    from lianxin.access.actors import service
    from lianxin.accounts.services.users import make_user
    from lianxin.reference.queries import find_place
    from lianxin.register.models import Organisation, Person
    from lianxin.register.services.parties import add_organisation, add_person
    from lianxin.register.services.ties import add_tie

    by, day, start = service("benchmark"), dt.date(2017, 7, 14), dt.date(2015, 1, 1)
    dalian, zhongshan = find_place("大连市", day), find_place("中山区", day)
    office = add_organisation(kind="department", name="大连市牵头办公室", place=dalian, by=by)
    sizes = Organisation.objects.filter(kind="association").annotate(size=Count("ties")).filter(size__gt=0).order_by("size")

    def reader(name: str, **tie: Any) -> Any:
        person = add_person(values={"name": name}, by=by, at=start)
        if tie:
            add_tie(person=person, start=start, by=by, **tie)
        return make_user(person, f"bench-{name}", by=by)

    readers = {
        "member": make_user(Person.objects.get(pk=1), "bench-member", by=by),
        "liaison, small": reader("联络员甲", kind="liaison", organisation=sizes.first(), role="main"),
        "liaison, large": reader("联络员乙", kind="liaison", organisation=sizes.last(), role="main"),
        "district office": reader("区办", kind="staff_post", organisation=office, role="district_officer", place=zhongshan),
        "city office": reader("市办", kind="staff_post", organisation=office, role="city_officer", place=dalian),
    }
    return readers  # noqa: RET504  the dict is the point


def measure(role: str, user: Any, query: str) -> Page:
    """Ask the page some times; explain each of its statements with the same parameters."""
    from django.db import connection
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    path = f"/desk/people/{query}"
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not many:
            asked.append((sql, params))
        return execute(sql, params, many, context)

    answer = client.get(path)  # the first one compiles templates
    if answer.status_code == 302:  # typed words stay out of addresses: the list says under which it keeps them
        path = answer.headers["Location"]
        answer = client.get(path)
    if answer.status_code != 200:
        sys.exit(f"{path} as {role}: answered {answer.status_code} {answer.headers.get('Location', '')}")
    with connection.execute_wrapper(note):
        answer = client.get(path)
    whole = statistics.median(milliseconds(lambda: client.get(path)) for _ in range(TIMES))
    reads = [(sql, params) for sql, params in asked if sql.lstrip().upper().startswith("SELECT")]
    cost = [(explain(sql, params), sql) for sql, params in reads]
    slowest, sql = max(cost)
    return Page(role, query, len(asked), slowest, sql, whole, max(answer.content.count(b"<tr") - 1, 0))


def explain(sql: str, params: Any) -> float:
    """Planning and execution in ms, the best of three, as the server measures it."""
    from django.db import connection

    times = []
    with connection.cursor() as cursor:
        for _ in range(3):
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
            told = cursor.fetchone()[0]
            plan = (json.loads(told) if isinstance(told, str) else told)[0]
            times.append(plan["Execution Time"] + plan["Planning Time"])
    return min(times)


def bare_page() -> float:
    """A page of 25 people by plain SQL on the same connection, in ms."""
    from django.db import connection

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE)
            cursor.fetchall()

    return statistics.median(milliseconds(ask) for _ in range(50))


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with installation("postgresql"):
        from made_people import make_people

        print(f"{number:,} people: made in {milliseconds(lambda: make_people(number)) / 1000:.0f} s")
        readers = make_readers()
        bare = bare_page()
        print(f"a bare page of 25 rows by SQL: {bare:.2f} ms\n")
        print(f"{'role':16}{'page':18}{'rows':>5}{'statements':>12}{'slowest ms':>12}{'answer ms':>11}{'× bare':>8}")
        pages = [measure(role, user, query) for role, user in readers.items() for query in PAGES]
        for page in pages:
            print(
                f"{page.role:16}{page.path or 'plain':18}"
                f"{page.rows:5}{page.statements:12}{page.slowest:12.1f}"
                f"{page.whole:11.0f}{page.whole / bare:8.0f}{'' if page.is_good else '   TOO MUCH'}"
            )
        bad = [page for page in pages if not page.is_good]
        for page in bad:
            print(f"\n{page.role} {page.path}, {page.slowest:.0f} ms:\n{page.sql[:1200]}")
        print(f"\nAt most {MOST_STATEMENTS} statements, none over {MOST_MS:.0f} ms: {'yes' if not bad else 'NO'}")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
