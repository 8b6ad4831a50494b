"""Numbers in Chinese prose: where they stand, what they are worth, and which of them state an amount.

Dates, durations, ordinals, numbers of documents, grades, hot lines, titles, set phrases and the articles 一个, 两个方面 state
none. Arabic digits state one unless they are among those; Chinese numerals only with a measure word, 余 or a magnitude.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

CN = "〇零一二两三四五六七八九十百千万亿"
DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
GONE = "\u2003"
"""Stands for a character that belongs to no amount."""

SPAN = rf"(?:[0-9]+|[{CN}]+)(?:余|多|来|几)?"
NO_AMOUNT = re.compile(
    "|".join(
        [
            r"《[^》]*》",
            rf"[“「『](?![0-9{CN}余多]+[”」』])[^”」』]*[”」』]",
            r"[〔\[（(]\d{4}[〕\]）)]\s*\d+\s*号|\d+号",
            r"\d{4}\s*[-—–~～至到]\s*\d{4}年?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[:：]\d{2}",
            r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日|份|底|初|[上中下]旬)|\d{1,2}[月日](?!\d)",
            r"\d{1,2}[时点](?:\d{1,2}分|半|许|整)?|\d+(?=会议室|[室楼栋]|房间|单元)|(?<=[部局办委])[一二三四五六七八九十]+处",
            r"[〇零一二三四五六七八九]{4}年|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日|份|底|初|[上中下]旬)?",
            r"第\s*[0-9]+|第[一二三四五六七八九十百]+",
            r"^\s*[一二三四五六七八九十]+、|^\s*\d+\s*[.．、]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]",
            rf"{SPAN}个?(?:工作日|自然日|月|年|天|日|周|星期|季度|世纪|分钟)",
            rf"(?:24|二十四){GONE}?个?小时|{SPAN}个?小时(?=[内以之热值在响办回答受])",
            r"十[一二三四五]五|[一二]?十[一二三四五六七八九]?[大届]|[三四五六七]位一体|十大|百[强佳优]|双百",
            r"[A-Za-z][A-Za-z0-9./_-]*\d[A-Za-z0-9./_-]*|\d+[A-Za-z][A-Za-z0-9]*|\d+[+＋][\dNnXx]+",
            r"\d{3,5}(?:热线|专线|平台)|(?:电话|热线|邮编|编号)[：:]?\s*[\d-]+",
            r"千方百计|千家万户|万众|百花齐放|百家争鸣|五湖四海|四面八方|三番五次|千山万水|千头万绪|万事|万象|百般|百姓|百业|万一|一五一十|千万(?=[不要别])",
            rf"(?:[0-9]+|[{CN}]+)[人名家个次]以[上下](?=的[，,]?(?:应|须|可|方|不))",
            rf"(?:[二三四五六七八九十])分之[{CN}]+(?!(?:以上)?的)",
        ]
    )
)
ARABIC = re.compile(r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<scale>[百千万亿]*)")
CHINESE = re.compile(
    rf"(?:(?P<part>[百千二三四五六七八九十])分之)?(?P<number>[{CN}]+)(?:点[〇零一二三四五六七八九]+)?"
)
LARGE = re.compile(r"[一二两三四五六七八九][百千万亿]|十[百千万亿]")
ROUND = re.compile(r"^[十百千万亿]+$")
HALF = re.compile(r"(?:过|近|大|超过?)半(?=[数的，。；]|社会|会员|企业|单位)|半数|(?<![一])一半(?=以上|的)")
MANY = re.compile(r"余|多(?![次方种样元家形个数])|来(?=[人名家个])|几(?=[人名家个])")
MEASURE = re.compile(
    r"人次|篇次|个百分点|万元|区市县|单位|部门|学时|课时|小时|[人名位家个件起宗场次期班篇对票份户所座处站册套笔倍元亩项条类种批级层步支轮道块大门]|成(?=以上|左右|[的多，。；])"
)
STRUCTURE = frozenset("项条类种批级层步支轮道块大门")
"""Measure words of the parts of a plan; with a small number they count nothing: 三项机制, 两级联动."""
PARTS_OF_A_PLAN = re.compile(
    r"方面|层面|维度|环节|阶段|维护|确立|健康|意识|自信|全面|坚持|代表|带头|结合|统筹|聚焦|到位|关键|重点|同步|必须|不|一批|机制|要求|措施|举措|任务|原则|职责|制度"
)
COUNTED = re.compile(
    r"(?:共|共计|合计|总计|仅|只有|达到?|已有|现有|累计|新增|办结|解决|收集|征集|受理|提出|采纳|形成|出台|制定|推出|落实|完成|培训|受益|惠及|覆盖|参与|吸引|组织|发动)(?:了|各类|各种|事项|意见|建议|问题)*$"
)
BEFORE = re.compile(
    r"(?:不超过|(?<!不)超过|超(?!前)|逾|突破|(?<![最附临靠邻亲])(?:将近|接近|近)|(?<![签预合节履制邀])(?:大约|约)|不足|不到|至少|不少于|不低于|多达|高达|达到?|上|数|几|成)$"
)
AFTER = re.compile(r"余|多(?![次方种样元家形个数])|左右|上下|以上|以下")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that states an amount: its place in the line, its worth (None when vague), the words before and after it.

    `after` is the place behind number, 余 and measure word; `written` the words as they stand there.
    """

    start: int
    end: int
    worth: float | None
    before: str
    many: str
    measure: str
    written: str


