"""How long the matching takes, what memory it needs and how right it is, on made-up lists whose truth is known.

    .venv/bin/python benchmarks/matching.py [ROWS, 51000] [sqlite|postgresql] [--seed N] [--engine] [--train FILE]

imports the lists, matches the whole register, then imports one changed list of about 500 rows and matches what is new. With
`--engine` rows go from the reading straight to the matching, without a database. `--train FILE` trains a model on the rows.
"""

import argparse
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from installation import installation
from made_lists import SEED, MadeList, build_city, made_lists, sheet_rows

MANY = 500
Place = tuple[str, int]


def csv_bytes(one: MadeList) -> bytes:
    """A list as CSV, whatever its name says: the reading of workbooks is measured elsewhere."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows(sheet_rows(one))
    return out.getvalue().encode("utf-8-sig")


def csv_name(one: MadeList) -> str:
    return one.file.rsplit(".", 1)[0] + ".csv"


def memory() -> float:
    """Most memory that this process has held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def pairs(counts: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts)


def tell(party_of: dict[Place, int], truth: dict[Place, int], asked: list[tuple[Place, Place]], sparse: set[Place]) -> None:
    """Print precision and recall of pairs of rows, clusters that hold two people, and how good the questions are."""
    for words, rows in (("all rows", set(truth)), ("without rows that name no identifier", set(truth) - sparse)):
        joined = pairs(Counter(party_of[row] for row in rows).values())
        true = pairs(Counter(truth[row] for row in rows).values())
        both = pairs(Counter((party_of[row], truth[row]) for row in rows).values())
        print(f"  {words}: precision {both / max(joined, 1):.5f}, recall {both / max(true, 1):.4f}")
    people = defaultdict(set)
    for row, party in party_of.items():
        people[party].add(truth[row])
    mixed = sum(len(some) > 1 for some in people.values())
    good = sum(truth[a] == truth[b] for a, b in asked)
    print(f"  {mixed} clusters of {len(people)} hold two people; {len(asked)} questions, {1000 * len(asked) / len(truth):.1f} per 1,000 rows, "
          f"{good / max(len(asked), 1):.3f} of them right")  # fmt: skip


def truth_of(lists: Iterable[MadeList]) -> tuple[dict[Place, int], set[Place]]:
    """By file and row who is meant, and the rows that name neither number nor phone nor address nor day of birth."""
    truth, sparse = {}, set()
    for one in lists:
        for made in one.rows:
            place = (csv_name(one), made.row)
            truth[place] = made.person
            if not any(made.cells.get(column) for column in ("phone", "id_no", "email", "address", "birth")):
                sparse.add(place)
    return truth, sparse


def read_said(lists: Iterable[MadeList]) -> Iterator[tuple[Place, object]]:
    """Records of the matching read from the lists, one party for rows that exact keys join."""
    from lianxin.register.drafts import person_draft
    from lianxin.register.keys import phones_in
    from lianxin.register.queries.said import naming
    from lianxin.register.queries.statements import is_mobile
    from lianxin.register.services.imports import read_file

    from lianxin.linkage.persons import PersonSaid, name_forms

    name_of, exact, number = naming(), {}, 0
    for at, one in enumerate(lists, start=1):
        for sheet in read_file(csv_bytes(one), csv_name(one))[1]:
            for row in sheet.rows:
                if not row.usable or "name" not in row.values:
                    continue
                number += 1
                said = person_draft(row.values).values
                name = name_forms(said["name"]).plain
                mobiles = [phone for phone in phones_in(said) if is_mobile(phone)]
                keys = [(name, said.get("document_number"))] * bool(said.get("document_number")) + [(name, phone) for phone in mobiles]
                party = next((exact[key] for key in keys if key in exact), number)
                for key in keys:
                    exact.setdefault(key, party)
                employer = str(row.values.get("employer") or "")
                yield (csv_name(one), row.number), PersonSaid(
                    number, party, said["name"], list=at, row=row.number, sex=said.get("sex", ""), birth=said.get("birth", ""),
                    document=said.get("document_number", ""), number=str(row.raw.get("id_number") or ""), mobiles=mobiles,
                    landline=next((phone for phone in phones_in(said) if not is_mobile(phone)), ""), email=said.get("email", ""),
                    address=said.get("address", ""), aside=said.get("aside", ""), employer=name_of(employer) if employer else None,
                )  # fmt: skip


