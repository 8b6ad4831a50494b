"""Two values side by side: do they say the same, what differs, and which characters of what is shown are the ones that differ.

Nothing here reads the database. Numbers are compared in clear and shown masked: a mark on a masked digit tells where two
numbers differ, and neither digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum
from itertools import product

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lianxin.core.names import one_script, pinyin_keys
from lianxin.core.wording import in_a_row
from lianxin.linkage.persons import HEAD, address_key
from lianxin.register.queries.statements import is_mobile

FEW = 3
"""Slips in a number that are counted; beyond them it is another number."""
VALUES = 12
"""Values of one field on one side that are looked at."""
LITTLE, MUCH = 0.3, 0.75
"""Shares of agreement below which differences are not marked: everything would be."""
Pieces = tuple[tuple[str, bool], ...]
"""A shown value in pieces, each with whether it differs from the other side."""


class Relation(IntEnum):
    """How two values stand to each other, the closest first."""

    SAME = 1
    ALIKE = 2
    DIFFERENT = 3
    ONE_SIDE = 4


Verdict = tuple[Relation, str]
Judge = Callable[[str, str], Verdict]
Show = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Compared:
    """The values of one field on both sides, the closest pair first."""

    relation: Relation
    words: str
    left: tuple[Pieces, ...]
    right: tuple[Pieces, ...]

    @property
    def code(self) -> str:
        return self.relation.name.lower().replace("_", "-")


def compare(left: Iterable[str], right: Iterable[str], judge: Judge, show: Show = str) -> Compared | None:
    """Compare what two sides say of one thing; None when neither says anything."""
    lefts, rights = _once(left), _once(right)
    if not lefts and not rights:
        return None
    if not lefts or not rights:
        shown = tuple(plain(show(value)) for value in lefts or rights)
        words = _("only on the left") if lefts else _("only on the right")
        return Compared(Relation.ONE_SIDE, words, shown if lefts else (), shown if rights else ())
    (relation, words), one, other = min(
        ((judge(a, b), a, b) for a, b in product(lefts, rights)), key=lambda found: found[0][0]
    )
    marked = (
        marks(one, other, show) if relation < Relation.ONE_SIDE else (plain(show(one)), plain(show(other)))
    )
    return Compared(
        relation,
        words,
        (marked[0], *(plain(show(value)) for value in lefts if value != one)),
        (marked[1], *(plain(show(value)) for value in rights if value != other)),
    )


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))[:VALUES]


def plain(text: str) -> Pieces:
    return ((text, False),)


def marks(one: str, other: str, show: Show = str) -> tuple[Pieces, Pieces]:
    """Both values as shown, with what differs marked. Unmarked stay values of which little agrees, of masked ones not much,
    and those whose masked form has another length.
    """
    shown, shown_other = show(one), show(other)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    lengthened = len(shown) != len(one) or len(shown_other) != len(other)
    if lengthened or matcher.ratio() < (LITTLE if shown == one else MUCH):
        return plain(shown), plain(shown_other)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if b > a:
            left.append((shown[a:b], tag != "equal"))
        if d > c:
            right.append((shown_other[c:d], tag != "equal"))
    return tuple(left), tuple(right)


def slips(one: str, other: str) -> int:
    """How many digits differ, two neighbours in each other's place counting as one; a missing or added digit as one, too.

    FEW + 1 means: so many that they are two numbers.
    """
    if len(one) == len(other):
        places = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if (
            len(places) == 2
            and places[1] == places[0] + 1
            and one[places[0]] == other[places[1]]
            and one[places[1]] == other[places[0]]
        ):
            return 1
        return min(len(places), FEW + 1)
    short, long = sorted((one, other), key=len)
    if len(long) == len(short) + 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long))):
        return 1
    return FEW + 1


def _number(one: str, other: str, differs: str) -> Verdict:
    if one == other:
        return Relation.SAME, _("the same")
    wrong = slips(one, other)
    if wrong > FEW:
        return Relation.DIFFERENT, differs
    words = ngettext("differs in {n} digit", "differs in {n} digits", wrong).format(n=wrong)
    return (Relation.ALIKE if wrong == 1 else Relation.DIFFERENT), words


def judge_name(one: str, other: str) -> Verdict:
    if one == other:
        return Relation.SAME, _("the same")
    a, b = one_script(one), one_script(other)
    if a == b:
        return Relation.SAME, _("the same in other characters")
    if pinyin_keys(a).full == pinyin_keys(b).full:
        return Relation.ALIKE, _("sound alike")
    if a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a):
        return Relation.ALIKE, _("one is a part of the other")
    if len(a) == len(b) > 2 and sum(x != y for x, y in zip(a, b, strict=True)) == 1:
        return Relation.ALIKE, _("one character differs")
    return Relation.DIFFERENT, _("differ")


def judge_text(one: str, other: str) -> Verdict:
    """Equal or not."""
    return (
        (Relation.SAME, _("the same"))
        if one.casefold() == other.casefold()
        else (Relation.DIFFERENT, _("differ"))
    )


def judge_body(one: str, other: str) -> Verdict:
    """Names of bodies: one may be the short form of the other."""
    if one == other:
        return Relation.SAME, _("the same")
    if set(one) <= set(other) or set(other) <= set(one):
        return Relation.ALIKE, _("perhaps the short form of the other")
    return Relation.DIFFERENT, _("differ")


def judge_birth(one: str, other: str) -> Verdict:
    """ISO dates cut to what is known."""
    if one == other:
        return Relation.SAME, _("the same")
    if one.startswith(other) or other.startswith(one):
        return Relation.SAME, _("the same as far as both are known")
    parts = list(zip(one.split("-"), other.split("-"), strict=False))
    differ = [n for n, (a, b) in enumerate(parts) if a != b]
    words = (pgettext("date", "year"), pgettext("date", "month"), pgettext("date", "day"))
    said = _("differ in: {what}").format(what=in_a_row(words[n] for n in differ))
    return Relation.DIFFERENT, said


def judge_phone(one: str, other: str) -> Verdict:
    if is_mobile(one) != is_mobile(other):
        return Relation.ONE_SIDE, _("a mobile and a landline")
    return _number(one, other, _("other numbers"))


def judge_document(one: str, other: str) -> Verdict:
    if min(len(one), len(other)) < max(len(one), len(other)) and one[:HEAD] == other[:HEAD]:
        return Relation.ALIKE, _("what is left of a damaged number agrees")
    return _number(one, other, _("another number"))


def judge_address(one: str, other: str) -> Verdict:
    if one == other:
        return Relation.SAME, _("the same")
    a, b = address_key(one), address_key(other)
    if a and a == b:
        return Relation.SAME, _("the same house and flat")
    if one in other or other in one:
        return Relation.ALIKE, _("one is a part of the other")
    return Relation.DIFFERENT, _("differ")


def judge_sets(left: Sequence[str], right: Sequence[str]) -> Verdict:
    """What both have of things of which each may have many."""
    both = len(set(left) & set(right))
    if not both:
        return Relation.ONE_SIDE, ""
    return Relation.SAME, ngettext("{n} in common", "{n} in common", both).format(n=both)
