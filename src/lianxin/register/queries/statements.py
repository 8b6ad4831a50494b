"""What lists say of a party, and which of it survives: pure choice over the statements of mentions.

A statement is one mention's clean values with the day and the owner of its list. Choice (DESIGN §6): what the person
said themselves wins; then the better kind of value (a whole name before 王先生, a mobile before an office phone); then
the newer list; then what was entered by hand; then the fuller row. A value blanked by hand silences what is older.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.core.names import tidy_name
from lianxin.register.keys import phones_in
from lianxin.register.models import Mention

PERSON_FIELDS = ("name", "sex", "birth", "document_kind", "document_number", "phone", "email", "address")
BODY_FIELDS = ("name", "short_name", "credit_code", "industry", "legal_person", "phone", "address")
BODY_COLUMNS = ("founded_on", "place_id")
"""As text (an ISO date, a place's id); written where a list says it, never blanked."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One mention: values by field of the party's model (`phone` may be a list of numbers), and where they stand."""

    mention_id: int
    values: Mapping[str, Any]
    as_of: dt.date
    own: bool = False
    by_hand: bool = False
    sender_id: int | None = None
    import_id: int = 0
    file_name: str = ""
    sheet: str = ""
    row_number: int = 0

    def says(self, field: str) -> str:
        """The value given for a field, "" for none."""
        if field == "phone":
            return best_phone(phones_in(self.values))
        return str(self.values.get(field) or "")


def statement_of(mention: Mention) -> Statement:
    """A mention fetched with its row and the row's import."""
    row, imported = mention.row, mention.row.imported
    return Statement(
        mention_id=mention.pk,
        values=mention.values,
        as_of=imported.as_of,
        own=imported.own_id is not None,
        by_hand=imported.by_hand,
        sender_id=imported.sender_id,
        import_id=imported.pk,
        file_name=imported.file_name,
        sheet=row.sheet,
        row_number=row.number,
    )


STATED = (
    "pk", "values", "row__imported__as_of", "row__imported__own_id", "row__imported__by_hand", "row__imported__sender_id",
    "row__imported_id", "row__imported__file_name", "row__sheet", "row__number",
)  # fmt: skip
"""What `stated` takes of a mention: an instance of it, of its row and its import cost more than the reading."""


def stated(
    pk: int,
    values: Mapping[str, Any],
    as_of: dt.date,
    own: int | None,
    by_hand: bool,
    sender: int | None,
    *place: Any,
) -> Statement:
    """The statement of a mention whose columns `STATED` were read."""
    return Statement(pk, values, as_of, own is not None, by_hand, sender, *place)


def choose(statements: Iterable[Statement], fields: Iterable[str] = PERSON_FIELDS) -> dict[str, str]:
    """The surviving value of each field; "" where nobody says anything."""
    given = list(statements)
    chosen = {field: _survives(given, field) for field in fields}
    if "document_kind" in chosen:
        # Kind and number are one fact: both come from the row whose number survived.
        source = chosen_one(given, "document_number")
        chosen["document_kind"] = source.says("document_kind") if source else ""
    return chosen


def _survives(given: Sequence[Statement], field: str) -> str:
    """The surviving value: where all who say anything say the same, nothing is to be weighed."""
    values = {value for statement in given if (value := statement.says(field))}
    if len(values) == 1 and not any(statement.by_hand or statement.own for statement in given):
        return values.pop()
    best = chosen_one(given, field) if values else None
    return best.says(field) if best else ""


def chosen_one(statements: Iterable[Statement], field: str) -> Statement | None:
    """The statement whose value of `field` survives."""
    given = list(statements)
    blanked = max(
        (s.mention_id for s in given if field in s.values and not s.says(field) and (s.by_hand or s.own)),
        default=0,
    )
    candidates = [s for s in given if s.says(field) and (s.mention_id > blanked or not blanked)]
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    best = max(candidates, key=lambda s: weight(s, field))
    if field == "birth":
        # A newer list that knows the year only does not take the day away.
        fuller = [s for s in candidates if s.says(field).startswith(best.says(field))]
        best = max(fuller, key=lambda s: (len(s.says(field)), weight(s, field)))
    return best


def weight(statement: Statement, field: str) -> tuple[bool, int, dt.date, bool, int, int]:
    """What decides between two rows, in this order: the person's own word, quality, day, by hand, fullness, entered later."""
    # Of two rows entered by hand on a day the later one is meant, however short.
    by_hand = statement.by_hand or statement.own
    filled = 0 if by_hand else sum(1 for value in statement.values.values() if value)
    return (
        statement.own,
        _quality(field, statement.says(field)),
        statement.as_of,
        statement.by_hand,
        filled,
        statement.mention_id,
    )


def _quality(field: str, value: str) -> int:
    if field == "name":
        return 0 if tidy_name(value).family_only else 1 if value.isascii() else 2
    if field == "phone":
        return int(is_mobile(value))
    return 0


def best_phone(numbers: list[str]) -> str:
    """The first mobile, else the first number."""
    return next((number for number in numbers if is_mobile(number)), numbers[0] if numbers else "")


def is_mobile(number: str) -> bool:
    return len(number) == 11 and number[0] == "1" and number.isdigit()
