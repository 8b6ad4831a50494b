"""What flows: every family of kinds with its model, and the flows that stand alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from lianxin.ballots.kind import ballot_kinds
from lianxin.ballots.models import Ballot
from lianxin.bulletins.kind import bulletin_kinds
from lianxin.bulletins.models import Bulletin
from lianxin.flows.flow import Flow
from lianxin.flows.kind import Kind
from lianxin.gatherings.kind import gathering_kinds
from lianxin.gatherings.models import Gathering
from lianxin.matters.kind import matter_kinds
from lianxin.matters.models import Matter
from lianxin.reports.flow import ASSESSMENT, REPORT
from lianxin.reports.models import Assessment, WorkReport

FAMILIES: tuple[tuple[Any, type[Model]], ...] = (
    (gathering_kinds, Gathering),
    (matter_kinds, Matter),
    (bulletin_kinds, Bulletin),
    (ballot_kinds, Ballot),
)
KINDS: dict[str, tuple[type[Kind], type[Model]]] = {
    f"{model._meta.app_label}.{kind.key}": (kind, model) for family, model in FAMILIES for kind in family
}


@dataclass(frozen=True)
class Flowing:
    """A flow and the model whose rules its moves ask."""

    flow: Flow
    model: type[Model]


FLOWS: dict[str, Flowing] = {
    **{name: Flowing(kind.flow, model) for name, (kind, model) in KINDS.items()},
    "reports.assessment": Flowing(ASSESSMENT, Assessment),
    "reports.report": Flowing(REPORT, WorkReport),
}
