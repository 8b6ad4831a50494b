"""Two loads give the same lists: one on PostgreSQL here, one on SQLite in a process with other secrets and another order of hashes."""

import datetime as dt
import hashlib
import json

import pytest
from tests.installation import one_after_the_other

from lianxin.access.actors import service
from lianxin.figures.engine import figure
from lianxin.figures.measures import measures
from lianxin.figures.selections import select
from lianxin.register.records import committers
from lianxin.register.services.exports import export_list

START, END = dt.date(2015, 1, 1), dt.date(2017, 7, 14)
TYPES = ("people", "organisations", "ties", "gatherings", "attendance", "matters")


@pytest.mark.postgresql
@pytest.mark.slow
def test_another_load_gives_the_same_lists(sample_city, tmp_path):
    assert {committer.shape.key for committer in committers} >= set(TYPES)
    here = {
        name: hashlib.sha256(export_list(name, by=service("tests"), purpose="test")).hexdigest()
        for name in TYPES
    }
    there = {"LIANXIN_DATA": str(tmp_path), "LIANXIN_TODAY": "2017-07-14", "PYTHONHASHSEED": "7"}
    made = one_after_the_other(["migrate", "--verbosity", "0"], ["sample"], **there)
    assert [done.returncode for done in made] == [0, 0], made
    period = ("--from", START.isoformat(), "--to", END.isoformat())
    files = {name: tmp_path / f"{name}.csv" for name in TYPES}
    exports = [["export", name, "-o", str(file)] for name, file in files.items()]
    *_told, report = one_after_the_other(*exports, ["report", "annual", *period, "--format", "json"], **there)
    assert {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items()} == here
    printed = json.loads(report.stdout)["figures"]
    values = {line["key"]: line["value"] for line in printed if line["key"] in measures}
    assert values == {key: figure(select(key, START, END)).value for key in values}
