"""Numbers in Chinese prose: where they stand, what they are worth, and which of them state an amount.

Dates, durations, ordinals, numbers of documents, grades, hot lines, titles, set phrases and the articles 一个, 两个方面 state
none. Arabic digits state one unless they are among those; Chinese numerals only with a measure word, 余 or a magnitude.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianxin.reports.lint.amounts import Amount, Bound
from lianxin.reports.lint.words import GONE

CN = "〇零一二两三四五六七八九十百千万亿"
DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
WIDE = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
CAPITALS = "壹贰叁肆伍陆柒捌玖拾佰仟"
CAPITAL = re.compile(rf"[{CAPITALS}][{CAPITALS}零万亿]+")
"""Numerals of sums of money; one alone is part of a word, such as 队伍 and 大陆."""
PLAIN = str.maketrans(CAPITALS, "一二三四五六七八九十百千")

BOUNDS_BEFORE = {
    **dict.fromkeys(("超过", "超", "逾", "突破", "多于"), Bound.ABOVE),
    **dict.fromkeys(("近", "将近", "接近", "几近"), Bound.NEAR),
    **dict.fromkeys(("约", "大约", "大概"), Bound.ABOUT),
    **dict.fromkeys(("至少", "不少于", "不低于"), Bound.LEAST),
    **dict.fromkeys(("不足", "不到", "少于", "低于"), Bound.BELOW),
    **dict.fromkeys(("不超过", "不多于", "至多", "最多"), Bound.MOST),
    **dict.fromkeys(("达", "达到", "多达", "高达"), Bound.EXACT),
}
BOUNDS_AFTER = {
    **dict.fromkeys(("余", "多", "有余"), Bound.ODD),
    **dict.fromkeys(("左右", "上下"), Bound.ABOUT),
    "以上": Bound.LEAST,
    "以下": Bound.BELOW,
}
BEFORE = re.compile(rf"(?P<word>{'|'.join(sorted(BOUNDS_BEFORE, key=len, reverse=True))})$")
AFTER = re.compile(r"(?P<word>有余|余|多(?![次方种样元家形个数])|左右|上下|以上|以下)")
LONGEST = 3

SPAN = rf"(?:[0-9]{{1,9}}|[{CN}]{{1,9}})(?:余|多|来|几)?"
NO_AMOUNT = re.compile(
    "|".join(
        [
            r"《[^》]*》",
            rf"[“「『](?![0-9{CN}余多]+[”」』])[^”」』]*[”」』]",
            r"[〔\[（(]\d{4}[〕\]）)]\s*\d{1,9}\s*号|\d{1,9}号",
            r"\d{4}\s*[-—–~～至到]\s*\d{4}年?|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[:：]\d{2}",
            r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月(?:\d{1,2}日|份|底|初|[上中下]旬)|\d{1,2}[月日](?!\d)",
            r"\d{1,2}[时点](?:\d{1,2}分|半|许|整)?|\d{1,9}(?=会议室|[室楼栋]|房间|单元)|(?<=[部局办委])[一二三四五六七八九十]+处",
            r"[〇零一二三四五六七八九]{4}年|[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日|份|底|初|[上中下]旬)?",
            r"第\s*[0-9]+|第[一二三四五六七八九十百]+",
            r"(?:附件|附表|附图|(?<![代发])表|图)\s*\d{1,9}(?![\d人名位篇家个场件次期份余多])",
            r"^\s*[一二三四五六七八九十]+、|^\s*\d{1,9}\s*[.．、]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]",
            rf"{SPAN}个?(?:工作日|自然日|月|年|天|日|周|星期|季度|世纪|分钟)",
            rf"(?:24|二十四){GONE}?个?小时|{SPAN}个?小时(?=[内以之热值在响办回答受])",
            r"十[一二三四]五|[一二]?十[一二三四五六七八九]?[大届]|[三四五六七]位一体|十大|百[强佳优]|双百",
            r"[A-Za-z][A-Za-z0-9./_-]{0,20}\d[A-Za-z0-9./_-]{0,20}|\d{1,9}[A-Za-z][A-Za-z0-9]*|\d{1,9}[+＋][\dNnXx]+",
            r"\d{3,5}(?:热线|专线|平台)|\d{1,9}路(?!人)|\d{3,4}-\d{7,8}|(?:电话|热线|传真|手机|邮编|编号|账号)[为是：:]?\s*[\d-]{1,20}",
            r"千方百计|千家万户|万众|百花齐放|百家争鸣|五湖四海|四面八方|三番五次|千山万水|千头万绪|万事|万象|百般|百姓|百业|万一|一五一十|千万(?=[不要别])",
        ]
    )
)
NUMBER = re.compile(
    rf"(?P<arabic>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<scale>[百千万亿]*)"
    rf"|(?P<parts>[{CN[2:]}]{{1,9}})分之(?P<part>[{CN}]{{1,20}})(?:点[{CN}]+)?"
    r"|(?P<half>(?<![一大])半数|(?<!一)一半|(?<=[过近大超])半(?=[数的，。；]|社会|会员|企业|单位))"
    rf"|(?P<vague>[数几成](?=[十百千万亿](?!分))|上(?=[百千万亿]))?(?P<numeral>[{CN}]{{1,20}})(?:点[{CN}]+)?"
)
MANY = re.compile(r"余|多(?![次方种样元家形个数])|来(?=[人名家个])|几(?=[人名家个])")
MANY_WORDS = {"余", "多", "来", "几"}
LARGE = re.compile(r"[一二两三四五六七八九][百千万亿]|十[百千万亿]")
ROUND = re.compile(r"[百千万亿]+|十[百千万亿]+")
MEASURE = re.compile(
    r"人次|篇次|个百分点|万元|区市县|单位|部门|学时|课时|小时|[人名位家个件起宗场次期班篇对票份户所座处站册套笔倍元亩项条类种批级层步支轮道块大门]"
    r"|成(?=以上|左右|[的多，。；])"
)
PER = {"%": 0.01, "‰": 0.001}
SHARES = {"倍": 1.0, "成": 0.1}
"""Measure words of a share of something else."""
STRUCTURE = frozenset("项条类种批级层步支轮道块大门")
"""Measure words of the parts of a plan; with a small number they count nothing: 三项机制, 两级联动."""
PARTS_OF_A_PLAN = re.compile(
    r"方面|层面|维度|环节|阶段|维护|确立|健康|意识|自信|全面|坚持|代表|带头|结合|统筹|聚焦|到位|关键|重点|同步|必须|不|一批|机制|要求|措施|举措|任务"
    r"|原则|职责|制度|数字|(?<=期)(?:工程|项目)"
)
COUNTED = re.compile(
    r"(?:共|共计|合计|总计|仅|只有|达到?|已有|现有|累计|新增|办结|解决|收集|征集|受理|提出|采纳|形成|出台|制定|推出|落实|完成|培训|受益|惠及|覆盖"
    r"|参与|吸引|组织|发动)(?:了|各类|各种|事项|意见|建议|问题)*$"
)


def amounts(line: str) -> list[Amount]:
    """The amounts that a line states in digits or numerals, in order."""
    return list(_stated(bare(line), line))


def bare(line: str) -> str:
    """The line with digits in half width and plain numerals, and blanks where numbers state no amount; as long as the line."""
    plain = CAPITAL.sub(lambda match: match.group().translate(PLAIN), line.translate(WIDE))
    return NO_AMOUNT.sub(lambda match: GONE * len(match.group()), plain)


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


def _stated(text: str, line: str) -> Iterator[Amount]:
    for match in NUMBER.finditer(text):
        amount = _amount(match, text, line)
        ahead, behind = text[: amount.start], text[amount.end :]
        if match["numeral"] and not match["vague"]:
            if _is_an_amount(match["numeral"], amount, ahead, behind):
                yield amount
        elif not (amount.measure == "个" and PARTS_OF_A_PLAN.match(behind)):
            yield amount


def _is_an_amount(numeral: str, amount: Amount, ahead: str, behind: str) -> bool:
    """Does a Chinese numeral state an amount, or is it an article, a label or part of a set phrase?"""
    if amount.share is not None or any(word in MANY_WORDS for word, _bound in amount.bounds):
        return True
    if PARTS_OF_A_PLAN.match(behind):
        return False
    if numeral in {"一", "二"}:
        return ahead.endswith(("仅", "只有", "共")) and amount.measure not in STRUCTURE | {"", "个"}
    is_round, counted = bool(ROUND.fullmatch(numeral)), bool(COUNTED.search(ahead))
    if amount.bounds:
        return is_round or bool(amount.measure)
    if is_round:
        return counted and amount.measure not in {"", "家"}
    large = (amount.worth or 0) >= STEPS["十"]
    return counted or large if amount.measure in STRUCTURE else bool(amount.measure or LARGE.search(numeral))


def _amount(match: re.Match[str], text: str, line: str) -> Amount:
    """The number with the words around it: 近 · 600 · 多 · 名 · 左右."""
    value, share = _value(match)
    start, end, bounds = match.start(), match.end(), []
    if ahead := BEFORE.search(text, max(0, start - LONGEST), start):
        start = ahead.start()
        bounds.append((ahead.group(), BOUNDS_BEFORE[ahead.group()]))
    if match["vague"] == "上":
        bounds.append(("上", Bound.LEAST))
    if percent := PER.get(text[end : end + 1]):
        end += 1
    if many := MANY.match(text, end):
        end = many.end()
        bounds.append((many.group(), Bound.ODD))
        if value is not None and text[end : end + 1] in STEPS:
            value, end = value * STEPS[text[end]], end + 1
    measure = found.group() if (found := MEASURE.match(text, end)) else ""
    end += len(measure)
    if not many and (after := AFTER.match(text, end)):
        end = after.end()
        bounds.append((after.group(), BOUNDS_AFTER[after.group()]))
    if value is not None and (percent or measure in SHARES):
        share = value * (percent or SHARES[measure])
    measure = "%" if percent or match["parts"] == "百" else measure
    return Amount(start, end, line[start:end], value, measure, tuple(bounds), share)


def _value(match: re.Match[str]) -> tuple[float | None, float | None]:
    """What the number is worth, and as a share of something else."""
    if match["half"]:
        return 0.5, 0.5
    if match["parts"]:
        share = worth(match["part"]) / worth(match["parts"])
        return share, share
    if match["numeral"]:
        return (None if (match["vague"] or "上") != "上" else worth(match["numeral"])), None
    value = float(match["arabic"].replace(",", ""))
    for step in match["scale"]:
        value *= STEPS[step]
    return value, None
