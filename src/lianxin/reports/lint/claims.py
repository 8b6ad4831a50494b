"""Checks of one sentence: rises and falls, firsts, ranks, what is only planned, sums since no stated day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from django.utils.translation import gettext as _

from lianxin.figures.engine import Figure
from lianxin.reports.comparing import STRETCH, YEAR
from lianxin.reports.lint.checks import NOT_YET
from lianxin.reports.lint.findings import Finding, Kind, Values
from lianxin.reports.lint.numerals import amounts
from lianxin.reports.lint.prose import HELD, Sentence
from lianxin.reports.lint.values import counts_what_was_held
from lianxin.reports.texts import ChangeTag

UP = "增长|增加|上升|提高|提升|攀升|扩大|增至|上涨|翻了?[一两三]?番|递增|走高|回升|增多"
DOWN = "下降|减少|降低|回落|下滑|降至|减至|缩减|下跌|递减"
FLAT = "持平"
COMPARED = (
    r"同比|环比|[比较](?:上年|去年|前年|上期|上一?季度|上月|年初|往年|同期)[^，。；]{0,4}?|逐年|连年|年年"
)
MOVED = re.compile(
    rf"(?P<against>{COMPARED})[^，。；]{{0,8}}?(?P<a>{UP}|{DOWN}|{FLAT})"
    rf"|(?P<b>{UP}|{DOWN})(?:了|到|至|为|达|约|近)*(?=[\d０-９{HELD}])"
    rf"|(?:人数|人次|数量|总数|总量|件数|场次|比例|占比|(?<![效频])率)[^，。；]{{0,6}}(?P<c>{UP}|{DOWN}|{FLAT})"
)
TIMES = {"两": 4, "三": 8}
"""How many times as much 翻两番 and 翻三番 are; 翻番 is twice."""
EVERY_YEAR = {"逐年", "连年", "年年"}
FIRST = re.compile(
    r"首次(?!来访|登录|注册|申请|使用|见面|申报|评级|谈话|会见|办理|接待|参评)|第一次|首[个家届]"
)
PIONEER = re.compile(r"率先(?!垂范)|首创|开创性|填补[^，。；]{0,16}空白|前所未有|史无前例|有史以来")
RANK = re.compile(
    r"居首(?!位)|(?<!放在)(?<!摆在)(?<!置于)(?<!列为)首位|榜首|前列|名列|位列(?!其中)|位居|排名(?!不分)|领先(?!技术|企业|水平|示范)|唯一(?![性标编码])"
    r"|最[多](?![跑不可只为])|最高(?![人检法级限奖学院荣])|最快|最早|最大(?![限程化公努范力优])|最少|最低(?![限工生])|垫底|末位"
    r"|第一(?=[位名，。；、！）]|$)"
)
LOWEST = {"最少", "最低", "垫底", "末位"}
PLANNED = re.compile(
    r"(?<![按照])(?<!行动)(?<!工作)(?<!年度)(?<!培养)计划(?!单列|外)|(?<![模虚])拟(?![定写])|预计|将(?:再|继续|陆续|新)?(?=于|会|在|举办|召开|开展|新建|达|组织|培训|建成|实现|印发|走访)|筹备|准备|打算|预期|有望|力争|争取"
)
SERVED = re.compile(r"[为向对给]$|面向$|组织$|邀请$")
"""Words before a stock that is only spoken of: 将为612名律师提供服务."""
DONE = re.compile(r"已经?|实际|完成|共")
SUMMED = re.compile(r"累计")
SINCE = re.compile(
    r"以来|自[^，。；]*[起后]|从[^，。；]*开始|(?<!截至)(?<!截止)(?:[0-9]{4}|[〇零一二三四五六七八九]{4})年(?![0-9一二三四五六七八九十]{1,3}月)"
)


def check_changes(sentence: Sentence, values: Values) -> Iterator[Finding]:
    """Rises and falls hold between the figure and the earlier one that the words compare it with."""
    for match in MOVED.finditer(sentence.text):
        at, word = sentence.start + match.start(), match["a"] or match["b"] or match["c"]
        tag = sentence.nearest(sentence.start + match.end())
        if NOT_YET.search(sentence.clause(at)) or (
            isinstance(tag, ChangeTag) and _is_next(sentence, match.end())
        ):
            continue
        if tag is None:
            if not _has_amount(sentence) and not sentence.is_sourced:
                yield _finding(
                    sentence,
                    at,
                    match.group(),
                    Kind.CHANGE,
                    _("Insert the figure that moved, or how it moved."),
                )
            continue
        against = match["against"] or YEAR
        if reason := _moved_otherwise(values, tag.key, against, word):
            yield _finding(sentence, at, match.group(), Kind.CHANGE, reason, is_wrong=True)


def _is_next(sentence: Sentence, at: int) -> bool:
    return sentence.text[at : at + 1] == HELD


def _moved_otherwise(values: Values, key: str, against: str, word: str) -> str:
    """Why the figure did not move as the word says; "" when it did."""
    if against in EVERY_YEAR:
        series: list[Figure] = list(values.by_year(key))
        if len(series) < 2:
            return _("The period holds no two whole years to compare.")
    else:
        now, then = values.compared(key, STRETCH if against == STRETCH else YEAR)
        series = [then, now]
    if any(one.value is None for one in series):
        return _("{name} has no value to compare.").format(name=series[0].name)
    pairs = list(pairwise(series))
    if all(_holds(float(then.value or 0), float(now.value or 0), word) for then, now in pairs):
        return ""
    shown = "、".join(f"{one.selection.start}–{one.selection.end}: {one.shown}" for one in series)
    return _("{name} did not move so: {values}.").format(name=series[0].name, values=shown)


def _holds(then: float, now: float, word: str) -> bool:
    if word.startswith("翻"):
        times = TIMES.get(word.removeprefix("翻").removeprefix("了")[0], 2)
        return then > 0 and now >= times * then
    if re.fullmatch(DOWN, word):
        return now < then
    return now == then if word == FLAT else now > then


def check_firsts(sentence: Sentence, values: Values) -> Iterator[Finding]:
    """首次 holds when nothing of the figure lies before the period; what no figure can show needs a document."""
    if sentence.is_sourced:
        return
    for match in FIRST.finditer(sentence.text):
        at, tag = sentence.start + match.start(), sentence.nearest(sentence.start + match.end())
        if tag is None:
            yield _finding(
                sentence,
                at,
                match.group(),
                Kind.FIRST,
                _("Insert the figure that shows it, or a typed one with its document."),
            )
            continue
        earlier = values.ever_before(tag.key)
        if earlier.value:
            reason = _("{name} was {value} before {day} already.").format(
                name=earlier.name, value=earlier.shown, day=earlier.selection.end
            )
            yield _finding(sentence, at, match.group(), Kind.FIRST, reason, is_wrong=True)
    for match in PIONEER.finditer(sentence.text):
        yield _finding(
            sentence,
            sentence.start + match.start(),
            match.group(),
            Kind.FIRST,
            _("No record can show this: name the document that does."),
        )


def check_ranks(sentence: Sentence, values: Values) -> Iterator[Finding]:
    """A district that is said to lead leads in the figure; ranks beyond the city need a document."""
    if sentence.is_sourced:
        return
    for match in RANK.finditer(sentence.text):
        at, tag = sentence.start + match.start(), sentence.nearest(sentence.start + match.end())
        lines = (
            [(name, fig) for name, fig in values.by_district(tag.key) if fig.value is not None] if tag else []
        )
        named = _district_named(sentence.text[: match.start()], lines) or _district_named(
            sentence.text, lines
        )
        if named is None:
            yield _finding(
                sentence,
                at,
                match.group(),
                Kind.RANK,
                _("Name one district and insert the figure, or name the document that ranks."),
            )
            continue
        pick = min if match.group() in LOWEST else max
        if named.value != pick(fig.value for _name, fig in lines if fig.value is not None):
            best = pick(lines, key=lambda line: line[1].value or 0)
            reason = _("{district} stands there with {value}.").format(district=best[0], value=best[1].shown)
            yield _finding(sentence, at, match.group(), Kind.RANK, reason, is_wrong=True)


def _district_named(words: str, lines: list[tuple[str, Figure]]) -> Figure | None:
    """The figure of the district that is named last, in full or without 区, 市, 县."""
    places = [(max(words.rfind(name), words.rfind(name[:-1])), fig) for name, fig in lines]
    at, fig = max(places, key=lambda place: place[0], default=(-1, None))
    return fig if at >= 0 else None


def check_plans(sentence: Sentence) -> Iterator[Finding]:
    """A figure of what was held is not printed for what is planned."""
    for at, tag in sentence.bound():
        clause = sentence.clause(at)
        match = PLANNED.search(clause)
        if (
            match
            and not DONE.search(clause[match.end() :])
            and (counts_what_was_held(tag.key) or not SERVED.search(clause))
        ):
            start = at - len(clause) + match.start()
            yield _finding(
                sentence,
                start,
                match.group(),
                Kind.PLANNED,
                _("The figure counts what was held, the sentence says planned."),
            )


def check_sums(sentence: Sentence) -> Iterator[Finding]:
    """累计 says since when."""
    for match in SUMMED.finditer(sentence.text):
        if not SINCE.search(sentence.text):
            yield _finding(
                sentence,
                sentence.start + match.start(),
                match.group(),
                Kind.SINCE,
                _("Say since when: 自2015年以来累计."),
            )


def _has_amount(sentence: Sentence) -> bool:
    return any(sentence.start <= amount.start < sentence.end for amount in amounts(sentence.line.text))


def _finding(
    sentence: Sentence, at: int, words: str, kind: Kind, reason: str, *, is_wrong: bool = False
) -> Finding:
    return Finding(sentence.line.number, at, words.replace(HELD, "{{…}}"), kind, reason, is_wrong)
