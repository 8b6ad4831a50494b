"""What the matching compares and finds, in words: of what, how far two records agree, and why two were not joined by itself.

Every level of `linkage.people` and `linkage.organisations` stands here; a test looks that none is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lianxin.linkage.clusters import ALIKE, APART, UNASKED
from lianxin.register.models import PairQuestion

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    Words = Mapping[str, _StrOrPromise]

PEOPLE, ORGANISATIONS = PairQuestion.Of.PEOPLE, PairQuestion.Of.ORGANISATIONS

COMPARISONS: Mapping[str, Words] = {
    PEOPLE: {
        "name": pgettext_lazy("matching", "Name"),
        "document": gettext_lazy("Document number"),
        "mobile": gettext_lazy("Mobile"),
        "email": gettext_lazy("E-mail"),
        "landline": gettext_lazy("Landline"),
        "birth": gettext_lazy("Birth"),
        "sex": gettext_lazy("Sex"),
        "employer": gettext_lazy("Employer"),
        "address": gettext_lazy("Address"),
    },
    ORGANISATIONS: {
        "name": pgettext_lazy("matching", "Name"),
        "code": gettext_lazy("Credit code"),
        "legal_person": gettext_lazy("Legal representative"),
        "phone": gettext_lazy("Phone"),
        "address": gettext_lazy("Address"),
        "industry": gettext_lazy("Industry"),
    },
}

LEVELS: Mapping[str, Mapping[str, Words]] = {
    PEOPLE: {
        "name": {
            "same": gettext_lazy("names are the same"),
            "sound": gettext_lazy("names sound alike"),
            "shape": gettext_lazy("names look alike in writing"),
            "family": gettext_lazy("one row has the family name only, and it agrees"),
            "given": gettext_lazy("one row lacks the family name; the given name agrees"),
            "start": gettext_lazy("one name is the beginning of the other"),
            "one_off": gettext_lazy("names differ in one character"),
            "other": gettext_lazy("names differ"),
        },
        "document": {
            "same": gettext_lazy("same document number"),
            "near": gettext_lazy("document numbers differ in one digit, and one of them is invalid"),
            "head": gettext_lazy("what is left of a damaged number agrees with the other"),
            "other": gettext_lazy("two valid document numbers that differ"),
            "damaged": gettext_lazy("a damaged number that does not agree with the other"),
        },
        "mobile": {
            "own": gettext_lazy("same mobile, used by one name only"),
            "shared": gettext_lazy("same mobile, which other names use as well"),
            "near": gettext_lazy("mobiles differ in one digit"),
            "other": gettext_lazy("mobiles differ"),
        },
        "email": {"same": gettext_lazy("same e-mail"), "other": gettext_lazy("e-mails differ")},
        "landline": {"same": gettext_lazy("same landline"), "other": gettext_lazy("landlines differ")},
        "birth": {
            "day": gettext_lazy("same day of birth"),
            "month": gettext_lazy("same month of birth; one row does not know the day"),
            "near": gettext_lazy("days of birth are close or look like a slip"),
            "other": gettext_lazy("dates of birth differ"),
        },
        "sex": {"same": gettext_lazy("same sex"), "other": gettext_lazy("sexes differ")},
        "employer": {
            "same": gettext_lazy("same employer"),
            "short": gettext_lazy("one employer is the short form of the other"),
            "other": gettext_lazy("employers differ"),
        },
        "address": {"same": gettext_lazy("same house and flat"), "other": gettext_lazy("addresses differ")},
    },
    ORGANISATIONS: {
        "name": {
            "same": gettext_lazy("own names are the same"),
            "short": gettext_lazy("one own name is the beginning of the other"),
            "sound": gettext_lazy("own names sound alike"),
            "one_off": gettext_lazy("own names differ in a few characters"),
            "end": gettext_lazy("one own name is the end of the other"),
            "trade": gettext_lazy("own names end in the same trade"),
            "other": gettext_lazy("own names differ"),
        },
        "code": {
            "same": gettext_lazy("same credit code"),
            "near": gettext_lazy("credit codes differ in one character"),
            "other": gettext_lazy("credit codes differ"),
        },
        "legal_person": {
            "same": gettext_lazy("same legal representative"),
            "sound": gettext_lazy("names of the legal representatives sound alike"),
            "other": gettext_lazy("legal representatives differ"),
        },
        "phone": {
            "own": gettext_lazy("same phone, used by one name only"),
            "shared": gettext_lazy("same phone, which other names use as well"),
            "other": gettext_lazy("phones differ"),
        },
        "address": {
            "same": gettext_lazy("same house and room"),
            "start": gettext_lazy("one address is the beginning of the other"),
            "other": gettext_lazy("addresses differ"),
        },
        "industry": {"same": gettext_lazy("same industry"), "other": gettext_lazy("industries differ")},
    },
}

ELSEWHERE: Words = {
    APART: gettext_lazy("what other rows of the two say differs"),
    ALIKE: gettext_lazy("what other rows of the two say agrees"),
}
"""Of what not the two compared rows say, but other rows of the two records."""

WHY: Words = {
    "": gettext_lazy("what agrees is not sure enough"),
    "document": gettext_lazy("two document numbers"),
    "sex": gettext_lazy("two sexes"),
    "aside": gettext_lazy("the lists tell them apart as the elder and the younger of one name"),
    "birth": gettext_lazy("two dates of birth"),
    "name": gettext_lazy("names that are not one person's as they stand"),
    "rare": gettext_lazy("only a rare name agrees"),
    UNASKED: gettext_lazy("both have an account, a vote, a staff post or a programme"),
    "code": gettext_lazy("two credit codes"),
    "branch": gettext_lazy("a body and its branch"),
    "group": gettext_lazy("a group and a company of the group"),
    "form": gettext_lazy("two legal forms"),
    "place": gettext_lazy("two places in front of one name"),
}
"""What kept the matching from joining two records by itself: the values of `PairQuestion.why`."""


def comparison_words(of: str, comparison: str) -> str:
    """What a comparison is about; its own name when a model that is no longer in use named it."""
    return str(COMPARISONS[of].get(comparison, comparison))


def level_words(of: str, comparison: str, level: str) -> str:
    """How far the two agree in a comparison."""
    return str(ELSEWHERE.get(level) or LEVELS[of].get(comparison, {}).get(level, level))


def why_words(why: str) -> str:
    """Why two records were not joined by the matching itself."""
    return str(WHY.get(why, why))


CERTAIN, VERY_LIKELY, LIKELY, EVEN = 0.999, 0.95, 0.75, 0.4


def chance_words(chance: float) -> str:
    """How likely it is that two records are one, in words."""
    if chance >= CERTAIN:
        return _("as good as certainly one")
    if chance >= VERY_LIKELY:
        return _("very likely one")
    if chance >= LIKELY:
        return _("likely one")
    return _("may be one or two") if chance >= EVEN else _("rather two")


def percent(chance: float) -> str:
    """A chance in per cent, never rounded up to all or down to nothing."""
    if chance > 0.9999:
        return "> 99.99 %"
    if chance > 0.99:
        return f"{int(chance * 10_000) / 100:.2f} %"
    return f"{round(chance * 100)} %" if chance >= 0.01 else "< 1 %"


def share_words(share: float) -> str:
    """94 of 100, 3 of 10,000: the smallest round number of which at least one has it, and of which not all do."""
    if share >= 1:
        return _("in all")
    rarer = min(share, 1 - share)
    of = 100
    while rarer * of < 1 and of < 10**9:
        of *= 10
    return _("in {n} of {all}").format(n=f"{round(share * of):,}", all=f"{of:,}")