def amounts(line: str) -> list[Amount]:
    """The amounts that a line states in digits or numerals, in order."""
    text = bare(line)
    found = [*_arabic(text, line), *_chinese(text, line), *_halves(text, line)]
    return sorted(found, key=lambda amount: amount.start)


def bare(line: str) -> str:
    """The line with digits in half width, and blanks where numbers state no amount; as long as the line."""
    return NO_AMOUNT.sub(lambda match: GONE * len(match.group()), line.translate(WIDE))


def worth(numeral: str) -> int:
    """The value of a Chinese numeral: 两千三百 is 2300, 一千零一十二 is 1012, 二〇一五 is 2015."""
    if not any(c in STEPS for c in numeral):
        return int("".join(str(DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for c in numeral:
        if c in DIGITS:
            digit = DIGITS[c]
        elif STEPS[c] < STEPS["万"]:
            section += (digit or 1) * STEPS[c]
            digit = 0
        else:
            section, digit = section + digit, 0
            if STEPS[c] > STEPS["万"]:
                total, section = (total + section or 1) * STEPS[c], 0
            else:
                total, section = total + (section or 1) * STEPS[c], 0
    return total + section + digit


def _arabic(text: str, line: str) -> Iterator[Amount]:
    for match in ARABIC.finditer(text):
        value = float(match["number"].replace(",", ""))
        for step in match["scale"]:
            value *= STEPS[step]
        amount = _amount(text, line, match.start(), match.end(), value)
        if not (amount.measure == "个" and PARTS_OF_A_PLAN.match(text, amount.end)):
            yield amount


def _chinese(text: str, line: str) -> Iterator[Amount]:
    for match in CHINESE.finditer(text):
        if _follows_digit(text, match.start()):
            continue
        vague = text[match.start() - 1 : match.start()] in {"数", "几"} and ROUND.match(match["number"])
        amount = _amount(
            text, line, match.start(), match.end(), None if vague or match["part"] else worth(match["number"])
        )
        if match["part"] or vague or _states(match["number"], amount, text):
            yield amount


def _follows_digit(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isdigit() and text[at - 1].isascii()


def _halves(text: str, line: str) -> Iterator[Amount]:
    for match in HALF.finditer(text):
        yield _amount(text, line, match.start(), match.end(), None)


def _amount(text: str, line: str, start: int, end: int, value: float | None) -> Amount:
    if text[end : end + 1] in {"%", "‰"}:
        end += 1
    many = match.group() if (match := MANY.match(text, end)) else ""
    behind = end + len(many)
    if not many and (scale := re.compile("[百千万亿]").match(text, behind)) and value is not None:
        value, behind = value * STEPS[scale.group()], behind + 1
    measure = match.group() if (match := MEASURE.match(text, behind)) else ""
    behind += len(measure)
    trailing = match.group() if not many and (match := AFTER.match(text, behind)) else ""
    before = match.group() if (match := BEFORE.search(text, max(0, start - 4), start)) else ""
    begin = start - len(before)
    behind += len(trailing)
    return Amount(begin, behind, value, before, many or trailing, measure, line[begin:behind])


def _states(numeral: str, amount: Amount, text: str) -> bool:
    """Does a Chinese numeral state an amount, or is it an article, a label or part of a set phrase?"""
    behind, counted = text[amount.end :], bool(COUNTED.search(text[: amount.start]))
    if numeral == "一":
        return amount.measure not in STRUCTURE | {"个", ""} and text[: amount.start].endswith(
            ("仅", "只有", "共")
        )
    if numeral == "二" and amount.measure:
        return False
    if amount.before not in {"", "上", "成"} and (amount.measure or ROUND.match(numeral)):
        return not PARTS_OF_A_PLAN.match(behind)
    if amount.many in {"余", "多", "来", "几"}:
        return True
    if ROUND.match(numeral) and numeral != "十" and amount.before != "上":
        return counted and amount.measure not in {"", "家"}
    return _is_measured(numeral, amount, behind, counted=counted)


def _is_measured(numeral: str, amount: Amount, behind: str, *, counted: bool) -> bool:
    if not amount.measure:
        return bool(LARGE.search(numeral))
    if amount.measure in STRUCTURE:
        return not PARTS_OF_A_PLAN.match(behind) and (counted or (amount.worth or 0) >= STEPS["十"])
    return not PARTS_OF_A_PLAN.match(behind) and not (
        amount.measure == "期" and behind.startswith(("工程", "项目"))
    )
