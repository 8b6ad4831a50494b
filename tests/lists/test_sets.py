"""The goal: lists as associations send them, read as their truth says. Skipped where the sample lists are not at hand."""

import csv
import json
import time
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from lianxin.lists.parsing import parse
from lianxin.lists.reading import open_sheets
from lianxin.lists.recognise import recognise_all
from lianxin.lists.vocabulary import SHAPES

LISTS = Path(__file__).resolve().parents[3] / "shared" / "lists"
KEYS = {"gender": "sex", "title": "position", "id_no": "id_number", "uscc": "credit_code", "legal": "legal_person"}
SETS = [
    (size, prefix)
    for size in ("small", "medium")
    for prefix in ("", "org_")
]  # fmt: skip

pytestmark = pytest.mark.skipif(not LISTS.is_dir(), reason="the sample lists are not at hand")


def table(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def read(path):
    sheets = open_sheets(path)
    found = recognise_all(sheets, SHAPES)
    return [(sheet, one, parse(sheet, one)) for sheet, one in zip(sheets, found, strict=True) if one.type != "ignored"]


@pytest.mark.parametrize(("size", "prefix"), [pytest.param(*s, marks=pytest.mark.slow if s[0] == "medium" else ()) for s in SETS])
def test_every_list_of_a_set(size, prefix):
    truth = defaultdict(set)
    for line in table(LISTS / size / f"{prefix}truth.csv"):
        truth[line["list"]].add(int(line["row"]))
    for line in table(LISTS / size / f"{prefix}lists.csv"):
        ((_sheet, found, rows),) = read(LISTS / size / f"{prefix}lists" / line["list"])
        assert found.type == ("organisations" if prefix else "people"), line["list"]
        assert (found.header_row, found.first_row, found.last_row) == tuple(
            int(line[key]) for key in ("header_row", "first_row", "last_row")
        ), line["list"]
        keys = {KEYS.get(key, key) for key in json.loads(line["columns"])} - {"#"}
        assert {m.key for m in found.columns} == keys, line["list"]
        headings = {KEYS.get(key, key): text for key, text in json.loads(line["headers"]).items()}
        assert {m.key: m.heading for m in found.columns} == headings, line["list"]
        assert {row.number for row in rows} == {row.number for row in rows if row.usable} == truth[line["list"]], line["list"]
        assert found.header_row == 1 or found.facts.sender + str(found.facts.year) in line["title"], line["list"]


def test_confused_cells_are_set_right():
    rows = {row.number: row for row in read(LISTS / "small/lists/P0005_朝鲜族企业家_2020.xlsx")[0][2]}
    assert rows[104].values["name"] == "魏春"
    assert rows[104].values["employer"] == "众凯软件有限公司"
    assert rows[104].swapped == (("name", "employer"),)


def test_ruined_cells_are_refused_and_their_rows_stay():
    rows = read(LISTS / "small/lists/P0009_商业联合_2022.xlsx")[0][2]
    ruined = next(row for row in rows if row.number == 5)
    assert ruined.usable
    assert "id_number" not in ruined.values
    assert [cell.column for cell in ruined.rejected] == ["身份证"]
    assert ruined.section == "会长单位"


def test_two_lines_of_headings_are_one():
    found = read(LISTS / "small/org_lists/O0003_商业联合_2024.csv")[0][1]
    assert {m.key: m.heading for m in found.columns}["phone"] == "办公电话"
    assert found.dropped == ()


@pytest.mark.parametrize("name", sorted(p.name for p in (LISTS / "ledgers").glob("*.*") if p.suffix != ".json"))
def test_ledgers(name):
    expected = json.loads((LISTS / "ledgers/expected.json").read_text(encoding="utf-8"))[name]
    parts = read(LISTS / "ledgers" / name)
    rows = [row for _sheet, _found, rows in parts for row in rows]
    assert {found.type for _sheet, found, _rows in parts} == {expected["type"]}
    assert len(parts) == expected.get("sheets", 1)
    assert len(rows) == expected["rows"]
    useless = [row.number for row in rows if not row.usable]
    assert useless == expected.get("rejected_rows", [])
    assert len(rows) - len(useless) == expected.get("accepted", len(rows) - len(useless))
    bad = [{"row": cell.row, "column": cell.column} for row in rows if row.usable for cell in row.rejected]
    assert bad == expected.get("bad_cells", [])
    for word in expected.get("must_not_be_stored", ()):
        assert word not in repr([(found, rows) for _sheet, found, rows in parts])


def test_sign_in_sheet_says_which_gathering():
    _sheet, found, rows = read(LISTS / "ledgers/签到表_三新论坛20170518.xlsx")[0]
    facts = found.facts
    assert (facts.subject, str(facts.start), facts.half, facts.place) == ("三新论坛", "2017-05-18", "下午", "市社会主义学院")
    assert found.dropped == ("政治面貌", "民族", "备注")
    assert len({(row.values["name"], row.values.get("phone")) for row in rows if row.usable}) == 36


def test_class_roster_says_which_half_days():
    _sheet, found, rows = read(LISTS / "ledgers/培训考勤2016.xls")[0]
    assert found.facts.subject == "大连市新的社会阶层代表人士主题培训班"
    assert [str(day) for day in (found.facts.start, found.facts.end)] == ["2016-04-11", "2016-04-13"]
    assert len({m.slot for m in found.columns if m.key == "session"}) == 6
    attended = [sum(mark in {"present", "late"} for mark in row.values["session"].values()) for row in rows]
    assert sum(3 * count >= 2 * 6 for count in attended) == 48


def test_liaison_register_ends_a_tie():
    rows = read(LISTS / "ledgers/联络员备案表.csv")[0][2]
    assert {row.number: str(row.values["end"]) for row in rows if "end" in row.values} == {11: "2017-03"}


def test_station_register():
    parts = read(LISTS / "ledgers/服务站登记簿2017上半年.xlsx")
    rows = [row.values for _sheet, _found, rows in parts for row in rows]
    assert [found.facts.subject for _sheet, found, _rows in parts] == ["青泥洼桥街道服务站", "星海湾街道服务站"]
    assert Counter(row["item"] for row in rows)["矛盾调解"] == 24
    assert sum("closed" in row for row in rows) == 58
    assert Counter(row.get("satisfaction") for row in rows)[None] == 67 - 48


@pytest.mark.slow
def test_speed():
    """At least 10,000 rows a second on one core, reading included."""
    files = sorted((LISTS / "medium/lists").iterdir())[:60]
    start = time.process_time()
    count = sum(len(rows) for path in files for _sheet, _found, rows in read(path))
    assert count / (time.process_time() - start) > 10_000
