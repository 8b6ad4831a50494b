"""The two records of a question side by side: every value of either, what differs, where it stands, and what the matching found.

Whoever may answer sees everybody, so no value is withheld but of a child whose page the reader may not open. Rows of
ledgers of matters are left out: that somebody came with a matter is nobody's business but theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.access.actors import Actor
from lianxin.access.rules import visible
from lianxin.core.masks import mask_email, mask_number, mask_text
from lianxin.linkage.persons import HEAD, number_left
from lianxin.lists.cells import write_document_kind
from lianxin.reference.codelists import Sex
from lianxin.reference.codes import DocumentKind
from lianxin.register import comparing
from lianxin.register.comparing import Compared, Judge, Relation, Show, compare
from lianxin.register.enums import MentionRole, TieKind
from lianxin.register.evidence_words import comparison_words, level_words
from lianxin.register.keys import phones_in
from lianxin.register.models import Import, Mention, Organisation, PairQuestion, Person, Tie
from lianxin.register.models.sources import CASES, REFUSED_CASE
from lianxin.register.queries.children import is_child, may_open_child
from lianxin.register.queries.statements import Statement, statement_of
from lianxin.register.queries.timeline import tie_title

ROWS = 40
"""So many rows of a record are read, those about it first."""
TIES = 20
Party = Person | Organisation
SHOWN_IN_CLEAR = {"name", "birth", "employer", "code", "legal_person", "industry"}
"""Comparisons whose values stand beside their words; of the others no value is said."""


@dataclass(slots=True)
class Side:
    """One record of the pair, with the rows that speak of it; the row that the matching compared is the first."""

    party: Party
    asked: int
    statements: list[Statement] = field(default_factory=list)
    senders: dict[int, str] = field(default_factory=dict)
    more: bool = False
    number: str = ""
    employers: list[str] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)
    ties: list[str] = field(default_factory=list)

    def says(self, name: str) -> list[str]:
        """Every value of a field, the chosen one first."""
        chosen = str(getattr(self.party, name, "") or "")
        return [chosen, *(one.says(name) for one in self.statements)]

    def asked_says(self, name: str) -> str:
        """What the compared row says of a field."""
        return next((one.says(name) for one in self.statements if one.mention_id == self.asked), "")

    @property
    def phones(self) -> list[str]:
        return [number for one in self.statements for number in phones_in(one.values)] or [
            str(self.party.phone)
        ]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is compared. `reveals` names the masked field that may be revealed."""

    key: str
    label: str
    compared: Compared
    reveals: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the matching found in one comparison: in words, with values where they are not sealed, and its bits."""

    label: str
    words: str
    values: str
    bits: float

    @property
    def speaks_for(self) -> bool:
        return self.bits > 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question ready to be judged. Of children whose pages are closed to the reader there is nothing but that."""

    question: PairQuestion
    left: Side
    right: Side
    lines: list[Line]
    findings: list[Finding]
    is_closed: bool = False


def sheet(question: PairQuestion, actor: Actor) -> Sheet:
    """Everything about the pair; `question` is fetched with both mentions and their parties. At most eight statements."""
    sides = _sides(question)
    left, right = sides
    if any(isinstance(side.party, Person) and _closed(side.party, actor) for side in sides):
        return Sheet(question, left, right, [], [], is_closed=True)
    for side in sides:
        _read_rows(side)
    _read_ties(sides, actor)
    if isinstance(left.party, Person):
        _read_employers(sides)
        _read_numbers(sides)
        lines = list(_people(left, right))
    else:
        lines = list(_bodies(left, right))
    return Sheet(question, left, right, [*lines, *_kept(left, right)], findings(question, left, right))


def findings(question: PairQuestion, left: Side, right: Side) -> list[Finding]:
    """What the matching found, what weighs most first."""
    found = []
    for name, level in question.levels.items():
        values = ""
        if name in SHOWN_IN_CLEAR:
            a, b = _asked(left, name), _asked(right, name)
            values = f"{a} / {b}" if a and b and a != b else a if a == b else ""
        label, words = comparison_words(question.of, name), level_words(question.of, name, level)
        found.append(Finding(label, words, values, question.bits.get(name, 0.0)))
    return sorted(found, key=lambda one: -abs(one.bits))


