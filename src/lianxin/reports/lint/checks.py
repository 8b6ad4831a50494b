"""Checks of one line: amounts that no record holds, words at figures, units, coverage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from lianxin.figures.engine import Figure
from lianxin.figures.units import Unit
from lianxin.reports.lint.findings import Finding, Kind, Values
from lianxin.reports.lint.numerals import AFTER, BEFORE, STEPS, Amount, amounts, bare
from lianxin.reports.lint.prose import HELD, Line, Sentence
from lianxin.reports.texts import ChangeTag, FigureTag, TypedTag
from lianxin.reports.wording import ABOUT, FORMS, NEARLY, say

WIDE_DIGITS = re.compile(r"[０-９]+")
EXACT_BEHIND = re.compile(rf"[^，。；（{HELD}]{{0,6}}（[^（）{HELD}]{{0,4}}{HELD}[^（）{HELD}]{{0,4}}）")
LOOSE = {
    "不超过",
    "达",
    "达到",
    "至少",
    "不少于",
    "不低于",
    "多达",
    "高达",
    "不足",
    "不到",
    "上",
    "数",
    "几",
    "成",
}
"""Words before a number that may stand before an exact one too, or that say less than it."""
ABOVE, NEAR, ROUGHLY = {"超过", "超", "逾", "突破"}, {"近", "将近", "接近"}, {"约", "大约"}
PRINTED_UNIT = re.compile(
    r"人次|人(?![员才士大民口数物家际生力心文权类工事社道流均])|名(?![单额称义师家副人列录牌])|位(?![于列置居次])|家(?![庭长属园乡校])"
    r"|个(?![体人性别案工])|件(?!数)|起(?![草步诉来到用源点])|场(?![地所景次馆面])|次(?![数日年序要])|期(?![间限刊末满货])|篇(?![章目幅])"
    r"|票(?![据数])|份(?!额)|班(?![子级次组主])"
)
HEADS = re.compile(r"(人数|人次)(?:总数|合计)?(?:为|是|有|共|共计|合计|达到?|：|:)*$")
RULE = re.compile(r"须|应当|不得|方可|方予|凡是?|条件")
COVERED = re.compile(
    r"(?:百分之百|100%)覆盖|覆盖率(?:达到?|为)?(?:百分之百|100%)|全覆盖|全面覆盖|全部覆盖|实现覆盖|应建尽建|应配尽配|应联尽联|不留空白|无一空白"
)
NOT_YET = re.compile(
    r"尚未|未能|没有|还未|力争|争取|推动|推进|努力|确保|计划|拟|将|目标|逐步|加快|朝着|旨在|促进|着力|有望|防止|避免|为了?|要|离|距"
)
"""Words after which a state is aimed at, not claimed."""


def check_tags(line: Line) -> Iterator[Finding]:
    """Tags that cannot be read, and another unit's word in one."""
    for at, fault in line.faults:
        yield Finding(
            line.number,
            at,
            line.text[at : at + 1].replace(HELD, "{{…}}"),
            Kind(fault.kind),
            fault.sentence,
            is_wrong=True,
        )


def check_amounts(line: Line, values: Values) -> Iterator[Finding]:
    """Amounts typed into the prose: unbound, or bound by the exact figure in brackets behind them and then true of it."""
    blank = bare(line.text)
    for match in WIDE_DIGITS.finditer(line.text):
        if not any(c.isdigit() for c in blank[match.start() : match.end()]):
            yield Finding(
                line.number, match.start(), match.group(), Kind.WIDTH, _("Write digits in half width: 2017.")
            )
    for amount in amounts(line.text):
        if _is_a_rule(line, amount):
            continue
        if clash := _contradiction(amount):
            yield Finding(line.number, amount.start, amount.written, Kind.WORDS, clash)
        if exact := EXACT_BEHIND.match(line.text, amount.end):
            tag = line.tags[line.text.index(HELD, amount.end, exact.end())]
            if isinstance(tag, FigureTag):
                yield from _check_rounded(line, amount, values.now(tag.key))
                continue
        reason = _(
            "No record stands behind this number: insert the figure, or a typed one with its document."
        )
        yield Finding(line.number, amount.start, amount.written, Kind.UNBOUND, reason)


def _is_a_rule(line: Line, amount: Amount) -> bool:
    """Does the amount stand in a condition, such as 须不少于3人?"""
    bounds = amount.before in {"至少", "不少于", "不低于", "不超过"} or amount.many in {"以上", "以下"}
    return bounds and any(
        one.start <= amount.start < one.end and RULE.search(one.text) for one in line.sentences
    )


def _check_rounded(line: Line, amount: Amount, exact: Figure) -> Iterator[Finding]:
    if exact.value is not None and amount.worth is not None and not is_true(amount, float(exact.value)):
        reason = _("“{words}” is not true of {value}.").format(words=amount.written, value=exact.shown)
        yield Finding(line.number, amount.start, amount.written, Kind.VALUE, reason, is_wrong=True)
    if amount.measure and not exact.is_rate and amount.measure not in exact.unit.words:
        reason = other_unit(exact, amount.measure)
        yield Finding(line.number, amount.start, amount.written, Kind.UNIT, reason, is_wrong=True)