def engine(lists: list[MadeList], train: str) -> None:
    """Match without a database and say how right it was."""
    from lianxin.linkage.matching import match_people
    from lianxin.linkage.settings import shipped_model

    start = time.perf_counter()
    places, said = map(list, zip(*read_said(lists), strict=True))
    print(f"read {len(said)} rows in {time.perf_counter() - start:.0f} s, {memory():.1f} GB")
    if train:
        from pathlib import Path

        from lianxin.linkage.settings import write_model
        from lianxin.linkage.training import train_people

        start = time.perf_counter()
        write_model(train_people(said, shipped_model("people"), version="1", trained_on=f"{len(said)} made-up rows"), Path(train))
        print(f"trained in {time.perf_counter() - start:.0f} s: {train}")
    start = time.perf_counter()
    decided = match_people(said, shipped_model("people"))
    print(f"matched in {time.perf_counter() - start:.0f} s, {memory():.1f} GB: {len(decided.joined)} joins")
    into = {one.party: one.party for one in said}

    def root(party: int) -> int:
        while into[party] != party:
            party = into[party]
        return party

    for join in decided.joined:
        into[root(join.gone)] = root(join.kept)
    place_of = {one.id: place for one, place in zip(said, places, strict=True)}
    truth, sparse = truth_of(lists)
    party_of = {place: root(one.party) for one, place in zip(said, places, strict=True)}
    print(f"  {len(truth) - len(party_of)} rows not taken")
    known = {place: truth[place] for place in party_of}
    tell(party_of, known, [(place_of[one.pair.left], place_of[one.pair.right]) for one in decided.asked], sparse & set(known))


def whole(lists: list[MadeList], database: str) -> None:
    """Import, match, import a changed list, match what is new."""
    with installation(database):
        from lianxin.access.actors import service
        from lianxin.register.queries.listed import sources
        from lianxin.register.services.imports import import_file
        from lianxin.register.services.linking import match_all, match_new
        from lianxin.register.services.review import review_pairs

        by = service("benchmark")
        start = time.perf_counter()
        taken = 0
        for one in lists:
            taken += sum(sheet.accepted for sheet in import_file(csv_bytes(one), csv_name(one), by=by).sheets)
        seconds = time.perf_counter() - start
        print(f"{database}: {taken} rows imported in {seconds:.0f} s, {taken / seconds:.0f} a second")
        start = time.perf_counter()
        matched = match_all(by=by)
        print(f"  whole register matched in {time.perf_counter() - start:.0f} s, {memory():.1f} GB: {matched.joined} joined")
        truth, sparse = truth_of(lists)
        party_of = {(file, row): party for file, row, party in sources()}
        asked = [((file, row), (other, number)) for file, row, other, number in review_pairs()]
        known = {place: truth[place] for place in party_of if place in truth}
        tell({place: party_of[place] for place in known}, known, [pair for pair in asked if set(pair) <= set(known)], sparse & set(known))
        changed = min(lists, key=lambda one: abs(len(one.rows) - MANY))
        for row in changed.rows[::10]:
            row.cells["name"] = row.cells["name"] + "丽"
        start = time.perf_counter()
        import_file(csv_bytes(changed), csv_name(changed), by=by)
        mid = time.perf_counter()
        match_new(by=by)
        print(f"  a changed list of {len(changed.rows)} rows: imported in {mid - start:.1f} s, matched in {time.perf_counter() - mid:.1f} s")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("rows", nargs="?", type=int, default=51_000)
    asked.add_argument("database", nargs="?", default="sqlite", choices=("sqlite", "postgresql"))
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--engine", action="store_true")
    asked.add_argument("--train", default="")
    options = asked.parse_args()
    lists = list(made_lists(build_city(options.rows, options.seed), options.rows, options.seed))
    if options.engine:
        with installation("sqlite"):
            engine(lists, options.train)
    else:
        whole(lists, options.database)


if __name__ == "__main__":
    main()