def _asked(side: Side, comparison: str) -> str:
    if comparison == "employer":
        return next(iter(side.employers), "")
    return side.asked_says({"code": "credit_code"}.get(comparison, comparison))


def _closed(person: Person, actor: Actor) -> bool:
    return is_child(person, actor.on) and not may_open_child(person, actor)


# Reading


def _sides(question: PairQuestion) -> tuple[Side, Side]:
    of_people = question.of == PairQuestion.Of.PEOPLE
    parties = [side.person if of_people else side.organisation for side in (question.left, question.right)]
    assert parties[0] is not None  # noqa: S101  a question is about mentions of its own kind
    assert parties[1] is not None  # noqa: S101
    return Side(parties[0], question.left_id), Side(parties[1], question.right_id)


def _read_rows(side: Side) -> None:
    about = {"person" if isinstance(side.party, Person) else "organisation": side.party}
    first = Case(
        When(pk=side.asked, then=Value(0)),
        When(role=MentionRole.SUBJECT, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows: QuerySet[Mention] = (
        Mention.objects.filter(**about, row__imported__state=Import.State.COMMITTED)
        .exclude(row__type__in=(CASES, REFUSED_CASE))
        .select_related("row__imported__sender")
        .defer("row__cells", "row__imported__report")
        .order_by(first, "-row__imported__as_of", "-pk")
    )
    found = list(rows[: ROWS + 1])
    side.more = len(found) > ROWS
    for mention in found[:ROWS]:
        side.statements.append(statement_of(mention))
        sender = mention.row.imported.sender
        side.senders[mention.pk] = sender.name if sender is not None else ""


def _read_employers(sides: Sequence[Side]) -> None:
    """Employers that the rows of either side name, that of the compared row first."""
    side_of = {one.mention_id: side for side in sides for one in side.statements}
    rows = dict(Mention.objects.filter(pk__in=side_of).values_list("row_id", "pk"))
    named = Mention.objects.filter(row_id__in=rows, role=MentionRole.EMPLOYER).values_list("row_id", "values")
    for row, values in sorted(named, key=lambda pair: rows[pair[0]] not in {side.asked for side in sides}):
        side_of[rows[row]].employers.append(str(values.get("name") or ""))


def _read_numbers(sides: Sequence[Side]) -> None:
    """What is left of a document number that was refused, of the two compared rows."""
    wanted = {
        side.asked: side for side in sides if side.statements and not side.asked_says("document_number")
    }
    if not wanted:
        return
    rows = Mention.objects.filter(pk__in=wanted).exclude(row__type__in=(CASES, REFUSED_CASE))
    for mention, cells in rows.values_list("pk", "row__cells"):
        left = number_left(str(cells.get("id_number") or ""))
        wanted[mention].number = left if len(left) >= HEAD else ""


def _read_ties(sides: Sequence[Side], actor: Actor) -> None:
    ids = [side.party.pk for side in sides]
    of_people = isinstance(sides[0].party, Person)
    touching = Q(person__in=ids) | Q(other__in=ids) if of_people else Q(member__in=ids)
    rows = visible(Tie.objects.filter(touching, superseded_by=None), actor, few=True)
    for tie in rows.select_related("person", "organisation", "other", "place").order_by("-start", "-pk"):
        for side in sides:
            if side.party.pk not in {tie.person_id, tie.other_id, tie.member_id}:
                continue
            if tie.kind == TieKind.RESIDENCE:
                side.districts.append(str(tie.place or ""))
            elif tie.kind == TieKind.EMPLOYMENT:
                side.employers.append(str(tie.organisation or ""))
            elif len(side.ties) < TIES:
                side.ties.append(tie_title(tie, side.party))


# Comparing


def _people(left: Side, right: Side) -> Iterable[Line]:
    two = left, right
    yield from _line("name", pgettext("person", "Name"), _said(two, "name"), comparing.judge_name)
    yield from _line(
        "sex", _("Sex"), [[_sex(code) for code in side.says("sex")] for side in two], comparing.judge_text
    )
    yield from _line("birth", _("Birth"), _said(two, "birth"), comparing.judge_birth)
    kinds = [[_kind(one) for one in side.statements] for side in two]
    if {kind for side in kinds for kind in side} - {"", write_document_kind(DocumentKind.RESIDENT)}:
        yield from _line("document_kind", _("Kind of document"), kinds, comparing.judge_text)
    numbers = [[*side.says("document_number"), side.number] for side in two]
    yield from _line("document_number", _("Document number"), numbers, comparing.judge_document, mask_number)
    yield from _line("phone", _("Phone"), [side.phones for side in two], comparing.judge_phone, mask_number)
    yield from _line("email", _("E-mail"), _said(two, "email"), comparing.judge_text, mask_email)
    yield from _line("employer", _("Employer"), [side.employers for side in two], comparing.judge_body)
    yield from _line("address", _("Address"), _said(two, "address"), comparing.judge_address, mask_text)
    yield from _line("district", _("District"), [side.districts for side in two], comparing.judge_text)


def _bodies(left: Side, right: Side) -> Iterable[Line]:
    """Bodies are public: nothing of them is masked."""
    two = left, right
    bodies = [side.party for side in two if isinstance(side.party, Organisation)]
    yield from _line("name", _("Name"), _said(two, "name"), comparing.judge_body)
    yield from _line("short_name", _("Short name"), _said(two, "short_name"), comparing.judge_body)
    yield from _line("kind", _("Kind"), [[body.get_kind_display()] for body in bodies], comparing.judge_text)
    yield from _line("credit_code", _("Credit code"), _said(two, "credit_code"), comparing.judge_document)
    yield from _line(
        "legal_person", _("Legal representative"), _said(two, "legal_person"), comparing.judge_name
    )
    yield from _line("phone", _("Phone"), [side.phones for side in two], comparing.judge_phone)
    yield from _line("address", _("Address"), _said(two, "address"), comparing.judge_address)
    yield from _line("industry", _("Industry"), _said(two, "industry"), comparing.judge_body)
    yield from _line("place", _("Place"), [[str(body.place or "")] for body in bodies], comparing.judge_text)
    founded = [[str(body.founded_on or "")] for body in bodies]
    yield from _line("founded_on", _("Registered on"), founded, comparing.judge_birth)


def _said(sides: Sequence[Side], name: str) -> list[list[str]]:
    return [side.says(name) for side in sides]


def _kept(left: Side, right: Side) -> Iterable[Line]:
    """Ties and rows: of these each side may have many, so that what they do not share is no difference."""
    if left.ties or right.ties:
        relation, words = comparing.judge_sets(left.ties, right.ties)
        shown = [
            tuple(comparing.plain(title) for title in dict.fromkeys(side.ties)) for side in (left, right)
        ]
        yield Line("ties", _("Ties"), Compared(relation, words, *shown))
    rows = [tuple(comparing.plain(line) for line in _row_lines(side)) for side in (left, right)]
    yield Line("rows", _("Lists"), Compared(Relation.ONE_SIDE, "", *rows))


def _line(
    key: str, label: str, said: Sequence[Iterable[str]], judge: Judge, mask: Show | None = None
) -> Iterable[Line]:
    """One thing compared, unless neither side says it; what is masked can be revealed."""
    left, right = said
    if (compared := compare(left, right, judge, mask or str)) is not None:
        yield Line(key, label, compared, reveals=key if mask is not None else "")


def _sex(code: str) -> str:
    return str(Sex(code).label) if code in {Sex.MALE, Sex.FEMALE} else ""


def _kind(said: Statement) -> str:
    kind = said.says("document_kind") if said.says("document_number") else ""
    return write_document_kind(kind) if kind else ""


def _row_lines(side: Side) -> Iterable[str]:
    for one in side.statements:
        sender = side.senders.get(one.mention_id, "")
        where = _("said by the person") if one.own else _("entered by hand") if one.by_hand else _("{file}, row {row}").format(file=one.file_name, row=one.row_number)  # fmt: skip  # noqa: E501
        yield " · ".join(part for part in (where, sender, one.as_of.isoformat()) if part)
    if side.more:
        yield _("and further rows")
