"""Words for numbers, printed only where they are true of the value (F12; the house's table of such words).

余, 多: above the round figure and below the next step. 近: 90 to 99.9 % of the next step. 约: within 5 % of the round figure.
超过: strictly above the round figure. 全覆盖: the rate is 100 %. Where a word does not hold, the exact value stands alone.
"""

from __future__ import annotations

FORMS = ("余", "多", "近", "约", "超过", "全覆盖")
NEARLY = 0.9
ABOUT = 0.05
TEN_THOUSAND = 10_000


def say(value: int, form: str) -> str:
    """The value in the word's form, without a unit: 600余, 近1万, 约1000; "" when the word would not be true."""
    if value < 10:
        return ""
    step = 10 ** (len(str(value)) - 1)
    below = value // step * step
    above, nearest = below + step, round(value / step) * step
    if form in {"余", "多"}:
        return f"{_round(below)}{form}" if value > below else ""
    if form == "超过":
        return f"超过{_round(below)}" if value > below else ""
    if form == "近":
        return f"近{_round(above)}" if value >= above * NEARLY else ""
    return f"约{_round(nearest)}" if form == "约" and value != nearest and abs(value - nearest) <= nearest * ABOUT else ""


def _round(value: int) -> str:
    return f"{value // TEN_THOUSAND}万" if value % TEN_THOUSAND == 0 else str(value)
