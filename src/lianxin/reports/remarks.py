"""What stands open against a signature: findings of the lint, and comments that nobody answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.core.errors import BadInput, Conflict
from lianxin.figures.places import WHOLE_CITY, place_code
from lianxin.reports.asking import together
from lianxin.reports.lint.linting import lint
from lianxin.reports.lint.values import LiveValues
from lianxin.reports.models import ReportComment, ReportVersion, WorkReport

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lianxin.figures.engine import Figure
    from lianxin.reports.lint.findings import Finding


@dataclass(frozen=True, slots=True)
class Remarks:
    """The findings and open comments of one version of a text."""

    version: ReportVersion
    findings: tuple[Finding, ...]
    comments: tuple[ReportComment, ...]

    @property
    def wrong(self) -> list[Finding]:
        """Words that the figures contradict. They are mended, not signed over."""
        return [finding for finding in self.findings if finding.is_wrong]

    @property
    def unproven(self) -> list[Finding]:
        """What no figure or document proves; it may be signed over with a reason, like an open comment."""
        return [finding for finding in self.findings if not finding.is_wrong]

    @property
    def open(self) -> int:
        """How many remarks a signature needs a reason for."""
        return len(self.unproven) + len(self.comments)

    @property
    def mark(self) -> str:
        """A digest of the text and all that stands against it, by which a signature says what it has seen."""
        keys = [f"{one.line}:{one.start}:{one.kind}:{one.words}" for one in self.findings]
        keys += [f"comment:{one.pk}" for one in self.comments]
        return hashlib.sha256("\n".join([str(self.version.pk), *keys]).encode()).hexdigest()

    def check(self, reason: str, seen: str) -> None:
        """Raise what these remarks have against a signature: words that are wrong, no reason for what is open (BadInput), or another
        text or other remarks than the signer saw (Conflict); an empty `seen` was shown nothing, as in a command.
        """
        if seen and seen != self.mark:
            raise Conflict(_("The text or what stands against it has changed since you read it. Read it again, then sign."))
        if self.wrong:
            sentence = ngettext(
                "{n} finding is contradicted by its figure: return the report to the writer.",
                "{n} findings are contradicted by their figures: return the report to the writer.",
                len(self.wrong),
            )
            raise BadInput(sentence.format(n=len(self.wrong)))
        if self.open and not reason.strip():
            sentence = ngettext(
                "{n} remark stands open: say why the report is signed over it.",
                "{n} remarks stand open: say why the report is signed over them.",
                self.open,
            )
            raise BadInput(sentence.format(n=self.open))


def remarks_on(report: WorkReport, version: ReportVersion, known: Iterable[Figure] = ()) -> Remarks:
    """What stands open against a version of a report's text as it will be printed; `known` are figures that were computed already."""
    comments = ReportComment.objects.filter(report=report, answered_at=None).select_related("report")
    found = findings_of(report, version.body, known)
    return Remarks(version, tuple(finding for finding in found if finding.is_printed), tuple(comments))


def findings_of(report: WorkReport, body: str, known: Iterable[Figure] = ()) -> list[Finding]:
    """What the lint says of a text against the figures of now."""
    place = place_of(report)
    return together(lambda figures: lint(body, LiveValues(report.start, report.end, place, figures)), known)


def place_of(report: WorkReport) -> str:
    """The report's place as selections name it."""
    return WHOLE_CITY if report.place is None else place_code(report.place)
