"""Reports on paper: the layout of official documents in Word and PDF, measured."""

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pdfplumber
import pytest
from django.utils.translation import gettext, override
from docx import Document
from docx.oxml.ns import qn

from lianxin.core.typesetting import han_font
from lianxin.figures.engine import remember, selection_of_code
from lianxin.reports.paper import (
    Form,
    Front,
    Minutes,
    as_docx,
    as_pdf,
    document_number,
    minutes_docx,
    minutes_pdf,
)
from lianxin.reports.paper.fonts import chosen_fonts
from lianxin.reports.paper.titles import title_lines, width

from .paper_cast import DISTRICTS, KEYS, fig, heading, long_report, short_report, table

MM = 72 / 25.4
CODE = re.compile(r"[A-Z2-7]{10}")
FRONT = Front(
    mark="大连市新的社会阶层人士联合会文件",
    number=document_number("连新联", 2017, 5),
    addressee="市委统战部",
    attachments=("各区市县情况表。", "任务清单"),
    signed_on=dt.date(2017, 3, 9),
    sealed=True,
    note="此件公开发布",
    copies_to=("市委办公室", "市民政局"),
    printed_by="联合会秘书处",
    address="http://127.0.0.1:8000/reports/1/",
)
needs_fonts = pytest.mark.skipif(not han_font(), reason="no font with Chinese characters")


@cache
def short_docx(front=None):
    return as_docx(short_report(), front)


def opened(content):
    return Document(io.BytesIO(content))


def pages(content):
    return pdfplumber.open(io.BytesIO(content)).pages


def text_lines(page):
    """Lines of the text's own size from top to bottom: (middle, characters from left to right)."""
    lines = []
    chars = [c for c in page.chars if 15.5 < c["size"] < 16.5 and c["text"].strip() and c["text"] != "\u2060"]
    for char in sorted(chars, key=lambda c: c["top"]):
        middle = (char["top"] + char["bottom"]) / 2
        if lines and middle - lines[-1][0] < 8:
            lines[-1][1].append(char)
        else:
            lines.append((middle, [char]))
    return [(middle, sorted(chars, key=lambda c: c["x0"])) for middle, chars in lines]


def words_of(chars):
    return "".join(char["text"] for char in chars)


@pytest.mark.parametrize(
    "title",
    [
        "大连市新的社会阶层人士统战工作2016年度工作报告",
        "关于进一步加强和改进全市新的社会阶层人士联合会联席会议工作情况及2017年度重点任务推进落实的报告",
        "关于印发《大连市社会组织统战工作联络员制度（试行）》的通知",
        "Work report of the Federation of New Social Strata of the City of Dalian",
    ],
)
def test_a_long_title_breaks_between_words(title):
    lines = title_lines(title, 20)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert len(lines) > 1
    assert all(width(line) <= 20 for line in lines)
    for word in (
        "新的社会阶层人士",
        "联合会",
        "报告",
        "2017年",
        "2016年",
        "社会组织",
        "联络员制度（试行）",
        "Federation",
    ):
        assert word not in title or any(word in line for line in lines), word


def test_a_name_given_stays_whole_in_the_title():
    lines = title_lines("大连金普新区海青岛街道新的社会阶层人士工作报告", 14, ("海青岛街道",))
    assert any("海青岛街道" in line for line in lines)


def test_word_has_the_page_the_grid_and_the_fonts_of_the_standard():
    document = opened(short_docx())
    section = document.sections[0]
    sides = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 28, 35, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert {name.split("}")[1]: value for name, value in grid.attrib.items()} == {
        "type": "linesAndChars",
        "linePitch": "579",
        "charSpace": "-848",
    }
    heads = {
        p.style.name: p.style.element.rPr.rFonts.get(qn("w:eastAsia"))
        for p in document.paragraphs
        if p.style.name.startswith("Heading")
    }
    assert heads == {
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "Heading 3": "仿宋_GB2312",
        "Heading 4": "仿宋_GB2312",
    }
    levels = [
        style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for style in document.styles
        if style.name in heads
    ]
    assert sorted(levels) == ["0", "1", "2", "3"]
    assert document.settings.odd_and_even_pages_header_footer
    assert document.core_properties.title == "大连市新的社会阶层人士工作情况报告"


