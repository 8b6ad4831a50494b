"""Messy lists of invented people with the truth about them, of any size, the same again for the same seed.

    .venv/bin/python benchmarks/made_lists.py ROWS FOLDER [SEED]

writes into the folder: `lists/` (xlsx and csv as associations send them), `truth.csv` (list, row, person_id, traps), `traps.csv` (who
is easily taken for whom) and `lists.csv` (file, columns). In Python `made_rows(51_000, seed)` gives the rows, `made(…)` the city too.
"""

import csv
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from made_city import City, build_city
from made_mess import Cells, draw_style, write_row
from made_names import FIELDS

SEED = 20170714
FIRST_YEAR, LAST_YEAR = 2012, 2026
HEADINGS = {
    "name": ("姓名", "会员姓名", "姓　名", "名字"),
    "gender": ("性别", "性　别", "男/女"),
    "birth": ("出生日期", "出生年月", "生日"),
    "phone": ("手机", "电话", "联系电话", "手机号码"),
    "id_no": ("身份证号", "公民身份号码", "证件号码"),
    "email": ("邮箱", "电子邮箱", "Email"),
    "employer": ("工作单位", "单位名称", "所在单位"),
    "title": ("职务", "单位职务", "职务/职称"),
    "district": ("所在区", "所属地区", "区县"),
    "address": ("地址", "通讯地址", "家庭住址"),
}
KINDS = ("会员名册", "会员登记表", "通讯录", "理事名册", "会员名单")


class MadeRow(NamedTuple):
    """One row. `row` is its number in the file; `cells` are raw, by `name gender birth phone id_no email employer title district
    address`, only the columns that its list has; `person` is the id of who is meant; `slips` name what is wrong or old in it.
    """

    list: str
    row: int
    cells: Cells
    person: int
    slips: tuple[str, ...]


@dataclass(frozen=True)
class MadeList:
    """One file: its name, title, year, columns and rows. `header` is the number of the row of headings."""

    file: str
    title: str
    year: int
    columns: tuple[str, ...]
    header: int
    rows: list[MadeRow]


def made_rows(rows: int, seed: int = SEED) -> Iterator[MadeRow]:
    """So many rows, list by list; `MadeRow.person` is the truth. A million take a quarter of a minute."""
    for one in made_lists(build_city(rows, seed), rows, seed):
        yield from one.rows


def made(rows: int, seed: int = SEED) -> tuple[City, Iterator[MadeList]]:
    """The city and its lists; `City.confusable` says by kind who is easily taken for whom."""
    city = build_city(rows, seed)
    return city, made_lists(city, rows, seed)


def made_lists(city: City, rows: int, seed: int) -> Iterator[MadeList]:
    """Lists of one association after another, each of several years, until there are so many rows.

    People join and leave; some are in many associations, most in one or two; colleagues and families come together.
    """
    chance = random.Random(f"lists {seed}")
    order = list(range(len(city.people)))
    chance.shuffle(order)
    left, number = rows, 0
    while left:
        field = (
            f"{chance.choice(FIELDS)}" if number < 300 else f"{chance.choice(FIELDS)}第{number // 300 + 1}"
        )
        members = _members(chance, city, order)
        for year in sorted(chance.sample(range(FIRST_YEAR, LAST_YEAR + 1), chance.choice((1, 1, 2, 2, 3)))):
            there = [person for person, start, end in members if start <= year < end][:left]
            if not there:
                continue
            number += 1
            one = _one_list(chance, city, number, field, year, there)
            left -= len(there)
            yield one


def _members(chance: random.Random, city: City, order: list[int]) -> list[tuple[int, int, int]]:
    """Who was a member from which year up to which: ids of people with their span."""
    people = len(order)
    size = min(chance.choice((30, 60, 100, 150, 200, 250, 350, 500)), max(people // 2, 10))
    held: dict[int, None] = {}
    while len(held) < size:
        # The active are in many associations: low places are drawn more often.
        person = order[int(people * chance.random() ** 1.7)]
        held[person] = None
        if chance.random() < 0.08 and person + 1 < people:
            held[person + 1] = None
    spans = []
    for person in held:
        start = chance.randrange(FIRST_YEAR - 8, LAST_YEAR)
        spans.append(
            (person, start if chance.random() < 0.5 else FIRST_YEAR, start + chance.randrange(4, 18))
        )
    return spans


def _one_list(
    chance: random.Random, city: City, number: int, field: str, year: int, people: list[int]
) -> MadeList:
    style = draw_style(chance, year)
    file = f"L{number:05d}_{field}_{year}.{'csv' if chance.random() < 0.2 else 'xlsx'}"
    columns = [*style.columns]
    if chance.random() < 0.5:
        chance.shuffle(columns)
    header = chance.choice((1, 2, 2, 3))
    above: Cells = {}
    rows = []
    for place, person in enumerate(people, start=header + 1):
        above, slips = write_row(chance, style, city, city.people[person], above)
        rows.append(MadeRow(file, place, above, person, slips))
    return MadeList(
        file, f"大连市{field}协会{year}年{chance.choice(KINDS)}", year, tuple(columns), header, rows
    )


def sheet_rows(one: MadeList) -> Iterator[list[str]]:
    """The cells of the whole sheet from its first row: title, a note, headings, people."""
    if one.header > 1:
        yield [one.title]
    if one.header > 2:
        yield [f"填报单位：{one.title[: one.title.index(str(one.year))]}"]
    chance = random.Random(one.file)
    yield [chance.choice(HEADINGS[column]) for column in one.columns]
    for row in one.rows:
        yield [row.cells.get(column, "") for column in one.columns]


def write_list(one: MadeList, folder: Path) -> Path:
    """Write one list as its name says, xlsx or csv (GB 18030 for most); returns the path."""
    import xlsxwriter

    path = folder / one.file
    if path.suffix == ".csv":
        encoding = "utf-8-sig" if len(one.rows) % 4 == 0 else "gb18030"
        with path.open("w", encoding=encoding, newline="") as out:
            csv.writer(out).writerows(sheet_rows(one))
        return path
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, cells in enumerate(sheet_rows(one)):
            for column, cell in enumerate(cells):
                if cell:
                    sheet.write_string(number, column, cell)
    return path


def write_all(rows: int, folder: Path, seed: int = SEED) -> None:
    """Write lists and truth into the folder, which is made."""
    lists = folder / "lists"
    lists.mkdir(parents=True, exist_ok=True)
    city, every = made(rows, seed)
    with (
        (folder / "truth.csv").open("w", encoding="utf-8", newline="") as truth,
        (folder / "lists.csv").open("w", encoding="utf-8", newline="") as table,
        (folder / "traps.csv").open("w", encoding="utf-8", newline="") as traps,
    ):
        truths, tables = csv.writer(truth), csv.writer(table)
        truths.writerow(("list", "row", "person_id", "traps", "hidden"))
        tables.writerow(("list", "title", "year", "header_row", "records", "columns"))
        for one in every:
            write_list(one, lists)
            tables.writerow(
                (one.file, one.title, one.year, one.header, len(one.rows), json.dumps(one.columns))
            )
            truths.writerows((row.list, row.row, row.person, ";".join(row.slips), 0) for row in one.rows)
        groups = [(kind, group) for kind, some in city.confusable.items() for group in some]
        out = csv.writer(traps)
        out.writerow(("group", "trap", "person_id"))
        out.writerows(
            (f"G{number}", kind, person)
            for number, (kind, group) in enumerate(groups, start=1)
            for person in group
        )


if __name__ == "__main__":
    write_all(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else SEED)
