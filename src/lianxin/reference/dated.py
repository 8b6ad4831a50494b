"""Rules with validity dates, declared in code by the apps that use them.

A deadline, a threshold, a weight or a points table is declared once per change, with the day from which it holds and
where it comes from. An installation may add rows of its own (`DatedRule`), which win on their days. Read a value with
`queries.rule(key, on)`, so that the past is recomputed under the past's rules.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from lianxin.core.registries import Registry


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """The value of a rule for a half-open span of days."""

    value: Any
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    is_declared: bool = True

    def holds_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


DECLARED: Registry[list[RuleVersion]] = Registry(gettext_noop("rule"))
ALWAYS = dt.date(1949, 10, 1)
"""For rules of the house that never had another value."""


def declare_rule(key: str, value: Any, *, since: dt.date = ALWAYS, source: str) -> str:
    """Declare that `key` has `value` from `since` on, until a later version of the same key. Gives the key back.

    `value` must be plain JSON. Versions are declared in order of time; anything else is a ValueError.
    """
    version = RuleVersion(value, since, None, source)
    if key not in DECLARED:
        DECLARED.add(key, [version])
        return key
    versions = DECLARED.get(key)
    last = versions[-1]
    if since <= last.valid_from:
        raise ValueError(f"rule {key!r}: declare versions in order of time, once each")
    versions[-1] = RuleVersion(last.value, last.valid_from, since, last.source)
    versions.append(version)
    return key
