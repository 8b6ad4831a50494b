"""Names of bodies taken apart: place in front, own name with trade, legal form, branch (行政区划+字号+行业+组织形式)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from lianxin.core.names import one_script

_QUOTES = re.compile(r"[\s\"'“”·]")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_FORM = re.compile(
    r"(?P<group>集团)?(?P<form>(?:中心|企业)?有限合伙|股份有限公司|有限责任公司|有限公司|总公司|公司|合作社|商行|商店|工厂|厂|事务所|工作室|经营部|个体工商户)?(?P<tail>集团)?$"
)
_BRANCH = re.compile(
    r"^(?P<own>.*(?:公司|集团|合作社|商行|银行|事务所|中心|大学|学院|医院|厂|店))(?P<branch>.+(?:分公司|分行|支行|分店|分厂|分校|分会|分院|办事处|营业部|项目部))$"
)
_LIMITED = {
    "有限责任公司": "limited",
    "有限公司": "limited",
    "股份有限公司": "stock",
    "公司": "company",
    "总公司": "company",
}
SHORTEST_CORE = 2
"""A name of fewer characters than this names nothing once place and legal form are gone."""


class BodyName(NamedTuple):
    """A body's name: `place` as written in front or in brackets, `core` the own name with its trade, `form` the legal
    form ("" when the name is cut short), `group` whether it is a 集团, `branch` what follows the name of the parent body,
    `district` the place without the province and city that all bodies of a register have in common.
    """

    place: str
    core: str
    form: str
    group: bool
    branch: str
    district: str


class Places:
    """Names of places that stand in front of a body's name; `wide` are those of provinces and cities."""

    def __init__(self, names: Iterable[str], wide: Iterable[str] = ()) -> None:
        self._wide = re.compile("|".join(re.escape(_one_place(name)) for name in wide) or "(?!)")
        forms = set()
        for name in names:
            forms.add(name)
            short = name.removesuffix("市").removesuffix("省")
            if len(short) > 1:
                forms.add(short)
        self._pattern = re.compile(
            "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) or "(?!)"
        )

    def split(self, text: str) -> tuple[str, str]:
        """Places in front of a text, and what follows: 辽宁大连湾锦 gives 辽宁大连, 湾锦."""
        at = 0
        while (found := self._pattern.match(text, at)) and len(text) - found.end() >= SHORTEST_CORE:
            at = found.end()
        return text[:at], text[at:]

    def district(self, place: str) -> str:
        """A place without the province and the city in it."""
        return self._wide.sub("", place)

    def whole(self, text: str) -> bool:
        at = 0
        while found := self._pattern.match(text, at):
            at = found.end()
        return bool(text) and at == len(text)


def body_name(name: str, places: Places) -> BodyName:
    """Take a body's name apart. Brackets may hold a place (隆凯(大连)), a legal form, or belong to the name."""
    text = _QUOTES.sub("", one_script(unicodedata.normalize("NFKC", name))).casefold()
    placed = ""

    def out_of_brackets(found: re.Match[str]) -> str:
        nonlocal placed
        inside = found.group(1)
        if places.whole(inside):
            placed = inside
            return ""
        return inside

    text = _BRACKETS.sub(out_of_brackets, text)
    branch = ""
    if match := _BRANCH.match(text):
        text, branch = match["own"], match["branch"]
    in_front, rest = places.split(text)
    legal = _FORM.search(rest)
    assert legal is not None  # noqa: S101  the pattern may be empty
    core = rest[: legal.start()]
    if len(core) < SHORTEST_CORE:
        core, form, group = rest, "", False
    else:
        form, group = legal["form"] or "", bool(legal["group"] or legal["tail"])
    place = _one_place(placed or in_front)
    return BodyName(place, core, _LIMITED.get(form, form), group, branch, places.district(place))


def _one_place(place: str) -> str:
    """大连市 and 大连 are one place in front of a name."""
    return re.sub("[市省]", "", place)
