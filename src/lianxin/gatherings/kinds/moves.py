"""Moves that every kind of gathering has: holding, recording what already took place, calling off."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.flows.flow import Move, Need, NeedKind

HELD_ON = Need("held_on", _("held on"), NeedKind.DATE, required=False)
HEADCOUNT = Need("headcount", _("audience counted"), NeedKind.NUMBER, required=False)
REASON = Need("reason", _("reason"))


def hold(*sources: str, needs: tuple[Need, ...] = (), turn: str = "") -> Move:
    """It took place as planned; without a day the one on which it ended counts."""
    return Move(
        "hold", _("record that it was held"), sources, "held", "edit", (HELD_ON, HEADCOUNT, *needs), turn=turn
    )


def record_held(first: str, needs: tuple[Need, ...] = (), turn: str = "") -> Move:
    """It took place before anybody entered it here: from the first stage straight to held."""
    return Move(
        "record_held",
        _("record as already held"),
        (first,),
        "held",
        "record",
        (HELD_ON, HEADCOUNT, *needs),
        turn=turn,
    )


def cancel(*sources: str) -> Move:
    """Called off; everybody who had registered is freed."""
    return Move("cancel", _("call off"), sources, "cancelled", "edit", (REASON,), grave=True)
