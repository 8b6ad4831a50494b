"""What a person takes along, set as a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.core.dates import now, zh_date
from lianxin.core.typesetting import typeset
from lianxin.portal.records import SHOWN_VALUES, groups

if TYPE_CHECKING:
    from lianxin.register.queries.statements import Statement
    from lianxin.register.queries.subject import Section
    from lianxin.register.services.subject_export import SubjectFile

TEMPLATE = Path(__file__).parent / "subject.typ"
AS_TABLES = {"readings": (3, 2, 3, 2, 2, 3)}
"""Sections whose items are rows of a table, with the widths of its columns; the others are told one by one."""


def subject_pdf(found: SubjectFile) -> bytes:
    """Everything held about a person as PDF. Raises FontMissingError."""
    moment = now()
    made = f"{zh_date(moment.date())} {moment:%H:%M}"
    data = {
        "title": _("What is held about me"),
        "name": found.values["name"],
        "office": _("Lianxin"),
        "lang": "en" if (get_language() or "").startswith("en") else "zh",
        "made": _("Made on {moment}").format(moment=made),
        "note": _(
            "A copy under article 45 of the Personal Information Protection Law. It is complete: it has every record that names "
            "you. Keep it safe; your numbers and addresses stand here in clear."
        ),
        "values": {
            "title": _("My values and their sources"),
            "head": [_("Which value"), _("What it says"), _("Source")],
            "rows": [
                [
                    str(label),
                    shown(found, name),
                    "\n".join(source_line(found, one) for one in found.sources.get(name, ())) or "—",
                ]
                for name, label in SHOWN_VALUES.items()
            ],
        },
        "sections": [_section(key, section) for key, section in found.sections.items()],
        "records": {
            "title": _("Every record that names me"),
            "note": _("By kind, with what it is kept for and how long; the newest first."),
            "groups": [
                {
                    "name": group.name,
                    "count": str(group.count),
                    "reason": "；".join(filter(None, (group.purpose, group.kept))),
                    "lines": [line for line, _address in group.lines],
                }
                for group in groups(found.records, at_most=None)
            ],
        },
    }
    return typeset(TEMPLATE, data)


def shown(found: SubjectFile, name: str) -> str:
    """A value as its owner reads it; a code in words."""
    value = found.values.get(name, "")
    return str(found.person.get_sex_display()) if name == "sex" and value else value or "—"


def source_line(found: SubjectFile, one: Statement) -> str:
    """Which list and row, of which day, sent by whom."""
    if one.own:
        place = _("you yourself")
    elif one.by_hand:
        place = _("entered by hand")
    else:
        row = _("row {n}").format(n=one.row_number)
        place = " · ".join(filter(None, (one.file_name, one.sheet, row)))
    return " · ".join(filter(None, (place, one.as_of.isoformat(), found.senders.get(one.sender_id or 0, ""))))


def _section(key: str, section: Section) -> dict[str, Any]:
    if key in AS_TABLES and section.items:
        head = [fact.name for fact in section.items[0].facts]
        rows = [[fact.value or "—" for fact in item.facts] for item in section.items]
        return {"title": section.title, "head": head, "widths": list(AS_TABLES[key]), "rows": rows}
    items = [
        {
            "title": item.title,
            "facts": [
                [fact.name, fact.value] for fact in item.facts if fact.value and fact.value != item.title
            ],
            "lines": list(item.lines),
        }
        for item in section.items
    ]
    return {"title": section.title, "items": items, "empty": _("Nothing.")}
