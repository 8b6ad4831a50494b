"""A report being written: versions, comments, review; who may; the parts of a text, what changed in it, which figures it may mean."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from lianxin.core.errors import BadInput, Conflict, NotAllowed, UnknownName
from lianxin.figures.engine import figure
from lianxin.figures.selections import select
from lianxin.journal.models import Entry
from lianxin.reports.building import build_report
from lianxin.reports.contents import reports
from lianxin.reports.differences import compare_texts
from lianxin.reports.models import ReportVersion, WorkReport
from lianxin.reports.services.comments import answer_comment, comment
from lianxin.reports.services.texts import current_text
from lianxin.reports.services.writing import (
    open_report,
    present_version,
    return_report,
    revise_report,
    save_version,
    send_to_review,
    set_frame,
)
from lianxin.reports.side_by_side import two_periods
from lianxin.reports.sources import cut
from lianxin.reports.stored import from_data, printed_figures, to_data
from lianxin.reports.suggesting import find_measures, suggest
from lianxin.reports.texts import BadText, read_text

START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
TEXT = "# 简报\n\n现有{{B1.register}}。\n\n{{table by_district: B1.register}}\n\n{{chart over_time: D1.forum_times}}\n\n{{appendix}}\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(city, db):
    made = open_report(kind="brief", start=START, end=END, by=city.actor("city_officer"))
    save_version(made, body=TEXT, seen=1, by=city.actor("city_officer"))
    return made


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", [kind.name for kind in reports])
def test_every_kind_is_written_in_both_languages(city, db, name, language):
    kind = reports.get(name)
    with override(language):
        text = read_text(current_text(name, language).body)
        place = "210202" if kind.of_district else ""
        built = build_report(name, text, start=START, end=END, place=place)
    assert built.title
    assert set(kind.keys) <= set(built.figures)
    words = " ".join(piece.text for piece in built.pieces)
    assert "{{" not in words
    assert any("\u4e00" <= sign <= "\u9fff" for sign in built.pieces[0].text) == (language == "zh-hans")


def test_a_programmes_report_has_its_figures(city, db):
    keys = read_text(current_text("programme", "zh-hans", "B3").body).keys
    assert keys == ["B3.classes", "B3.trained_times", "B3.trained_people"]
    with pytest.raises(UnknownName, match="B3"):
        current_text("programme", "zh-hans", "Z9")


def test_a_districts_report_names_its_district(city, db):
    with pytest.raises(BadInput):
        open_report(kind="district", start=START, end=END, by=city.by)
    made = open_report(kind="district", start=START, end=END, place="210202", by=city.actor("district_officer"))
    assert made.place.code == "210202"
    assert made.signatory == "中山区牵头办公室"


def test_a_district_writes_about_itself_alone(city, db):
    officer = city.actor("district_officer")
    for place in ("210203", ""):
        with pytest.raises(NotAllowed):
            open_report(kind="brief", start=START, end=END, place=place, by=officer)
    assert not WorkReport.objects.exists()
    with pytest.raises(NotAllowed):
        open_report(kind="brief", start=START, end=END, by=city.actor("leader"))


def test_versions_stay_and_nobody_overwrites_another(city, draft):
    by = city.actor("city_officer")
    assert present_version(draft).number == 2
    assert save_version(draft, body=TEXT + "\n", seen=2, by=by).number == 2, "the same text is no new version"
    save_version(draft, body=TEXT + "\n补充。", note="补充", seen=2, by=by)
    with pytest.raises(Conflict, match="3"):
        save_version(draft, body="# 另一稿", seen=2, by=by)
    with pytest.raises(NotAllowed):
        save_version(draft, body="# 另一稿", seen=3, by=city.actor("leader"))
    assert list(ReportVersion.objects.filter(report=draft).values_list("number", flat=True)) == [3, 2, 1]
    assert Entry.objects.filter(verb="save_version", object_id=draft.pk).count() == 2


def test_a_faulty_text_is_kept_but_not_reviewed(city, draft):
    by = city.actor("city_officer")
    save_version(draft, body="# 简报\n\n{{B1.nobody}}", seen=2, by=by)
    with pytest.raises(BadText, match=r"B1\.nobody"):
        send_to_review(draft, by=by)
    draft.refresh_from_db()
    assert draft.stage == "drafting"


def test_review_locks_the_text_until_it_is_returned(city, draft):
    by = city.actor("city_officer")
    send_to_review(draft, by=by)
    for change in (
        lambda: save_version(draft, body="# x", seen=2, by=by),
        lambda: set_frame(draft, {"addressee": "市委"}, by=by),
        lambda: revise_report(draft, reason="…", by=by),
    ):
        with pytest.raises(Conflict):
            change()
    return_report(draft, reason="补充走访情况。", by=by)
    set_frame(draft, {"addressee": "市委"}, by=by)
    with pytest.raises(BadInput):
        set_frame(draft, {"end": dt.date(2014, 1, 1)}, by=by)
    draft.refresh_from_db()
    assert (draft.stage, draft.addressee) == ("drafting", "市委")


def test_a_report_is_moved_only_where_one_may_write(city, db):
    officer = city.actor("district_officer")
    made = open_report(kind="brief", start=START, end=END, place="210202", by=officer)
    for place in (city.xigang, None):
        with pytest.raises(NotAllowed):
            set_frame(made, {"place": place}, by=officer)
        made.refresh_from_db()
    assert made.place == city.zhongshan


def test_a_comment_is_answered_once(city, draft):
    by = city.actor("city_officer")
    said = comment(draft, text="请绑定。", quote="现有{{B1.register}}。", by=by)
    with pytest.raises(NotAllowed):
        answer_comment(said, answer="好", by=city.actor("district_officer"))
    with pytest.raises(NotAllowed):
        comment(draft, text="…", by=city.actor("leader"))
    with pytest.raises(BadInput):
        comment(draft, text="  ", by=by)
    answer_comment(said, answer="已改", by=by)
    with pytest.raises(Conflict):
        answer_comment(said, answer="又改", by=by)


def test_a_built_report_goes_through_data_unchanged(city, db):
    built = build_report("brief", read_text(TEXT), start=START, end=END)
    again = from_data(to_data(built))
    assert [fig.selection for fig in printed_figures(again)] == [fig.selection for fig in printed_figures(built)]
    assert to_data(again) == to_data(built)
    assert [piece.text for piece in again.pieces] == [piece.text for piece in built.pieces]


def test_a_text_is_cut_into_blocks_with_their_lines():
    found = cut("# 甲\n乙一\n乙二\n\n{{table by_district: B1.register}}\n丙{{B1.nobody}}")
    assert [(one.line, one.level, one.shape) for one in found] == [(1, 1, ""), (2, 0, ""), (5, 0, "table"), (6, 0, "")]
    assert found[1].source == "乙一\n乙二"
    assert found[2].keys == ("B1.register",)
    assert [fault.line for fault in found[3].faults] == [6]


def test_differences_are_marked_by_word():
    changes = compare_texts("# 题\n\n现有{{B1.register}}。\n\n旧段落不再需要。", "# 题\n\n现有{{B1.register||名}}。")
    assert [change.kind for change in changes] == ["same", "changed", "removed"]
    assert [(run.text, run.change) for run in changes[1].runs] == [
        ("现有", ""), ("{{B1.register}}", "removed"), ("{{B1.register||名}}", "added"), ("。", ""),
    ]  # fmt: skip


def test_a_typed_number_finds_its_figure(city, db):
    def compute(key):
        return figure(select(key, START, END))

    with override("zh-hans"):
        found = suggest("数据库现有20名，论坛直接参加超过40人次，已绑定{{B1.register}}。", compute)
        assert find_measures("联络员配备率")[0].key == "C4.liaison_rate"
    by_words = {one.words: one for one in reversed(found)}
    assert by_words["20名"].tag == "{{B1.register||名}}"
    assert by_words["20名"].is_equal
    assert by_words["超过40人次"].tag == "{{D1.forum_times|超过}}"


def test_two_periods_are_compared_where_that_says_something(city, db):
    year, before, all_years = (dt.date(2017, 1, 1), dt.date(2017, 7, 14)), (dt.date(2016, 1, 1), dt.date(2016, 7, 14)), (START, END)
    from lianxin.figures.measures import Period

    with override("en"):
        same = {pair.after.key: pair for pair in two_periods(["D1.forum_times", "B1.register"], Period(*before), Period(*year), "")}
        longer = {pair.after.key: pair for pair in two_periods(["D1.forum_times", "B1.register"], Period(*year), Period(*all_years), "")}
        assert same["D1.forum_times"].change == "up 181.8%"
        assert longer["D1.forum_times"].change == "periods of different length"
        assert longer["B1.register"].change == "unchanged from the earlier period"
