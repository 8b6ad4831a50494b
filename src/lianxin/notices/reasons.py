"""Why a notice that was queued is not sent after all: asked again at the moment of sending, since much may happen in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from lianxin.core.registries import Registry
from lianxin.notices.models import Notice
from lianxin.notices.templates import Text


@dataclass(frozen=True, slots=True)
class Reason:
    """`text` goes on after "not sent, because"; `holds` gives those of some notices (ids) that may not go for it."""

    text: Text
    holds: Callable[[list[Notice]], Iterable[int]]


reasons: Registry[Reason] = Registry(gettext_noop("reason not to send"))
"""Filled by the apps that know people, consents and audiences; the first that holds is kept."""


def withheld(notices: list[Notice]) -> dict[int, str]:
    """By id, the reason (its key) for which a notice may not go."""
    found: dict[int, str] = {}
    for key, reason in reasons.items():
        for pk in reason.holds(notices):
            found.setdefault(pk, key)
    return found
