"""The lint over a corpus of sentences of work reports: no miss, no false alarm (F11, F12)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict

import pytest
from django.core.management import CommandError, call_command
from tests.reports import lint_corpus_2, lint_corpus_3, lint_corpus_4, lint_corpus_en
from tests.reports.lint_corpus import RIGHT, WRONG
from tests.reports.lint_corpus_city import END, START, Told

from lianxin.reports.contents import reports
from lianxin.reports.lint import chinese_numbers
from lianxin.reports.lint.linting import lint
from lianxin.reports.lint.values import LiveValues
from lianxin.reports.services.texts import current_text
from lianxin.reports.services.writing import open_report

CITY = Told(
    {
        "B1.register": "1012 ← 950 ← 888", "D1.forum_times": "3356 ← 3600 ← 3844", "D1.forum_people": "1504 ← 1500", "B3.trained_times": "2234 ← 1800",
        "B3.trained_people": "1299 ← 1000", "D12.lawyers": "612 ← 500", "D12.beneficiaries": "9846 ← 9000", "D9.salons": "7 ← 0", "D8.activities": "24 ← 12",
        "C1.organisations": "318 ← 300", "C2.districts_covered": "9", "C2.coverage": "9/10", "C4.liaison_rate": "226/263", "C6.on_time": "270/270",
        "C6.satisfied": "80/91", "D3.read_rate": "7/10", "B1.register by district": "中山区 200, 金州区 150, 长海县 9, 西岗区 80",
    }
)  # fmt: skip


TOLD = [
    case
    for corpus in (lint_corpus_2, lint_corpus_3, lint_corpus_4, lint_corpus_en)
    for case in (*corpus.WRONG, *corpus.RIGHT)
]


def kinds(sentence: str) -> set[str]:
    return {str(finding.kind) for finding in lint(sentence, CITY)}


@pytest.mark.parametrize(("sentence", "expected"), WRONG)
def test_what_is_wrong_is_found(sentence, expected):
    assert kinds(sentence) == expected


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_is_right_is_left_alone(sentence):
    assert [(f.words, f.reason) for f in lint(sentence, CITY)] == []


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case.text)
def test_each_sentence_against_the_values_told_beside_it(case):
    found = lint(case.text, Told(case.values))
    assert {str(finding.kind) for finding in found} == case.kinds, (case.why, found)


def test_no_sentence_stands_twice():
    texts = [*(sentence for sentence, _kinds in WRONG), *RIGHT]
    assert len(set(texts)) == len(texts)
    assert len({(case.text, *case.values.items()) for case in TOLD}) == len(TOLD)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("两千三百", 2300),
        ("一千零一十二", 1012),
        ("十", 10),
        ("二十三", 23),
        ("三万五", 30005),
        ("一亿两千万", 120_000_000),
        ("二〇一五", 2015),
    ],
)
def test_chinese_numerals_have_a_worth(numeral, value):
    assert chinese_numbers.worth(numeral) == value


def test_findings_name_line_place_and_words():
    found = lint("# 报告\n\n入库１２人。\n\n举办沙龙{{D9.salons}}，培训超过2000余人。\n", CITY)
    assert [(f.line, f.start, f.words) for f in found] == [
        (3, 2, "１２人"),
        (5, 8, "超过2000余人"),
        (5, 8, "超过2000余人"),
    ]


def test_the_shipped_texts_have_no_finding_over_the_sample_city(sample_city):
    values = LiveValues(dt.date(2015, 1, 1), dt.date(2017, 7, 14))
    texts = [(kind.name, language) for kind in reports for language in ("zh-hans", "en")]
    found = [
        (kind, language, finding)
        for kind, language in texts
        for finding in lint(current_text(kind, language).body, values)
    ]
    assert (
        "\n".join(
            f"{kind} {language} {f.line} {f.words} {f.reason}" for kind, language, f in found if f.is_printed
        )
        == ""
    )


@pytest.mark.django_db
def test_the_command_prints_line_words_and_reason(city, tmp_path, capsys):
    file = tmp_path / "report.md"
    file.write_text("入库{{B1.register||名}}。\n\n社会组织共318家。\n", encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        call_command("lint", str(file), "--json")
    assert caught.value.returncode == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert (finding["line"], finding["words"], finding["kind"]) == (3, "318家", "unbound")
    file.write_text("入库{{B1.register||名}}。\n", encoding="utf-8")
    call_command("lint", str(file))
    assert capsys.readouterr().out == ""


EVERY_KIND = """# Report of {{place}}

入库{{B1.register|近|名}}，同比翻番；社会组织318家，走访{{B5.visit}}。

联谊会覆盖率{{C2.coverage}}，实现全覆盖，中山区入库{{B1.register||名}}，人数最少。

首次举办论坛，参加{{D1.forum_times}}人；明年拟培训{{B3.trained_times}}，累计{{D9.papers}}。

All members took part, nearly two thousand in all: {{D1.forum_times}} people, {{typed 3 times|a letter|Wang Fang}}.
"""


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["", "210202"])
def test_the_editor_and_the_command_find_the_same(city, client, tmp_path, capsys, place):
    report = open_report(
        kind="brief" if not place else "district", start=START, end=END, place=place, by=city.by
    )
    client.force_login(city.user("city_officer"))
    shown = client.post(f"/desk/reports/{report.pk}/write/findings/", {"body": EVERY_KIND}).context[
        "findings"
    ]
    (file := tmp_path / "report.md").write_text(EVERY_KIND, encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("lint", str(file), "--json", f"--from={START}", f"--to={END}", f"--place={place}")
    assert json.loads(capsys.readouterr().out) == [asdict(finding) for finding in shown]
    assert {finding.kind for finding in shown} >= {
        "tag",
        "unit",
        "unbound",
        "source",
        "value",
        "rank",
        "planned",
        "since",
    }
