"""Two loads give the same lists: one on PostgreSQL here, one on SQLite in a process with other secrets and another order of hashes."""

import datetime as dt
import hashlib
import json
import os
import subprocess
import sys

import pytest

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
    environment = os.environ | {
        "LIANXIN_DATA": str(tmp_path),
        "PYTHONHASHSEED": "7",
        "DJANGO_SETTINGS_MODULE": "lianxin.config.settings",
    }
    environment.pop("DATABASE_URL", None)

    def lianxin(*words: str) -> bytes:
        return subprocess.run(
            [sys.executable, "-m", "lianxin", *words], env=environment, check=True, capture_output=True
        ).stdout

    lianxin("migrate", "--verbosity", "0")
    lianxin("sample")
    there = {name: hashlib.sha256(lianxin("export", name)).hexdigest() for name in TYPES}
    assert there == here
    period = ("--from", START.isoformat(), "--to", END.isoformat())
    printed = json.loads(lianxin("report", "annual", *period, "--format", "json"))["figures"]
    values = {line["key"]: line["value"] for line in printed if line["key"] in measures}
    assert values == {key: figure(select(key, START, END)).value for key in values}
