"""What stands open against a signature, each remark with a link to its paragraph; and what a revision was signed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from lianxin.access.rules import visible
from lianxin.desk.people.names import known_names
from lianxin.reports.models import OpenRemark, ReportComment, Revision, WorkReport
from lianxin.reports.sources import Source, cut

if TYPE_CHECKING:
    from lianxin.access.actors import Actor
    from lianxin.reports.remarks import Remarks


@dataclass(frozen=True, slots=True)
class Standing:
    """One remark as it is listed: `words` of the text and what is said of them, or what a comment says and who said it."""

    words: str
    says: str
    href: str
    is_wrong: bool = False
    by: str = ""


def standing(report: WorkReport, remarks: Remarks, actor: Actor) -> list[Standing]:
    """The remarks in one list: what is wrong first, then what is unproven, then the comments."""
    page = reverse("desk:reports_write", args=[report.pk])
    blocks = cut(remarks.version.body)
    lines = [
        Standing(finding.words, finding.reason, page + _anchor(blocks, finding.line), finding.is_wrong)
        for finding in (*remarks.wrong, *remarks.unproven)
    ]
    names = known_names({said.written_by for said in remarks.comments if said.written_by}, actor)
    by_source = {block.source: block.line for block in blocks}
    for said in remarks.comments:
        line = by_source.get(said.quote)
        anchor = f"#b{line}" if line else "#studio-comments"
        lines.append(Standing("", said.text, page + anchor, by=names.get(said.written_by or 0, "")))
    return lines


def _anchor(blocks: list[Source], line: int) -> str:
    """Where the paragraph of a line stands on the page of the editor."""
    begun = [block.line for block in blocks if block.line <= line]
    return f"#b{begun[-1]}" if begun else ""


def signed_over(row: Revision, actor: Actor) -> list[OpenRemark]:
    """What stood open when a revision was signed; a comment with its words only for those who may read it."""
    rows = list(OpenRemark.objects.filter(revision=row).select_related("comment"))
    said = [one.comment_id for one in rows if one.comment_id]
    open_to_me = set(visible(ReportComment.objects.filter(pk__in=said), actor, few=True).values_list("pk", flat=True)) if said else set()
    return [one for one in rows if one.comment_id is None or one.comment_id in open_to_me]