def test_every_figure_of_the_word_file_leads_to_its_code_and_the_appendix_lists_it():
    document = opened(short_docx())
    links = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    appendix = {row.cells[0].text: row for row in document.tables[-1].rows[1:]}
    marked = {
        run.text.strip("*")
        for run in document.element.body.iter(qn("w:t"))
        if CODE.fullmatch(run.text.strip("*"))
    }
    assert marked == set(appendix) == {fig().code, fig("B3.trained_times").code, fig("D1.forum_times").code}
    assert links == {f"http://127.0.0.1:8000/f/{code}" for code in appendix}
    line = [cell.text for cell in appendix[fig().code].cells]
    assert line[1:] == ["数据库人数", "B1.register\n2016.1.1—2016.12.31 · 全市", "1,012人", "1,012", "—", "1"]
    assert appendix[fig("D1.forum_times").code].cells[3].text == gettext("Not shown")
    typed = next(t for t in document.tables if t.rows[0].cells[0].text == "标记")
    assert [cell.text for cell in typed.rows[1].cells] == ["T1", "12篇", "大统发〔2017〕3号", "王芳"]


def test_tables_repeat_their_head_and_pictures_have_words():
    document = opened(as_docx(short_report(table(60))))
    rows = document.tables[0]._tbl.tr_lst
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    pictures = opened(short_docx(FRONT)).element.body.iter(qn("wp:docPr"))
    words = [picture.get("descr") for picture in pictures]
    assert any("中山区 9人" in word for word in words)
    assert any("大连市委统战部" in word for word in words), "the seal says who signed"
    assert "http://127.0.0.1:8000/reports/1/" in words


def test_an_empty_table_says_so_and_paper_never_goes_without_codes():
    made = short_report(heading(2, "一、情况"), table(0), appendix=False)
    document = opened(as_docx(made))
    assert any("没有" in p.text for p in document.paragraphs)
    assert document.tables[-1].rows[1].cells[0].text == fig().code


def test_the_seal_is_drawn_only_on_what_is_signed():
    assert "wp:anchor" in opened(short_docx(FRONT)).element.xml
    assert "wp:anchor" not in opened(short_docx(replace(FRONT, sealed=False))).element.xml


def test_a_word_file_has_no_moment_of_its_making():
    content = short_docx(FRONT)
    assert content == as_docx(short_report(), FRONT)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert opened(content).core_properties.created.date() == FRONT.signed_on


@needs_fonts
def test_a_pdf_has_no_moment_of_its_making_and_is_tagged():
    content = as_pdf(short_report(), FRONT)
    assert content == as_pdf(short_report(), FRONT)
    assert b"/StructTreeRoot" in content
    assert pdfplumber.open(io.BytesIO(content)).metadata["Title"] == "大连市新的社会阶层人士工作情况报告"