def is_true(amount: Amount, value: float) -> bool:
    """Do the words before and after a round number hold for the exact value (F12)?"""
    given = amount.worth or 0.0
    checks = []
    if amount.many in {"余", "多"}:
        step = 1
        while given and given % (step * STEPS["十"]) == 0:
            step *= STEPS["十"]
        checks.append(given < value < given + step)
    if amount.before in ABOVE:
        checks.append(value > given)
    if amount.before in NEAR:
        checks.append(given * NEARLY <= value < given)
    if amount.before in ROUGHLY or amount.many in {"左右", "上下"}:
        checks.append(abs(value - given) <= given * ABOUT)
    if amount.before in {"至少", "不少于", "不低于", "上", "多达", "高达"} or amount.many == "以上":
        checks.append(value >= given)
    if amount.before in {"不足", "不到"} or amount.many == "以下":
        checks.append(value < given)
    if amount.before == "不超过":
        checks.append(value <= given)
    return all(checks) if checks else value == given


def _contradiction(amount: Amount) -> str:
    vague = amount.many in {"余", "多", "左右", "上下"}
    if amount.before in ABOVE | NEAR | ROUGHLY | {"不足", "不到", "至少"} and vague:
        return _("“{before}” and “{after}” do not go together: keep one.").format(
            before=amount.before, after=amount.many
        )
    return ""


def check_words(line: Line, values: Values) -> Iterator[Finding]:
    """Words for numbers in a tag that are not true of its value, and those outside, where the exact value is printed."""
    for at, tag in line.tags.items():
        if isinstance(tag, FigureTag) and tag.form in FORMS:
            yield from _check_form(line, at, tag, values)
        if not isinstance(tag, FigureTag | ChangeTag):
            continue
        before, after = BEFORE.search(line.text, max(0, at - 4), at), AFTER.match(line.text, at + 1)
        for match in (before, after):
            if match and match.group() not in LOOSE:
                reason = _(
                    "The exact value is printed here: put “{word}” into the figure, where it is checked."
                ).format(word=match.group())
                yield Finding(line.number, match.start(), match.group(), Kind.WORDS, reason)


def _check_form(line: Line, at: int, tag: FigureTag, values: Values) -> Iterator[Finding]:
    found = values.now(tag.key)
    if found.value is None:
        return
    if tag.form == "全覆盖":
        if not found.is_rate or found.value != 1:
            yield Finding(line.number, at, tag.form, Kind.COVERAGE, _not_covered(found), is_wrong=True)
    elif found.is_rate or not say(int(found.value), tag.form):
        reason = _("“{words}” is not true of {value}.").format(words=tag.form, value=found.shown)
        yield Finding(line.number, at, tag.form, Kind.VALUE, reason, is_wrong=True)


def check_units(line: Line, values: Values) -> Iterator[Finding]:
    """人 printed for 人次, and measure words that the figure prints itself."""
    for at, tag in line.tags.items():
        if not isinstance(tag, FigureTag):
            continue
        found = values.now(tag.key)
        if (head := HEADS.search(line.text, 0, at)) and not found.is_rate:
            counted = {"人数": Unit.PERSON_TIMES, "人次": Unit.PEOPLE}[head.group(1)]
            if found.unit == counted:
                reason = other_unit(found, head.group(1))
                yield Finding(line.number, head.start(), head.group(1), Kind.UNIT, reason, is_wrong=True)
        if (behind := PRINTED_UNIT.match(line.text, at + 1)) and not found.is_rate:
            repeated = behind.group() in found.unit.words
            reason = (
                _("The figure prints its measure word itself.")
                if repeated
                else other_unit(found, behind.group())
            )
            yield Finding(line.number, at + 1, behind.group(), Kind.UNIT, reason, is_wrong=not repeated)


def other_unit(found: Figure, word: str) -> str:
    """Why a word cannot stand for a figure's unit."""
    return _("{name} is counted in {unit}, not in {word}.").format(
        name=found.name, unit=found.unit.zh, word=word
    )


def check_coverage(sentence: Sentence, values: Values) -> Iterator[Finding]:
    """全覆盖 is said where a rate of 100 % is bound in the same sentence."""
    for match in COVERED.finditer(sentence.text):
        at = sentence.start + match.start()
        if NOT_YET.search(sentence.clause(at)):
            continue
        rates = [rate for _at, tag in sentence.bound() if (rate := values.rate_of(tag.key))]
        short = [rate for rate in rates if rate.value is not None and rate.value != 1]
        if short or not rates:
            reason = (
                _not_covered(short[0]) if short else _("Insert the rate that shows it, in the same sentence.")
            )
            yield Finding(
                sentence.line.number, at, match.group(), Kind.COVERAGE, reason, is_wrong=bool(short)
            )


def _not_covered(found: Figure) -> str:
    if not found.is_rate:
        return _("Only a rate can be complete; {name} is none.").format(name=found.name)
    return _("{name} is {up} of {down}.").format(name=found.name, up=found.numerator, down=found.denominator)


def check_sources(line: Line, values: Values) -> Iterator[Finding]:
    """Typed figures name a document that the register holds (F11)."""
    for at, tag in line.tags.items():
        if isinstance(tag, TypedTag) and not values.knows_document(tag.document):
            reason = _("No document with the number {number} is in the register.").format(number=tag.document)
            yield Finding(line.number, at, tag.words, Kind.SOURCE, reason)
