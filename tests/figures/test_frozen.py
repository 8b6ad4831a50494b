"""Freezing and drift: a signed figure never changes, and what moved since is named with the act that did it (F6, F7)."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.contract.drawing import COUNTED, RATES, whole

from lianxin.access.actors import service
from lianxin.figures.drift import drift_of
from lianxin.figures.engine import figure, rows_of
from lianxin.figures.services.freezing import freeze
from lianxin.reference.models import Place

DAY = dt.date(2017, 7, 14)


def test_every_figure_of_the_city_freezes_with_its_list(sample_city):
    owner = Place.objects.first()
    frozen = freeze([whole(key) for key in (*COUNTED, *RATES)], owner=owner, by=service("tests"), at=DAY)
    for row in frozen:
        live = figure(row.selection)
        assert row.value == live.value
        assert row.listed is None or row.records == rows_of(row.selection).count()
        assert drift_of(row).is_none, row.text