@needs_fonts
def test_the_front_of_a_document_stands_where_the_standard_puts_it():
    made = pages(as_pdf(short_report(), FRONT))
    first, text = made[0], made[0].extract_text()
    mark = [c for c in first.chars if c["size"] > 25 and c["top"] < 100 * MM]
    assert words_of(mark) == FRONT.mark
    assert abs(min(c["top"] for c in mark) / MM - (37 + 35)) < 3
    assert "连新联〔2017〕5号" in text.replace(" ", "")
    rule = next(line for line in first.lines if line["x1"] - line["x0"] > 400)
    assert abs(rule["x0"] / MM - 28) < 0.1
    assert abs(rule["x1"] / MM - 184) < 0.1
    whole = [(page, *line) for page in made for line in text_lines(page)]
    day = next(chars for page, _y, chars in whole if words_of(chars) == "2017年3月9日")
    assert abs(184 * MM - day[-1]["x1"] - 4 * 15.79) < 2
    office = next(chars for page, _y, chars in whole if words_of(chars) == "大连市委统战部")
    assert abs((office[0]["x0"] + office[-1]["x1"]) / 2 - (day[0]["x0"] + day[-1]["x1"]) / 2) < 2
    names = [words_of(chars) for _page, _y, chars in whole]
    assert "附件：1.各区市县情况表" in names
    assert "（此件公开发布）" in names
    last = made[-1]
    assert "抄送：市委办公室，市民政局。" in last.extract_text()
    assert "2017年3月9日印发" in last.extract_text().replace(" ", "")
    lowest = max(line["bottom"] for line in (*last.lines, *last.rects) if line["x1"] - line["x0"] > 400)
    assert abs(lowest / MM - 262) < 1


@needs_fonts
def test_a_letter_has_two_double_rules_and_no_number_on_its_first_page():
    front = replace(FRONT, form=Form.LETTER, mark="大连市新的社会阶层人士联合会")
    made = pages(as_pdf(short_report(), front))
    rules = sorted(
        line["top"] / MM for line in made[0].lines if abs((line["x1"] - line["x0"]) / MM - 170) < 0.2
    )
    assert len(rules) == 4
    assert abs(rules[-1] - 277) < 1
    assert "— 1 —" not in made[0].extract_text()
    assert "— 2 —" in made[1].extract_text()
    xml = opened(as_docx(short_report(), front)).sections[0]
    assert xml.different_first_page_header_footer


@needs_fonts
def test_minutes_name_who_was_there():
    minutes = Minutes(
        "联席会议纪要", "第一次全体会议纪要", ("会议议定以下事项。",), number="第1期", office="联席会议办公室", issued_on=dt.date(2017, 3, 9),
        attended=("王一（市委统战部）", "李二（市民政局）"), excused=("赵三",), observed=("钱四",),
    )  # fmt: skip
    paper = pages(minutes_pdf(minutes))[0].extract_text().replace(" ", "")
    word = "\n".join(p.text for p in opened(minutes_docx(minutes)).paragraphs)
    for line in ("出席：王一（市委统战部）、李二（市民政局）", "请假：赵三", "列席：钱四"):
        assert line in paper
        assert line in word


@needs_fonts
def test_an_english_report_is_set_in_english():
    with override("en"):
        text = "\n".join(page.extract_text() for page in pages(as_pdf(short_report(), FRONT)))
    assert "Copies to:" in text
    assert "9 March 2017" in text
    assert "2016-01-01 to 2016-12-31" in text


@needs_fonts
def test_a_long_table_repeats_its_head_on_every_page():
    made = pages(as_pdf(short_report(table(60))))
    with_rows = [page for page in made if any(name in page.extract_text() for name in DISTRICTS)]
    assert len(with_rows) > 1
    assert all("区市县" in page.extract_text() for page in with_rows)


