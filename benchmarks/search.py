"""The search box over a million people, as the narrowest and the widest role, through the real view on PostgreSQL.

    .venv/bin/python benchmarks/search.py [NUMBER OF PEOPLE, 1000000] [QUERIES PER ROLE, 300]

Draws names, parts of names, pinyin, initials, the other script, phones, their tails, names of bodies and credit codes, half of
them of people whom the role sees. Prints for each role the median, the 95th percentile and the longest answer, the most
statements, and the ratio of the median to a bare look-up of one name by SQL; then the slowest kinds of query. Ends with 1
when a 95th percentile of a role is above 50 ms.
"""

import random
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from installation import installation
from people_page import make_readers, milliseconds

MOST_MS = 50.0
PROMISED = ("member", "liaison, small", "liaison, large", "district office", "city office")
PALETTE = {"HX-Request": "true"}
"""What the box sends while somebody types: it asks for the hits without the frame of the page."""
BARE = "SELECT id, name FROM register_person WHERE name_key = %s ORDER BY id LIMIT 12"


@dataclass(frozen=True)
class Asked:
    """One query of one role: its kind, what the search alone and the whole answer took in ms, statements of the whole answer."""

    role: str
    kind: str
    search: float
    whole: float
    statements: int
    hits: int


def draw(chance: random.Random, people: list[str], bodies: list[tuple[str, str]], phones: list[str]) -> tuple[str, str]:
    """A kind of query and what is typed."""
    from lianxin.core.names import other_script, pinyin_keys

    name, (body, code), phone = chance.choice(people), chance.choice(bodies), chance.choice(phones)
    keys = pinyin_keys(name)
    start = chance.randrange(2, max(len(body) - 4, 3))
    choices = {
        "whole name": name,
        "first character": name[0],
        "first two characters": name[:2],
        "later characters": name[1:],
        "last character": name[-1],
        "pinyin": keys.full,
        "beginning of pinyin": keys.full[: chance.randrange(2, 6)],
        "initials": keys.initials,
        "two initials": keys.initials[:2],
        "other script": (other_script(name) or (name,))[0],
        "phone": phone,
        "tail of a phone": phone[-4:],
        "part of a body": body[start : start + chance.randrange(2, 5)],
        "whole body": body,
        "pinyin of a body": pinyin_keys(body[2:]).full[:12],
        "initials of a body": pinyin_keys(body).initials[:5],
        "credit code": code[: chance.randrange(12, 19)],
        "nobody": chance.choice(("龘龘", "qqqqq", "9999999", "王龘")),
    }
    kind = chance.choice(list(choices))
    return kind, choices[kind]


def measure(role: str, user: Any, number: int) -> list[Asked]:
    """Ask so many drawn queries through the page that the box asks."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from lianxin.accounts.actors import actor_for
    from lianxin.core.dates import today
    from lianxin.register.models import Organisation, Person
    from lianxin.register.queries.search import search

    chance = random.Random(f"{role} 20170714")
    actor = actor_for(user.person_id, on=today())
    highest = Person.objects.order_by("-pk").values_list("pk", flat=True)[0]
    anybody = list(Person.objects.filter(pk__in=chance.sample(range(1, highest + 1), 500)).values_list("name", flat=True))
    mine = list(Person.objects.visible_to(actor).order_by("pk").values_list("name", flat=True)[:500])
    bodies = list(Organisation.objects.order_by("-pk").exclude(credit_code="").values_list("name", "credit_code")[:2000])
    phones = [f"1{30 + pk % 70}{pk * 7919 % 10**8:08d}" for pk in chance.sample(range(1, highest + 1), 200)]
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    client.post("/desk/search/", {"q": "王"})
    found = []
    for _ in range(number):
        kind, text = draw(chance, chance.choice((anybody, mine or anybody)), bodies, phones)
        start = time.perf_counter()
        hits = len(search(text, actor))
        middle = time.perf_counter()
        client.post("/desk/search/", {"q": text}, headers=PALETTE)
        end = time.perf_counter()
        found.append(Asked(role, kind, (middle - start) * 1000, (end - middle) * 1000, 0, hits))
        if len(found) % 10 == 0:
            with CaptureQueriesContext(connection) as captured:
                client.post("/desk/search/", {"q": text}, headers=PALETTE)
            found[-1] = Asked(role, kind, found[-1].search, found[-1].whole, len(captured), hits)
    return found


def bare_look_up() -> float:
    """One name by plain SQL on the same connection, in ms."""
    from django.db import connection

    from lianxin.register.models import Person

    names = list(Person.objects.order_by("pk").values_list("name_key", flat=True)[:200])

    def ask(name: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [name])
            cursor.fetchall()

    return statistics.median(milliseconds(lambda name=name: ask(name)) for name in names)  # type: ignore[misc]


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(int(len(times) * share), len(times) - 1)]


def report(asked: list[Asked], bare: float) -> bool:
    """Print what was measured; gives whether the promised roles stay within the limit."""
    by_role: dict[str, list[Asked]] = defaultdict(list)
    by_kind: dict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_role[one.role].append(one)
        by_kind[f"{one.kind}, {one.role}"].append(one)
    print(f"{'role':18}{'queries':>8}{'found':>7}{'search p50':>12}{'p95':>7}{'max':>7}{'answer p50':>12}{'p95':>7}{'max':>7}{'statements':>12}{'× bare':>8}")
    good = True
    for role, some in by_role.items():
        search, whole = [one.search for one in some], [one.whole for one in some]
        is_good = percentile(whole, 0.95) <= MOST_MS or role not in PROMISED
        good = good and is_good
        print(
            f"{role:18}{len(some):8}{sum(one.hits > 0 for one in some):7}{statistics.median(search):12.1f}{percentile(search, 0.95):7.1f}{max(search):7.1f}"
            f"{statistics.median(whole):12.1f}{percentile(whole, 0.95):7.1f}{max(whole):7.1f}{max(one.statements for one in some):12}"
            f"{statistics.median(whole) / bare:8.0f}{'' if is_good else '   TOO SLOW'}"
        )
    slow = sorted(by_kind.items(), key=lambda row: -percentile([one.search for one in row[1]], 0.95))[:8]
    print("\nthe slowest kinds (95th percentile of the search, ms): " + "; ".join(f"{kind} {percentile([one.search for one in some], 0.95):.0f}" for kind, some in slow))
    return good


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    queries = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with installation("postgresql"):
        from made_people import make_people

        print(f"{number:,} people: made in {milliseconds(lambda: make_people(number)) / 1000:.0f} s")
        readers = make_readers()
        bare = bare_look_up()
        print(f"a bare look-up of a name by SQL: {bare:.2f} ms\n")
        asked = [one for role, user in readers.items() for one in measure(role, user, queries)]
        good = report(asked, bare)
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
