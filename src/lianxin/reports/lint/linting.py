"""`lint`: every finding of a report's text, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from lianxin.reports.lint import changes, checks, claims
from lianxin.reports.lint.findings import Finding, Values
from lianxin.reports.lint.prose import Line, lines_of


def lint(body: str, values: Values) -> list[Finding]:
    """Hold a report's prose against its figures (F11, F12), each line in its own language; tables and charts are not read.

    A text that `read_text` would refuse is read all the same: its faults are findings.
    """
    found = [finding for line in lines_of(body) for finding in _line(line, values)]
    return sorted(found, key=lambda finding: (finding.line, finding.start))


def _line(line: Line, values: Values) -> Iterator[Finding]:
    yield from checks.check_tags(line)
    yield from checks.check_amounts(line, values)
    yield from checks.check_words(line, values)
    yield from checks.check_units(line, values)
    yield from checks.check_typed(line, values)
    for sentence in line.sentences:
        yield from changes.check_changes(sentence, values)
        yield from claims.check_coverage(sentence, values)
        yield from claims.check_parts(sentence, values)
        yield from claims.check_firsts(sentence, values)
        yield from claims.check_ranks(sentence, values)
        yield from claims.check_plans(sentence)
        yield from claims.check_sums(sentence)
