"""Where a title breaks: even lines in the shape of a trapezoid or a diamond, and never inside a word (GB/T 9704, 7.3.1)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

WORDS = re.compile(
    "工作报告|工作总结|工作情况|工作要点|工作方案|实施方案|实施意见|指导意见|会议纪要|情况通报|情况报告|年度报告|双月通报|"
    "工作|报告|总结|情况|要点|方案|意见|纪要|通报|通知|请示|批复|函|简报|说明|办法|规定|年度|季度|双月|上半年|下半年|"
    "半年|新的社会阶层人士|社会阶层|代表人士|联席会议|联合会|联谊会|社会组织|中介组织|统战工作|统一战线|民营企业|新媒体|"
    "从业人员|专业人士|自由职业|志愿者|大连市|市委|区委|统战部|民政局|司法局|办公室|委员会|领导小组|服务站|基地|论坛|沙龙|"
    "培训|挂职|走访|建设|服务|管理|评估|考核|调研|活动|组织|发展|推进|开展|进一步|加强|关于|有关|以及|全市|全区"
)
"""Words of such titles, longer ones first, for Chinese writes no blanks between words."""
BRACKETED = re.compile(
    r"《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕|（[^（）]*）|[0-9]+[年月日届次期号个]*|[A-Za-z][A-Za-z'-]*"
)
CLOSING, OPENING = "，。、；：？！”》）〕」％%", "“《（〔「"
AFTER = "、的和与及暨对在为由了"
"""A line may well end after these."""
LARGEST_MARK, LINE_WIDTH = 48.0, 442.0
"""Points of a short mark in red, and of the line that a longer one is made to fit."""
WORD_END, ANYWHERE = 4.0, 12.0
"""What a break costs between known words, and where nothing is known of the characters."""


def title_lines(title: str, longest: int, together: tuple[str, ...] = ()) -> list[str]:
    """Break a title into the fewest lines of at most `longest` characters (two letters count as one).

    Brackets, numbers with their measure, Latin words, names in `together` and the field's own words stay whole.
    """
    text = title.strip()
    if width(text) <= longest:
        return [text]
    breaks = _breaks(text, longest, together)
    for count in range(-(-int(width(text)) // longest), 9):
        best = _best(text, count, longest, breaks)
        if best:
            return best
    return [text]


def mark_size(mark: str) -> float:
    """Points of the issuing authority's mark, so that it stays on one line."""
    return round(min(LARGEST_MARK, LINE_WIDTH / max(width(mark), 1) * 0.98), 1)


def width(text: str) -> float:
    """The width in characters of the title's size: letters, digits and blanks take half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _breaks(text: str, longest: int, together: tuple[str, ...]) -> dict[int, float]:
    """Places where a line may end, with what a break there costs."""
    starts, inside = _whole(text, longest, together)
    found: dict[int, float] = {}
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if at in inside or after in CLOSING or before in OPENING or after == " ":
            continue
        if before == " " or before in AFTER:
            found[at] = 0.0
        elif at in starts:
            found[at] = WORD_END
        else:
            found[at] = ANYWHERE
    return found


def _whole(text: str, longest: int, together: tuple[str, ...]) -> tuple[set[int], set[int]]:
    """Where known words begin or end, and where a break would fall inside one."""
    edges: set[int] = set()
    inside: set[int] = set()

    def keep(start: int, end: int) -> None:
        edges.update((start, end))
        inside.update(range(start + 1, end))

    names = "|".join(re.escape(name) for name in sorted(together, key=len, reverse=True) if name)
    for pattern in (BRACKETED, re.compile(names or "(?!)"), WORDS):
        for match in pattern.finditer(text):
            # A name in brackets that is longer than most of a line has to break, between its words.
            if match.start() not in inside and width(match.group()) <= longest * 0.7:
                keep(*match.span())
    return edges, inside


def _best(text: str, count: int, longest: int, breaks: dict[int, float]) -> list[str]:
    """The best division into `count` lines; nothing when there is none."""
    even = width(text) / count

    @cache
    def rest(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            wide = width(text[start:].strip())
            return ((wide - even) ** 2 if wide <= longest else float("inf")), ()
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for at, cost in breaks.items():
            wide = width(text[start:at].strip())
            if at <= start or wide > longest:
                continue
            further, ends = rest(at, left - 1)
            # Lines of one length would be a square, which the standard does not name among its shapes.
            found = min(found, (further + (wide - even) ** 2 + cost, (at, *ends)))
        return found

    total, ends = rest(0, count)
    if total == float("inf"):
        return []
    edges = [0, *ends, len(text)]
    return [text[start:end].strip() for start, end in pairwise(edges)]
