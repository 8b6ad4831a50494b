"""Every list of the small set and the ledgers through the commands: taken in, the same again, taken back."""

import csv
import datetime as dt
import io
import json
from collections import Counter

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from lianxin.access.actors import service
from lianxin.gatherings.models import Gathering, Participation
from lianxin.matters.models import Matter
from lianxin.register.models import Import, Mention, SourceRow, Tie
from lianxin.register.queries.listed import sources
from lianxin.register.records import committers
from lianxin.register.services.exports import written
from lianxin.register.services.undo import undo_import

pytestmark = pytest.mark.django_db
TRUTH_TYPES = {"P": "people", "O": "organisations"}


def take(*files, **options) -> list:
    out = io.StringIO()
    call_command("import", *map(str, files), json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def snapshot() -> dict:
    by = service("test")
    lists = {name: written(name, committer.export(by), "csv") for name, committer in committers.items()}
    return lists | {"sources": list(sources())}


def read(path) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def sheet_of(outcome) -> dict:
    return next(sheet for sheet in outcome["sheets"] if sheet["type"] != "ignored")


# These begin with an empty register: they stand before those that share one with every list in it.


@pytest.mark.slow
def test_a_preview_keeps_nothing_and_says_the_same(everything):
    before = snapshot()
    previews = take(*everything, dry_run=True)
    assert snapshot() == before
    assert Import.objects.count() == 0
    assert all(outcome["import"] is None for outcome in previews)
    first = take(everything[0])[0]
    assert first["sheets"] == previews[0]["sheets"]


@pytest.mark.slow
def test_each_undo_restores_the_exports(everything):
    """One after the other: in, out again, the same as before; and in for good, so that the next one meets a fuller register."""
    by = service("test")
    before = snapshot()
    # The first database undoes every list, the second every fourth: this is the slowest test of all.
    chosen = everything if connection.vendor == "sqlite" else everything[::4]
    for number, path in enumerate(chosen):
        (outcome,) = take(path)
        full = snapshot()
        with transaction.atomic():
            undo_import(Import.objects.get(pk=outcome["import"]), by=by)
            after = snapshot()
            for name, was in before.items():
                assert after[name] == was, (path.name, name)
            # What was undone comes back by itself, which is quicker; every fourth is taken in a second time.
            again = number % 4 == 0
            if again:
                take(path)
            transaction.set_rollback(not again)
        before = snapshot() if again else full


# These find every list taken in, once for all of them; what one changes is rolled back.


@pytest.fixture(scope="module")
def empty(django_db_setup, django_db_blocker):
    """The exports of a register in which nothing is yet."""
    with django_db_blocker.unblock():
        return snapshot()


@pytest.fixture(scope="module")
def taken(everything, empty, django_db_blocker):
    """What the command says of every file; all of them stay in until the module ends."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {outcome["file"]: outcome for outcome in take(*everything)}
        transaction.set_rollback(True)


@pytest.mark.slow
def test_headers_and_rows_are_those_of_the_truth(lists, taken):
    for prefix in ("", "org_"):
        rows = Counter(row["list"] for row in read(lists / "small" / f"{prefix}truth.csv"))
        for known in read(lists / "small" / f"{prefix}lists.csv"):
            sheet = sheet_of(taken[known["list"]])
            assert sheet["type"] == TRUTH_TYPES[known["list"][0]]
            assert sheet["header_row"] == int(known["header_row"]), known["list"]
            assert sheet["accepted"] == rows[known["list"]], known["list"]
            held = {"id_number" if key == "id_no" else key for key in json.loads(known["columns"])}
            assert len(sheet["columns"]) == len(held - {"#"}), known["list"]
    truth = {(row["list"], int(row["row"])) for name in ("truth.csv", "org_truth.csv") for row in read(lists / "small" / name)}
    assert {(name, row) for name, row, _party in sources() if name[0] in "PO" and name[1].isdigit()} == truth


@pytest.mark.slow
def test_ledgers_say_what_is_expected(lists, taken):
    expected = json.loads((lists / "ledgers" / "expected.json").read_text(encoding="utf-8"))
    for name, known in expected.items():
        sheets = [sheet for sheet in taken[name]["sheets"] if sheet["type"] != "ignored"]
        assert {sheet["type"] for sheet in sheets} == {known["type"]}
        assert sum(sheet["rows"] for sheet in sheets) == known["rows"]
        refused = {cell["row"] for sheet in sheets for cell in sheet["rejected"]}
        if "rejected_rows" in known:
            assert refused == set(known["rejected_rows"])
        else:
            assert sum(sheet["accepted"] for sheet in sheets) == known["accepted"]
        for cell in known.get("bad_cells", ()):
            assert (cell["row"], cell["column"]) in {(c["row"], c["column"]) for s in sheets for c in s["rejected"]}
        assert all(cell["reason"] for sheet in sheets for cell in sheet["rejected"])
    held = Gathering.objects.exclude(held_on=None)
    ledger = held.filter(starts_on__year=2016).exclude(title__contains="代表人士")
    kinds = Counter(ledger.values_list("kind", flat=True))
    assert kinds == {"forum": 6, "training_class": 5, "activity": 6, "joint_conference": 3, "salon": 2}
    assert ledger.filter(title="三新论坛（第16期）").count() == 1
    forum = Gathering.objects.get(title="三新论坛", starts_on=dt.date(2017, 5, 18))
    assert Participation.objects.filter(gathering=forum, state="attended").count() == 36
    roster = Gathering.objects.get(title__contains="代表人士")
    assert Participation.objects.filter(gathering=roster, state="finished").count() == 48
    assert roster.sessions.count() == 6
    assert Tie.objects.on(dt.date(2017, 7, 14)).filter(kind="liaison").count() == 40
    assert Tie.objects.filter(kind="team", organisation__slug="lawyers").values("person").distinct().count() == 90
    cases = Counter(Matter.objects.values_list("kind", flat=True))
    assert cases == {"feedback": 10, "mediation": 24, "rights_advice": 11, "legal_aid": 14, "counselling": 8}
    assert Matter.objects.exclude(closed_on=None).count() == 58
    assert Matter.objects.exclude(rating="").count() == 48
    assert Matter.objects.filter(rating__in=("4", "5")).count() == 28


@pytest.mark.slow
def test_what_is_refused_is_stored_nowhere(lists, taken):
    expected = json.loads((lists / "ledgers" / "expected.json").read_text(encoding="utf-8"))
    refused = expected["签到表_三新论坛20170518.xlsx"]["must_not_be_stored"]
    held = [json.dumps(cells, ensure_ascii=False) for cells in SourceRow.objects.values_list("cells", flat=True)]
    held += [json.dumps(values, ensure_ascii=False) for values in Mention.objects.values_list("values", flat=True)]
    held += [json.dumps(report, ensure_ascii=False) for report in Import.objects.values_list("report", flat=True)]
    for model in apps.get_models():
        for row in model._default_manager.values_list():
            held.append(" ".join(str(value) for value in row))
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            held += [str(row) for row in cursor.fetchall()]
    held += [path.read_text(errors="ignore") for path in settings.LIANXIN_DATA.rglob("*") if path.is_file()]
    whole = "\n".join(held)
    for word in refused:
        assert word not in whole
    assert sheet_of(taken["签到表_三新论坛20170518.xlsx"])["dropped"] == ["政治面貌", "民族", "备注"]


@pytest.mark.slow
def test_a_second_run_changes_nothing(everything, taken):
    before = snapshot()
    rows = SourceRow.objects.count()
    again = take(*everything)
    assert snapshot() == before
    assert SourceRow.objects.count() == rows
    for outcome in again:
        assert outcome["already"]
        assert outcome["import"] == taken[outcome["file"]]["import"]
        assert sheet_of(outcome)["accepted"] == sheet_of(taken[outcome["file"]])["accepted"]


@pytest.mark.slow
@pytest.mark.parametrize("order", ["pk", "-pk", "file_digest"])
def test_when_all_are_taken_back_nothing_is_left(empty, taken, order):
    if connection.vendor != "sqlite" and order != "file_digest":
        pytest.skip("the first database takes back in every order, the second in the one that is mixed")
    for imported in Import.objects.order_by(order):
        undo_import(imported, by=service("test"))
    assert snapshot() == empty
    assert SourceRow.objects.count() == 0