def measured(made):
    """Assert the margins, 22 lines of 28 characters, and page numbers."""
    full = [text_lines(page) for page in made if len(text_lines(page)) == 22]
    assert len(full) > 10, "full pages of 22 lines"
    for lines in full:
        assert abs(lines[0][0] / MM - (37 + 225 / 44)) < 1
        assert abs(lines[-1][0] / MM - (262 - 225 / 44)) < 1
        assert {round(b[0] - a[0]) for a, b in pairwise(lines)} <= {28, 29}
    whole = [chars for page in made for _y, chars in text_lines(page)]
    pure = Counter(
        len(chars)
        for chars in whole
        if all("\u4e00" <= c["text"] <= "\u9fff" for c in chars) and chars[0]["x0"] < 29 * MM
    )
    assert pure.most_common(1)[0][0] == 28
    assert max(pure) == 28
    assert abs(min(chars[0]["x0"] for chars in whole) / MM - 28) < 0.5
    assert max(chars[-1]["x1"] for chars in whole if "\u4e00" <= chars[-1]["text"] <= "\u9fff") / MM < 184.3
    for number, page in enumerate(made, start=1):
        printed = [c for c in page.chars if c["top"] > 264 * MM and c["text"].strip()]
        assert words_of(printed) == f"—{number}—"
        assert abs(sum(c["top"] + c["bottom"] for c in printed) / 2 / len(printed) / MM - 269) < 1, (
            "7 mm below the text"
        )
        if number % 2:
            assert abs(printed[-1]["x1"] / MM - (184 - 14 / MM)) < 1.5, "odd at the right, one character in"
        else:
            assert abs(printed[0]["x0"] / MM - (28 + 14 / MM)) < 1.5, "even at the left"


@needs_fonts
def test_a_report_of_thirty_pages_is_measured_in_pdf():
    made = pages(as_pdf(long_report()))
    assert len(made) > 30
    measured(made)
    fonts = {}
    for page in made[3:12]:
        for _y, chars in text_lines(page):
            line = words_of(chars)
            fonts.setdefault(
                "hei" if re.match("[一二三]、", line) else "kai" if line.startswith("（") else "fang",
                chars[-1]["fontname"],
            )
    chosen = chosen_fonts()
    assert {(a, b) for a in fonts for b in fonts if fonts[a] == fonts[b]} == {
        (a, b) for a in fonts for b in fonts if chosen[a] == chosen[b]
    }
    assert "Sans" not in chosen["hei"] or "Sans" in fonts["hei"]
    assert "目" in made[0].extract_text()
    links = {
        link["uri"] for page in made for link in page.hyperlinks if link.get("uri", "").startswith("http")
    }
    assert {f"http://127.0.0.1:8000/f/{fig(key).code}" for key in KEYS} <= links


@pytest.mark.slow
@pytest.mark.skipif(
    not shutil.which("soffice") or not han_font(), reason="no LibreOffice, or no Chinese font"
)
def test_a_report_of_thirty_pages_is_measured_as_libreoffice_sets_it(tmp_path):
    (tmp_path / "long.docx").write_bytes(as_docx(long_report()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "long.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    made = pages((tmp_path / "long.pdf").read_bytes())
    assert len(made) > 30
    measured(made)


@pytest.mark.django_db
@needs_fonts
def test_every_code_that_is_printed_stands_in_the_appendix_and_opens_its_figure(city, client):
    import tests.reports.test_report as annual

    report = annual.made()
    remember(report.selections)
    word = opened(as_docx(report))
    codes = [row.cells[0].text for row in word.tables[-1].rows[1:]]
    assert len(codes) > 50
    assert len(codes) == len(set(codes))
    marks = (run.text.strip("*") for run in word.element.body.iter(qn("w:t")))
    assert {mark for mark in marks if CODE.fullmatch(mark)} == set(codes)
    paper = pages(as_pdf(report))
    text = "\n".join(page.extract_text() for page in paper)
    assert set(codes) <= set(CODE.findall(text))
    links = {rel.target_ref for rel in word.part.rels.values() if rel.is_external}
    links |= {link["uri"] for page in paper for link in page.hyperlinks if "/f/" in link.get("uri", "")}
    assert {link.rpartition("/")[2] for link in links} == set(codes)
    for code in codes:
        assert selection_of_code(code).code == code
    address = f"/f/{codes[0]}"
    assert client.get(address, follow=True).redirect_chain[-1][0].startswith("/accounts/login/?next=")
    client.force_login(city.user("city_officer"))
    for code in (codes[0], codes[-1]):
        answer = client.get(f"/f/{code}", follow=True)
        assert answer.status_code == 200
        assert code in answer.content.decode()
