"""The list behind a figure goes out row for row; names only of those whom one may give out; whoever is named can read it (F14)."""

from __future__ import annotations

import csv
import io

import pytest
from tests.contract.drawing import account, whole
from tests.desk.test_glance import signed_in

from lianxin.core.errors import BadInput
from lianxin.desk.figures.exports import written
from lianxin.figures.engine import open_figure
from lianxin.journal.models import Entry, Read
from lianxin.register.models import Person
from lianxin.reports.services.exporting import export_figure, that_name_whom_i_may_give_out

HIDDEN = "(not given out)"
PURPOSE = "核对名单"


def rows_of_file(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("key", ["B1.key_contacts", "B5.pairings", "C1.organisations", "C6.cases", "B3.classes", "A3.documents"])
@pytest.mark.parametrize("name", ["demo-city", "demo-district", "demo-liaison"])
def test_as_many_rows_as_the_page_opens(sample_city, key, name):
    selection = whole(key)
    opened = open_figure(selection, sample_city.actor(name))
    client = signed_in(name)
    answer = client.post(f"/desk/figures/{key}/export/?{selection.query}", {"purpose": PURPOSE, "form": "csv"})
    assert answer.status_code == 200
    told = rows_of_file(answer.content)
    assert len(told) == opened.rows.count() == opened.opened
    free = that_name_whom_i_may_give_out(opened.rows, sample_city.actor(name)).count()
    assert sum(row["Record"] != HIDDEN for row in told) == free
    entry = Entry.objects.filter(verb="export").latest("pk")
    assert (entry.data["figure"], entry.data["rows"]) == (selection.code, len(told))


def test_whoever_is_named_can_read_it(sample_city):
    selection, before = whole("B6.city"), Read.objects.count()
    answer = signed_in("demo-city").post(f"/desk/figures/B6.city/export/?{selection.query}", {"purpose": PURPOSE, "form": "csv"})
    named = {row["Record"] for row in rows_of_file(answer.content)} - {HIDDEN}
    reads = Read.objects.order_by("pk")[before:]
    assert set(Person.objects.filter(pk__in=[read.subject_id for read in reads]).values_list("name", flat=True)) == named
    assert {(read.how, read.what, read.reason) for read in reads} == {("exported", "B6.city", PURPOSE)}


def test_whom_one_may_not_give_out_keeps_a_row_without_a_name(sample_city):
    """A district officer opens who came to forums of the district, also from elsewhere; these they may not export."""
    selection, actor = whole("D1.forum_times", "210202"), sample_city.actor("demo-district")
    data = export_figure(selection, lambda rows: rows.order_by("pk"), written, by=actor, purpose=PURPOSE, form="csv")
    told = [list(row.values()) for row in rows_of_file(data)]
    assert len(told) == open_figure(selection, actor).opened
    kept = [what for _number, title, what, _day in told if title == "（不对外提供）"]
    assert 0 < len(kept) < len(told)
    assert set(kept) == {""}
    assert all(day for *_words, day in told)


def test_a_purpose_is_needed_and_small_counts_stay(sample_city):
    office, selection = signed_in("demo-city"), whole("B6.city")
    address = f"/desk/figures/B6.city/export/?{selection.query}"
    assert "one for each record" in office.get(address).content.decode()
    before = Entry.objects.count()
    assert office.post(address, {"purpose": " ", "form": "csv"}).status_code == 400
    assert office.post(address, {"purpose": PURPOSE, "form": "exe"}).status_code == 400
    small = "/desk/figures/C6.cases/export/?from=2016-03-01&to=2016-03-21"
    assert "This figure is not given" in office.get(small).content.decode()
    assert office.post(small, {"purpose": PURPOSE, "form": "csv"}).status_code == 400
    assert Entry.objects.count() == before
    with pytest.raises(BadInput):
        export_figure(selection, lambda rows: rows, written, by=sample_city.actor("demo-city"), purpose="", form="csv")


def test_members_take_no_list_along(sample_city):
    assert account("demo-member")
    assert signed_in("demo-member").post("/desk/figures/B6.city/export/", {"purpose": PURPOSE, "form": "csv"}).status_code == 403
