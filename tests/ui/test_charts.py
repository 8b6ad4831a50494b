"""Charts: every mark is a link to its records, with the data as a table behind."""

import re
import time

from django.template import Context, Template

from lianxin.ui.charts import bar_chart, line_chart, sparkline
from lianxin.ui.rings import Chapter, Segment, rings
from lianxin.ui.styleguide import city_rings

ROWS = [
    {"place": "中山区", "n": 12, "url": "/desk/figures/B1.register/?place=1&on=2"},
    {"place": "西岗区", "n": 1030, "url": "/x"},
]


def test_every_bar_and_its_number_link_to_the_records():
    chart = bar_chart(ROWS, "place", "n", "url", "Register", "人")
    assert re.findall(r'href="([^"]+)"', chart.svg).count("/desk/figures/B1.register/?place=1&amp;on=2") == 2
    assert "http" not in chart.svg.replace("http://www.w3.org/2000/svg", "")
    assert "<title>Register</title>" in chart.svg
    assert "1,030" in chart.svg
    assert "style=" not in chart.svg


def test_every_point_of_a_line_links():
    svg = line_chart(ROWS, "place", "n", "url", "Register", "人").svg
    assert 'href="/x"' in svg
    both = [{**row, "s": series} for row in ROWS for series in ("甲", "乙")]
    assert "乙" in line_chart(both, "place", "n", "url", "Register", series="s").svg


def test_titles_are_escaped():
    assert (
        "<script>"
        not in bar_chart([{"place": "<script>", "n": 1, "url": ""}], "place", "n", "url", "<script>").svg
    )


def test_a_mark_without_a_value_keeps_its_label_and_says_why():
    rows = [
        ROWS[0],
        {"place": "2016Q2", "n": None, "url": "/x/", "absent": "Withheld"},
        {**ROWS[0], "place": "2016Q3"},
    ]
    for draw in (bar_chart, line_chart):
        chart = draw(rows, "place", "n", "url", "Register", "人")
        assert chart.svg.index("2016Q2") < chart.svg.index("2016Q3"), "labels stand in the order given"
        assert "Withheld" in chart.svg
        assert "Withheld人" not in chart.svg
        html = Template('{% load lx %}{% c "chart" chart=chart %}').render(Context({"chart": chart}))
        assert '<span class="muted">Withheld</span>' in html
    svg = line_chart(rows, "place", "n", "url", "Register").svg
    assert svg.count("/x/") == 0, "nothing is drawn that could be opened"


def test_a_line_of_noughts_and_of_few_has_whole_numbers_beside_it():
    few = [{**ROWS[0], "n": n, "place": str(n)} for n in (0, 1)]
    ticks = re.findall(r">([\d.]+)</text>", line_chart(few, "place", "n", "url", "Register").svg)
    assert {"0", "1"} <= set(ticks)
    assert not [tick for tick in ticks if "." in tick]


def test_an_empty_chart_draws_and_lists_nothing():
    chart = bar_chart([], "place", "n", "url", "Register")
    html = Template('{% load lx %}{% c "chart" chart=chart %}').render(Context({"chart": chart}))
    assert "<svg" not in html
    assert "所选范围内没有数据" in html


def test_pictures_for_word_are_png():
    assert bar_chart(ROWS, "place", "n", "url", "Register", png=True).startswith(b"\x89PNG")
    assert line_chart(ROWS, "place", "n", "url", "Register", png=True).startswith(b"\x89PNG")
    segment = Segment("A1", "联席会议", "/a1", 23, "家")
    assert rings([Chapter("A", "组织", [segment])], city="大连", png=True).startswith(b"\x89PNG")


def test_a_chart_after_the_first_costs_well_under_a_second():
    bar_chart(ROWS, "place", "n", "url", "warm", "人")
    start = time.perf_counter()
    bar_chart([{**ROWS[0], "n": 77}], "place", "n", "url", "other", "人")
    assert time.perf_counter() - start < 1


def test_the_overview_links_every_programme_and_the_city():
    drawn = city_rings()
    links = re.findall(r'href="#([A-D]\d+)"', drawn.svg)
    assert len(links) == len(set(links)) == 30
    assert 'href="#city"' in drawn.svg
    html = Template('{% load lx %}{% c "rings" rings=rings %}').render(Context({"rings": drawn}))
    assert html.count('href="#D13"') == 2


def test_a_sparkline_of_nothing_and_of_equal_values():
    assert sparkline([]) == ""
    assert "nan" not in sparkline([3, 3, 3], label="same")
