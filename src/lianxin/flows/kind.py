"""What every kind of every family declares. A family subclasses `Kind` and keeps a registry of its kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict

from lianxin.flows.flow import Flow, Phase, Stage

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrOrPromise

    from lianxin.access.actors import Actor
    from lianxin.flows.flow import Move


class Details(BaseModel):
    """Schema of a kind's typed JSON: nothing that is listed, filtered, secured, dated, paid or read by a measure, and no party."""

    model_config = ConfigDict(extra="forbid")


class Kind:
    """One kind: a folder under `kinds/`, one line in the family's registry.

    `key` is stored on the record; `details` is the schema of its JSON. `after_move` does what a move means beside the
    stage (a result, a child row), in the move's own transaction.
    """

    key: ClassVar[str]
    name: ClassVar[_StrOrPromise]
    plural: ClassVar[_StrOrPromise]
    flow: ClassVar[Flow]
    details: ClassVar[type[Details]] = Details
    details_version: ClassVar[int] = 1
    confidential: ClassVar[bool] = False
    icon: ClassVar[str] = "circle"

    @classmethod
    def after_move(cls, subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Nothing, unless the kind says otherwise."""


RECORDED = Flow(stages=(Stage("recorded", "recorded", Phase.OPEN),), moves=())
"""The flow of a record whose kind nobody declares any more: it can be read and counted, not moved."""
