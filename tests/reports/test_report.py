"""The work report over the small city: one set of figures in JSON, page and Word file."""

from __future__ import annotations

import datetime as dt
import io
import json
import re

import pytest
from django.core.management import call_command
from docx import Document
from docx.oxml.ns import qn

from lianxin.core.errors import BadInput, UnknownName
from lianxin.core.typesetting import han_font
from lianxin.figures.engine import figure, selection_of_code
from lianxin.figures.selections import select
from lianxin.reports.as_html import as_html
from lianxin.reports.as_json import report_data
from lianxin.reports.building import build_report
from lianxin.reports.contents import YEARLY, reports
from lianxin.reports.paper import as_docx
from lianxin.reports.services.texts import current_text
from lianxin.reports.texts import read_text

START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
pytestmark = pytest.mark.django_db


def made(start=START, end=END, place=""):
    text = read_text(current_text("annual").body)
    return build_report("annual", text, start=start, end=end, place=place)


def run(*arguments):
    out = io.StringIO()
    call_command("report", *arguments, stdout=out)
    return out.getvalue()


def test_json_holds_every_key_with_its_records(city, db):
    data = report_data(made())
    entries = {entry["key"]: entry for entry in data["figures"]}
    assert list(entries)[: len(reports.get("annual").keys)] == list(reports.get("annual").keys)
    assert entries["B1.register"] | {"code": ""} == {
        "key": "B1.register",
        "name": entries["B1.register"]["name"],
        "value": 20,
        "unit": "人",
        "code": "",
        "records": "http://127.0.0.1:8000/desk/figures/B1.register/?from=2015-01-01&to=2017-07-14",
        "suppressed": False,
        "provisional": True,
    }
    assert entries["B4.placements_per_year"]["value"] == {"2015": 0, "2016": 0, "2017": 0}
    assert entries["D1.forum_times"]["unit"] == "人次"
    assert data["empty"] is False
    for key, entry in entries.items():
        if key not in YEARLY:
            assert entry["value"] == figure(select(key, START, END)).value


def test_every_figure_of_the_page_is_a_link_with_its_code(city, db):
    html = as_html(made())
    assert html.count("{{") == 0
    for key in reports.get("annual").keys:
        if key not in YEARLY:
            selection = select(key, START, END)
            assert selection.code in html
            assert f"/desk/figures/{key}/?from=2015-01-01&amp;to=2017-07-14" in html, key
    assert "42人次" in html
    assert "《关于开展社会组织统战工作的指导意见》" in html
    hosts = set(re.findall(r'(?:href|src)="(https?://[^/"]+)', html))
    assert hosts == {"http://127.0.0.1:8000"}


def test_the_word_file_has_the_layout_of_official_documents(city, db):
    document = Document(io.BytesIO(as_docx(made())))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(side.mm) for side in (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)] == [37, 28, 35, 26]
    normal = document.styles["Normal"]
    assert normal.font.size.pt == 16
    assert normal.element.rPr.rFonts.get(qn("w:eastAsia")).startswith("仿宋")
    assert document.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    heads = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [head[0] for head in heads] == ["一", "二", "三", "四", "附"]
    text = document.element.xml
    assert select("B1.register", START, END).code in text
    assert len(document.inline_shapes) >= 2
    assert len(document.tables) == 5, "three by district, the words beside the square code, the appendix"
    codes = [cell.text for cell in document.tables[-1].columns[0].cells]
    assert select("D1.forum_times", START, END).code in "".join(codes) + document.tables[-1]._tbl.xml


def test_a_table_by_district_ends_with_the_city_and_not_with_a_sum(city, db):
    from lianxin.reports.building import Table

    table = next(block for block in made().blocks if isinstance(block, Table))
    last = table.rows[-1]
    assert last.whole
    assert last.cells[0].value == 20
    assert len(table.rows) >= 11


def test_an_empty_period_prints_zeros_and_says_so(city, db):
    data = json.loads(run("annual", "--from", "1990-01-01", "--to", "1990-12-31"))
    assert data["empty"] is True
    assert data["note"]
    assert all(not any(e["value"].values()) if isinstance(e["value"], dict) else not e["value"] for e in data["figures"])
    assert data["note"] in run("annual", "--from", "1990-01-01", "--to", "1990-12-31", "--format", "html")


def test_a_district_has_its_own_report(city, db):
    data = json.loads(run("annual", "--place", "210202"))
    values = {entry["key"]: entry["value"] for entry in data["figures"]}
    assert values["B1.register"] == figure(select("B1.register", START, END, "210202")).value < 20
    assert data["place"] == "210202"


def test_files_are_written_for_every_format(city, db, tmp_path):
    forms = ["json", "html", "docx", *(["pdf"] if han_font() else [])]
    call_command("report", "annual", "--format", ",".join(forms), "-o", str(tmp_path / "report"), stderr=io.StringIO())
    assert {path.name for path in tmp_path.iterdir()} == {f"report.{form}" for form in forms}
    assert not han_font() or (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        (["quarterly"], UnknownName, "annual"),
        (["annual", "--place", "999999"], UnknownName, "210202"),
        (["annual", "--format", "odt"], BadInput, "docx"),
        (["annual", "--from", "yesterday"], BadInput, "2017-07-14"),
        (["annual", "--from", "2017-01-01", "--to", "2016-01-01"], BadInput, "."),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(db, arguments, error, words):
    with pytest.raises(error, match=words):
        run(*arguments)


def test_printed_codes_open_later(city, db):
    data = json.loads(run("annual"))
    for entry in data["figures"]:
        assert selection_of_code(entry["code"]).url in entry["records"]


def test_the_whole_report_costs_few_statements(city, db, django_assert_max_num_queries):
    made()
    with django_assert_max_num_queries(180):
        made()
