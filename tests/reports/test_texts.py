"""Reading a report's text, and words for numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.figures.measures import measures
from lianxin.reports.contents import YEARLY, reports
from lianxin.reports.texts import BadText, FigureTag, Prose, TableTag, read_text
from lianxin.reports.wording import say

DATA = Path(__file__).resolve().parents[2] / "src/lianxin/reports/data"


@pytest.mark.parametrize("name", ["annual.zh.md", "annual.en.md"])
def test_the_shipped_texts_read_without_fault_and_bind_every_figure(name):
    text = read_text((DATA / name).read_text(encoding="utf-8"))
    missing = set(reports.get("annual").keys) - set(text.keys)
    assert missing <= {"B5.pairings"}, missing
    assert sum(isinstance(block, TableTag) for block in text.blocks) == 3


def test_every_key_of_the_annual_report_is_declared():
    assert [key for key in reports.get("annual").keys if key not in measures and key not in YEARLY] == []


def test_faults_are_named_by_line():
    with pytest.raises(BadText) as caught:
        read_text("# 报告\n\n入库{{B1.regster}}。\n举办{{B3.classes|若干}}、{{B3.trained_times||人}}。\n{{table by_place: B1.register}}\n没有{{结束\n")
    assert [fault.line for fault in caught.value.faults] == [3, 4, 4, 5, 6]
    assert "B1.regster" in caught.value.faults[0].sentence
    assert "人次" in caught.value.faults[2].sentence


def test_person_times_cannot_be_printed_as_people():
    """F5: 人次 printed as 人 is a fault of the text, not of the reader."""
    for word in ("人", "名", "位"):
        with pytest.raises(BadText):
            read_text("{{D1.forum_times||" + word + "}}")


def test_lines_without_a_blank_between_them_are_one_paragraph():
    text = read_text("# 题\n\n甲{{B1.register|约|名}}，\n乙。\n\n丙。")
    assert [block.level for block in text.blocks if isinstance(block, Prose)] == [1, 0, 0]
    assert FigureTag("B1.register", "约", "名") in text.blocks[1].parts


@pytest.mark.parametrize(
    ("value", "form", "said"),
    [
        (612, "余", "600余"), (600, "余", ""), (34, "余", "30余"), (318, "余", "300余"), (2318, "余", "2000余"), (7, "余", ""),
        (9842, "近", "近1万"), (8500, "近", "近9000"), (1200, "近", ""), (1012, "约", "约1000"), (1000, "约", ""), (1070, "约", ""), (957, "约", "约1000"), (940, "约", "约900"),
        (3412, "超过", "超过3000"), (3000, "超过", ""), (0, "约", ""),
    ],
)  # fmt: skip
def test_words_for_numbers(value, form, said):
    assert say(value, form) == said


@given(value=st.integers(0, 2_000_000), form=st.sampled_from(["余", "多", "近", "约", "超过"]))
def test_a_word_is_never_untrue(value, form):
    """F12: each word against its definition."""
    said = say(value, form)
    if not said:
        return
    figure = int(said.strip("余多近约超过").replace("万", "0000"))
    if form in "余多":
        assert figure < value < figure + 10 ** (len(str(figure)) - 1)
    elif form == "近":
        assert 0.9 * figure <= value < figure
    elif form == "约":
        assert abs(value - figure) <= 0.05 * figure
    else:
        assert value > figure
