"""The pages of docs/ keep up with the code: the worked kind runs, the glossary has every table and every kind."""

from __future__ import annotations

import re
import sys
import types
from pathlib import Path

import pytest
from django.utils.translation import override
from tests.conformance.families import KINDS
from tests.conformance.test_flows import reached
from tests.conformance.test_kinds import names_a_party
from tests.conformance.test_models import OURS

from lianxin.flows.families import Family
from lianxin.flows.flow import CLOSED_PHASES
from lianxin.matters import kind as matters_kind
from lianxin.reference import dated

DOCS = Path(__file__).resolve().parents[2] / "docs"
ROOT = DOCS.parent
FENCE = re.compile(r"^```python (?P<name>\S+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def example(monkeypatch):
    """The kind of docs/kinds.md, imported from the page as if its folder stood there."""
    blocks = {found["name"]: found["code"] for found in FENCE.finditer((DOCS / "kinds.md").read_text(encoding="utf-8"))}
    assert list(blocks) == ["flow.py", "__init__.py", "line"]
    family: Family = Family("kind of matter", matters_kind.MatterKind)
    monkeypatch.setattr(dated.DECLARED, "_things", dict(dated.DECLARED._things))
    package = types.ModuleType("lianxin.matters.kinds.room_loan")
    package.__path__ = []
    flow = types.ModuleType("lianxin.matters.kinds.room_loan.flow")
    monkeypatch.setitem(sys.modules, package.__name__, package)
    monkeypatch.setitem(sys.modules, flow.__name__, flow)
    exec(compile(blocks["flow.py"], "docs/kinds.md", "exec"), flow.__dict__)
    exec(compile(blocks["__init__.py"], "docs/kinds.md", "exec"), package.__dict__)
    exec(blocks["line"], {"matter_kinds": family, "RoomLoan": package.RoomLoan})
    return family


def test_the_kind_of_the_page_is_one_folder_and_one_line(example):
    [kind] = example
    flow = kind.flow
    assert {stage.code for stage in flow.stages} == reached(flow, flow.start.code)
    assert all(reached(flow, stage.code) & set(flow.in_phase(*CLOSED_PHASES)) for stage in flow.stages)
    assert kind.details().model_dump() == {"persons_expected": 0, "needs_screen": False}
    assert not any(names_a_party(name) for name in kind.details.model_fields)


@pytest.mark.django_db
def test_the_kind_of_the_page_walks(example, cast, monkeypatch):
    """With its line in the registry, the engine, the desk's rules and the clock take it as they take every other."""
    from tests.cast import DAY

    from lianxin.flows.services.moves import make_move
    from lianxin.matters.kind import matter_kinds
    from lianxin.matters.services.matters import open_matter

    monkeypatch.setattr(matter_kinds, "_kinds", example._kinds)
    with override("zh-hans"):
        matter = open_matter(kind="room_loan", raiser=cast.member, desk=cast.station, entered_why="电话反映", by=cast.by, at=DAY)
    make_move(matter, "confirm", by=cast.actor("station_worker"), at=DAY, given={"key_from": DAY})
    assert matter.due_on is not None
    make_move(matter, "hand_over", by=cast.actor("station_worker"), at=DAY)
    make_move(matter, "close", by=cast.actor("station_worker"), at=DAY)
    make_move(matter, "rate", by=cast.actor("member"), at=DAY, given={"rating": "5"})
    assert (matter.stage, matter.number) == ("rated", "CD2017-00001")


def test_the_glossary_has_every_table_and_every_kind():
    page = (DOCS / "glossary.md").read_text(encoding="utf-8")
    words = set(re.findall(r"`([A-Za-z_.]+)`", page))
    assert {model.__name__ for model in OURS} - words == set()
    assert {name.split(".")[1] for name in KINDS} - words == set()


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/architecture.md", "docs/glossary.md", "docs/kinds.md"])
def test_links_of_a_page_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    paths = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    assert [path for path in paths if not ((ROOT / page).parent / path).exists()] == []
