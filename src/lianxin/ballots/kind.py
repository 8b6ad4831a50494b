"""Base class and registry of the kinds of ballots."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

from lianxin.core.errors import BadInput
from lianxin.flows.families import Family
from lianxin.flows.kind import Kind

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.flows.flow import Move


class BallotKind(Kind):
    """`needs_basis` demands the approving document before the vote is opened to entries (evaluation and commendation need approval)."""

    needs_basis: ClassVar[bool] = True
    icon: ClassVar[str] = "vote"

    @classmethod
    def after_move(cls, subject: Any, move: Move, given: dict[str, Any], *, by: Actor, at: dt.date) -> None:
        """Publishing the rules keeps the approving document, and refuses without one where the kind needs it."""
        if move.code != "publish_rules":
            return
        if given.get("basis") is not None:
            subject.basis = given["basis"]
            type(subject)._default_manager.filter(pk=subject.pk).update(basis=given["basis"])
        if cls.needs_basis and subject.basis_id is None:
            raise BadInput(
                _("This kind of vote needs an approving document: name it before the rules are published.")
            )


ballot_kinds: Family[BallotKind] = Family("kind of ballot", BallotKind)
