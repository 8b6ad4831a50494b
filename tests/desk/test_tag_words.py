"""The tags of a report's text in words, for the editor and for differences of versions."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from lianxin.desk.reports.tag_words import tags_in_words, with_names


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{B1.register}}", "数据库人数"),
        ("{{D12.lawyers|余|名}}", "律师义工 · 余 · 名"),
        ("{{change D1.forum_times|同比}}", "论坛直接参加人次的变化 · 同比"),
        ("{{names A3.documents}}", "印发制度文件名单"),
        ("{{typed 12篇|大统发〔2017〕3号|王芳}}", "12篇 · 大统发〔2017〕3号 · 王芳"),
        ("{{period}}", "时段"),
        ("{{table by_district: B1.register, B3.classes}}", "分区市县表: 数据库人数, 主题培训班"),
        ("{{chart over_time: D1.forum_times}}", "时序折线图: 论坛直接参加人次"),
        ("{{appendix}}", "数字编号附录"),
        ("{{Z9.nobody}}", "Z9.nobody"),
    ],
)
def test_a_tag_in_words_leaves_nothing_out(source, words):
    with override("zh-hans"):
        assert tags_in_words(f"前{source}后") == [words]
        assert with_names(f"前{source}后") == f"前〔{words}〕后"
