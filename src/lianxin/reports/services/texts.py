"""The text of a report: the newest version that an editor saved, else the one that is shipped."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.access.rules import denial
from lianxin.core.dates import now
from lianxin.core.errors import BadInput
from lianxin.journal.services.entries import record
from lianxin.reports.composing import programme_text
from lianxin.reports.contents import reports
from lianxin.reports.models import ReportText
from lianxin.reports.texts import read_text

DATA = Path(__file__).resolve().parent.parent / "data"


def text_name(report: str, language: str | None = None) -> str:
    """The name under which a report's text of a language is kept: `annual`, `annual-en`."""
    reports.get(report)
    language = language or get_language() or "zh-hans"
    return f"{report}-en" if language.startswith("en") else report


def current_text(report: str, language: str | None = None, programme: str = "") -> ReportText:
    """The newest version of a report's text in a language; version 0, unsaved, is the shipped one.

    A programme's report is composed from the programme as it stands; without a code it has a chapter for each.
    """
    name = text_name(report, language)
    if reports.get(report).of_programme:
        with override("en" if name.endswith("-en") else language or get_language() or "zh-hans"):
            body = programme_text(programme)
        return ReportText(name=name, version=0, title=_("composed from the programmes"), body=body, saved_at=now())
    saved = ReportText.objects.filter(name=name).order_by("-version").first()
    if saved is not None:
        return saved
    path = DATA / (f"{report}.en.md" if name.endswith("-en") else f"{report}.zh.md")
    return ReportText(name=name, version=0, title=_("as shipped"), body=path.read_text(encoding="utf-8"), saved_at=now())


@transaction.atomic
def save_text(
    report: str, *, title: str, body: str, by: Actor, language: str | None = None, at: dt.date | None = None, seen: int | None = None
) -> ReportText:
    """Save a new version; earlier ones stay. Raises `BadText` with every fault by line, and nothing is saved then.

    `seen` is the version that the editor began from: when a newer one was saved since, `BadInput` says so.
    """
    if not by.may_any("edit", ReportText):
        raise denial("edit", ReportText)
    if reports.get(report).of_programme:
        raise BadInput(_("This text is composed from the programme: change the programme, or the report made from it."))
    read_text(body)
    name = text_name(report, language)
    newest = int(ReportText.objects.filter(name=name).aggregate(n=Max("version"))["n"] or 0)
    if seen is not None and newest != seen:
        raise BadInput(_("Somebody saved version {n} while you were writing. Compare your text with it.").format(n=newest))
    text = ReportText.objects.create(
        name=name, version=newest + 1, title=title, body=body, saved_at=now(), saved_by=by.person_id
    )
    record("save_text", text, by=by, at=at, data={"report": report, "version": text.version})
    return text
