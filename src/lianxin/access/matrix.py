"""The permission map as a page: one table per model, a line per verb and role, in words."""

from __future__ import annotations

from itertools import groupby

from lianxin.access.roles import Role
from lianxin.access.rules import Left, Predicate, Rule, all_rules

HEAD = """# Permissions

Who may do what. This page is printed by `lianxin rules` and compared with it by a test; edit the `rules.py` of an app, then
run `lianxin rules > docs/permissions.md`. What is not listed is denied.
"""


def permission_map() -> str:
    """All rules as Markdown, sorted by model, verb and role."""
    order = list(Role)
    rules = sorted(all_rules(), key=lambda r: (r.model._meta.label, r.verb, order.index(r.role), r.sentence))
    lines = [HEAD]
    for name, of_model in groupby(rules, key=lambda r: r.model._meta.label):
        lines += [f"## {name}", "", "| verb | role | on which |", "|---|---|---|"]
        lines += [f"| {rule.verb} | {rule.role.value} | {_on_which(rule)} |" for rule in of_model]
        lines.append("")
    return "\n".join(lines)


def describe(rule: Rule) -> str:
    """The first line of the predicate's docstring, else its name as words."""
    return _first_line(rule.which) or rule.sentence


def _on_which(rule: Rule) -> str:
    return describe(rule) if rule.but is None else f"{describe(rule)}, without: {_first_line(rule.but)}"


def _first_line(which: Predicate | Left) -> str:
    text = (which.__doc__ or "").strip().splitlines()
    return text[0].rstrip(".") if text else ""
