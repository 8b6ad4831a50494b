"""Two loads give the same lists: one on each database, with other secrets and another order of hashes."""

import datetime as dt
import hashlib
import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from tests.installation import one_after_the_other

from lianxin.access.actors import service
from lianxin.figures.engine import figure
from lianxin.figures.measures import measures
from lianxin.figures.selections import select
from lianxin.register.records import committers
from lianxin.register.services.exports import export_list

START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
TYPES = ("people", "organisations", "ties", "gatherings", "attendance", "matters")
REPORT = ("report", "annual", "--from", START.isoformat(), "--to", END.isoformat(), "--format", "json")
LEFT = os.environ.get("LIANXIN_TESTS_LEFT", "")
"""A folder in which the first database leaves what the second is compared with; without it another city is loaded."""


def said(lists: dict[str, bytes], report: str) -> dict[str, dict[str, object]]:
    """The digest of each list, and each figure of a measure that the printed report gives."""
    printed = {line["key"]: line["value"] for line in json.loads(report)["figures"]}
    return {
        "lists": {name: hashlib.sha256(content).hexdigest() for name, content in lists.items()},
        "figures": {key: value for key, value in printed.items() if key in measures},
    }


def of_another_process(folder: Path) -> dict[str, dict[str, object]]:
    """What a city says that is loaded on SQLite as an operator does it, with secrets of its own."""
    there = {"LIANXIN_DATA": str(folder), "LIANXIN_TODAY": "2017-07-14", "PYTHONHASHSEED": "7"}
    files = {name: folder / f"{name}.csv" for name in TYPES}
    exports = [["export", name, "-o", str(file)] for name, file in files.items()]
    done = one_after_the_other(["migrate", "--verbosity", "0"], ["sample"], *exports, [*REPORT], **there)
    assert {one.returncode for one in done} == {0}, done
    return said({name: file.read_bytes() for name, file in files.items()}, done[-1].stdout)


@pytest.mark.slow
def test_another_load_gives_the_same_lists(sample_city, tmp_path):
    assert {committer.shape.key for committer in committers} >= set(TYPES)
    lists = {name: export_list(name, by=service("tests"), purpose="test") for name in TYPES}
    left = Path(LEFT, "sample-city.json")
    if connection.vendor == "sqlite":
        out = io.StringIO()
        call_command(*REPORT, stdout=out)
        here = said(lists, out.getvalue())
        assert here["figures"] == {key: figure(select(key, START, END)).value for key in here["figures"]}
        if LEFT:
            left.write_text(json.dumps(here))
        pytest.skip("needs another load; left what this one says for the second database")
    there = json.loads(left.read_text()) if LEFT and left.exists() else of_another_process(tmp_path)
    assert {name: hashlib.sha256(content).hexdigest() for name, content in lists.items()} == there["lists"]
    assert {key: figure(select(key, START, END)).value for key in there["figures"]} == there["figures"]
    assert there["figures"]
