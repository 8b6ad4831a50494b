"""How rows of the register read in one line, for the person whom they name and in lists behind figures."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from lianxin.core.dates import CITY_TIME, zh_date
from lianxin.reference.models import Place
from lianxin.register.models import (
    ChildAccess,
    Consent,
    ConsentRefusal,
    ConsentText,
    Document,
    Erasure,
    EstablishedPost,
    GradeHolding,
    Import,
    MatchModel,
    MatchRun,
    Mention,
    Organisation,
    PairQuestion,
    PartyKey,
    Person,
    Regrouping,
    SourceRow,
    StratumHolding,
    Tie,
    Touch,
)
from lianxin.register.purposes import name_of
from lianxin.register.reach import describers


def person_line(person: Person) -> str:
    return _("Person: {name}").format(name=person.name)


def organisation_line(body: Organisation) -> str:
    return f"{body.get_kind_display()} · {body.name}"


def tie_line(tie: Tie) -> str:
    """Kind, both ends, role and span."""
    ends = " — ".join(
        str(end) for end in (tie.person or tie.member, tie.organisation or tie.other or tie.place) if end
    )
    span = f"{zh_date(tie.start) if tie.start else ''}–{zh_date(tie.end) if tie.end else ''}"
    return " · ".join(
        part for part in (tie.get_kind_display(), ends, tie.role_label, span.strip("–") and span) if part
    )


def consent_line(consent: Consent) -> str:
    given = _("Consent to “{purpose}” of {day}").format(
        purpose=name_of(consent.purpose), day=zh_date(consent.given_on)
    )
    if consent.withdrawn_on is None:
        return given
    return _("{given}, withdrawn on {day}").format(given=given, day=zh_date(consent.withdrawn_on))


def refusal_line(refusal: ConsentRefusal) -> str:
    return _("No to “{purpose}” on {day}").format(purpose=name_of(refusal.purpose), day=zh_date(refusal.refused_on))


def text_line(text: ConsentText) -> str:
    return _("Text {version} of “{purpose}”, in force from {day}").format(
        version=text.version, purpose=name_of(text.purpose), day=zh_date(text.start)
    )


def child_access_line(access: ChildAccess) -> str:
    decision = "" if access.decided_on is None else _("allowed") if access.until else _("refused")
    asked = _("Request of {day} to open a child's page: {reason}").format(day=zh_date(access.asked_on), reason=access.reason)
    return " · ".join(part for part in (asked, decision) if part)


def stratum_line(holding: StratumHolding) -> str:
    return _("{category}, from {day}").format(
        category=holding.get_stratum_display(), day=zh_date(holding.start)
    )


def mention_line(mention: Mention) -> str:
    """The list and row, never what stands in it."""
    if mention.row.imported.by_hand:
        return _("Entered by hand on {day}").format(day=zh_date(mention.row.imported.as_of))
    return _("Row {row} of the list “{file}”").format(
        row=mention.row.number, file=mention.row.imported.file_name
    )


def row_line(row: SourceRow) -> str:
    if row.imported.by_hand:
        return _("Entered by hand on {day}").format(day=zh_date(row.imported.as_of))
    return _("Row {row} of the list “{file}”").format(row=row.number, file=row.imported.file_name)


def touch_line(touch: Touch) -> str:
    return f"{row_line(touch.row)} · {touch.get_did_display()}"


def key_line(key: PartyKey) -> str:
    return _("Key of the kind “{kind}”, as a digest").format(kind=key.get_kind_display())


def import_line(imported: Import) -> str:
    if imported.by_hand:
        return _("Entered by hand on {day}").format(day=zh_date(imported.as_of))
    return _("List “{file}” of {day}").format(file=imported.file_name, day=zh_date(imported.as_of))


def document_line(document: Document) -> str:
    return " · ".join(part for part in (document.title, document.number, zh_date(document.issued_on)) if part)


def post_line(post: EstablishedPost) -> str:
    return f"{post.organisation} · {post.section} · {post.title}"


def grade_line(holding: GradeHolding) -> str:
    return f"{holding.organisation} · {holding.grade} · {holding.issuer}"


def place_line(place: Place) -> str:
    return f"{place.name} {place.code}".strip()


def regrouping_line(one: Regrouping) -> str:
    """When two records were joined or split, without the reason, which may speak of others."""
    done = _("Two records were joined on {day}") if one.did == Regrouping.Did.MERGED else _("A record was split on {day}")
    return done.format(day=zh_date(one.at.astimezone(CITY_TIME).date()))


def question_line(question: PairQuestion) -> str:
    """The officer who answered is named; the two records are not."""
    if question.answered_at is None:
        return _("A likely pair of the matching")
    return _("A likely pair answered on {day}").format(day=_day(question.answered_at))


def run_line(run: MatchRun) -> str:
    return _("The register was matched on {day}").format(day=_day(run.at))


def model_line(model: MatchModel) -> str:
    return _("A model of the matching was trained on {day}").format(day=_day(model.made_at))


def _day(moment: dt.datetime) -> str:
    return zh_date(moment.astimezone(CITY_TIME).date())


def erasure_line(erasure: Erasure) -> str:
    return _("Erased on {day}").format(day=zh_date(erasure.erased_on))


for _model, _line in (
    (Erasure, erasure_line),
    (Person, person_line),
    (Organisation, organisation_line),
    (Tie, tie_line),
    (ChildAccess, child_access_line),
    (Consent, consent_line),
    (ConsentRefusal, refusal_line),
    (ConsentText, text_line),
    (StratumHolding, stratum_line),
    (Mention, mention_line),
    (Import, import_line),
    (PartyKey, key_line),
    (SourceRow, row_line),
    (Touch, touch_line),
    (Document, document_line),
    (EstablishedPost, post_line),
    (GradeHolding, grade_line),
    (Place, place_line),
    (Regrouping, regrouping_line),
    (PairQuestion, question_line),
    (MatchRun, run_line),
    (MatchModel, model_line),
):
    describers.add(_model._meta.label, _line)
