"""Who the bodies of a register are: records, comparisons, joins and questions among organisations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pyarrow as pa

from lianxin.core.names import one_script, pinyin_keys
from lianxin.linkage.bodies import BodyName
from lianxin.linkage.clusters import Decided, Joining, Protect, decide, most_likely, nobody
from lianxin.linkage.persons import address_key
from lianxin.linkage.scoring import Scored, score
from lianxin.linkage.settings import Comparison, Level, Model, Question

COMPARISONS = (
    Comparison(
        "name",
        "",
        (
            Level("same", "core_l = core_r"),
            Level("short", "starts_with(core_l, core_r) or starts_with(core_r, core_l)"),
            Level("sound", "reading_l = reading_r"),
            Level(
                "one_off",
                "length(core_l) = length(core_r) and length(core_l) >= 4 and levenshtein(core_l, core_r) <= 3",
            ),
            Level("end", "ends_with(core_l, core_r) or ends_with(core_r, core_l)"),
            Level("trade", "length(core_l) >= 4 and right(core_l, 2) = right(core_r, 2)"),
            Level("other", ""),
        ),
    ),
    Comparison(
        "code",
        "code_l is null or code_r is null",
        (
            Level("same", "code_l = code_r"),
            Level("near", "damerau_levenshtein(code_l, code_r) <= 1"),
            Level("other", ""),
        ),
    ),
    Comparison(
        "legal_person",
        "legal_l is null or legal_r is null",
        (
            Level("same", "legal_l = legal_r", frequency="legal"),
            Level("sound", "legal_reading_l = legal_reading_r"),
            Level("other", ""),
        ),
    ),
    Comparison(
        "phone",
        "len(phones_l) = 0 or len(phones_r) = 0",
        (
            Level("own", "list_has_any(phones_l, phones_r) and not (shared_l and shared_r)"),
            Level("shared", "list_has_any(phones_l, phones_r)"),
            Level("other", ""),
        ),
    ),
    Comparison(
        "address",
        "address_l is null or address_r is null",
        (
            Level("same", "address_l = address_r", frequency="address"),
            Level("start", "starts_with(address_l, address_r) or starts_with(address_r, address_l)"),
            Level("other", ""),
        ),
    ),
    Comparison(
        "industry",
        "industry_l is null or industry_r is null",
        (Level("same", "industry_l = industry_r"), Level("other", "")),
    ),
)

BLOCKS = (
    "l.code = r.code",
    "l.core = r.core",
    "l.reading = r.reading",
    "l.core = r.two",
    "l.core = r.three",
    "l.core = r.four",
    "l.core = r.five",
    "l.core = r.six",
    "l.legal = r.legal and l.address = r.address",
    "l.legal = r.legal and l.two = r.two",
    "l.address = r.address and l.two = r.two",
    "l.legal = r.legal and right(l.core, 2) = right(r.core, 2)",
    "l.address = r.address and right(l.core, 2) = right(r.core, 2)",
    "right(l.core, 4) = right(r.core, 4) and l.legal = r.legal",
)
"""Two records are compared when one of these holds, or when they share a phone."""

ORGANISATIONS = Question("organisations", COMPARISONS, BLOCKS, explode=("phones",))
COMPANIES = {"limited", "stock", "company"}
_PUBLIC = ("局", "委", "院", "学", "所", "处", "站", "校", "园", "馆", "会", "中心")


@dataclass(frozen=True, slots=True)
class BodySaid:
    """What one row says of a body, in clean values; `party` is the organisation to which it belongs by now. `code` is the
    credit code, `typed` its cell when it was refused; `listed` whether the row is about the body, not about its people.
    """

    id: int
    party: int
    name: BodyName
    code: str = ""
    typed: str = ""
    legal_person: str = ""
    phones: Sequence[str] = ()
    address: str = ""
    industry: str = ""
    listed: bool = True


@lru_cache(maxsize=200_000)
def core_of(name: BodyName) -> str:
    """The own name for comparison. What public bodies have for one (教育局, 第九小学) is shared by districts, so that theirs
    carries the district.
    """
    if not name.form and name.core.endswith(_PUBLIC):
        return name.district + name.core
    return name.core


SCHEMA = pa.schema(
    [
        ("uid", pa.int64()),
        ("party", pa.int64()),
        ("core", pa.string()),
        ("two", pa.string()),
        ("three", pa.string()),
        ("four", pa.string()),
        ("five", pa.string()),
        ("six", pa.string()),
        ("reading", pa.string()),
        ("code", pa.string()),
        ("legal", pa.string()),
        ("legal_reading", pa.string()),
        ("phones", pa.list_(pa.string())),
        ("shared", pa.bool_()),
        ("address", pa.string()),
        ("industry", pa.string()),
    ]
)


def organisations_table(said: Sequence[BodySaid]) -> pa.Table:
    """The table that `ORGANISATIONS` compares, one row per record; unknown is null."""
    behind: dict[str, set[str]] = defaultdict(set)
    for one in said:
        for phone in one.phones:
            behind[phone].add(core_of(one.name)[:2])
    rows = [_row(one, behind) for one in said]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(SCHEMA)
    return pa.table(
        [pa.array(column, type=kind.type) for column, kind in zip(columns, SCHEMA, strict=True)],
        schema=SCHEMA,
    )


def _row(said: BodySaid, behind: dict[str, set[str]]) -> tuple[object, ...]:
    core = core_of(said.name)
    legal = one_script(said.legal_person) if said.legal_person else None
    heads = [core[:length] if len(core) > length else None for length in (2, 3, 4, 5, 6)]
    return (
        said.id,
        said.party,
        core,
        *heads,
        reading(core),
        (said.code or (said.typed if len(said.typed) == 18 else "")) or None,
        legal,
        reading(legal) if legal else None,
        list(said.phones),
        any(len(behind[phone]) > 1 for phone in said.phones),
        address_key(said.address) or None,
        said.industry or None,
    )


@lru_cache(maxsize=200_000)
def reading(text: str) -> str:
    return pinyin_keys(text).full


@dataclass(slots=True)
class BodyFacts:
    """All that the records of one body say, as far as it may contradict another body's."""

    names: set[BodyName] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    legal: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    industries: set[str] = field(default_factory=set)
    listed: bool = False
    """Whether some list is about it: of employers that are a name alone nobody is asked."""

    def take(self, said: BodySaid) -> None:
        """Add one record."""
        self.names.add(said.name)
        self.listed |= said.listed
        for held, value in (
            (self.codes, said.code),
            (self.legal, one_script(said.legal_person)),
            (self.addresses, address_key(said.address)),
            (self.industries, said.industry),
        ):
            if value:
                held.add(value)
        self.phones.update(said.phones)

    def add(self, other: BodyFacts) -> None:
        self.names |= other.names
        self.listed |= other.listed
        self.codes |= other.codes
        self.legal |= other.legal
        self.phones |= other.phones
        self.addresses |= other.addresses
        self.industries |= other.industries

    def contradicts(self, other: BodyFacts, pair: Scored) -> str:
        """Two credit codes; a parent and its branch; 集团 and company; two legal forms; two places in front of one name."""
        if pair.levels.get("code") == "same":
            return "" if any(branches_agree(a, b) for a in self.names for b in other.names) else "branch"
        if self.codes and other.codes and not self.codes & other.codes:
            return "code"
        for reason, agree in (
            ("branch", branches_agree),
            ("group", groups_agree),
            ("form", forms_agree),
            ("place", places_agree),
        ):
            if not all(agree(a, b) for a in self.names for b in other.names):
                return reason
        return ""

    def disagrees(self, other: BodyFacts) -> Iterator[str]:
        for name, mine, theirs in (
            ("legal_person", self.legal, other.legal),
            ("address", self.addresses, other.addresses),
            ("industry", self.industries, other.industries),
        ):
            if mine and theirs and not mine & theirs:
                yield name


def branches_agree(one: BodyName, other: BodyName) -> bool:
    return one.branch == other.branch


def groups_agree(one: BodyName, other: BodyName) -> bool:
    """A name that is cut short says nothing of a group."""
    return one.group == other.group or not (one.form or one.group) or not (other.form or other.group)


def forms_agree(one: BodyName, other: BodyName) -> bool:
    """Companies are one form here: lists mix 有限公司 and 股份有限公司 up; a 商行 is no company."""
    if not one.form or not other.form or one.form == other.form:
        return True
    return one.form in COMPANIES and other.form in COMPANIES


def places_agree(one: BodyName, other: BodyName) -> bool:
    """Places in front are one, or one says more than the other (大连, 大连高新区); 大连 and 辽宁 are two names."""
    a, b = one.place, other.place
    return not a or not b or a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)


def match_organisations(
    said: Sequence[BodySaid],
    model: Model,
    *,
    apart: Iterable[tuple[int, int]] = (),
    protect: Protect = nobody,
    records: int | None = None,
    of: Sequence[int] | None = None,
) -> Decided:
    """Joins and questions among the bodies of some records; see `matching.match_people`."""
    facts: dict[int, BodyFacts] = defaultdict(BodyFacts)
    for one in said:
        facts[one.party].take(one)
    names = {one.id: one.name for one in said}
    rivals = _rivals(names.values())

    def identifies(pair: Scored) -> bool:
        levels = pair.levels
        if levels.get("code") == "same":
            return True
        known = (
            levels.get("legal_person") == "same"
            or levels.get("phone") in {"own", "shared"}
            or levels.get("address") in {"same", "start"}
        )
        if levels["name"] == "same":
            return known or not rivals.contested(names[pair.left], names[pair.right])
        return known and levels["name"] in {"short", "end", "sound", "one_off"}

    pairs = score(ORGANISATIONS, organisations_table(said), model, records=records, of=of, least=model.ask)
    joining = Joining(facts, apart, protect({party for pair in pairs for party in pair.parties}))
    result = decide(pairs, joining, model, identifies)
    listed = (asked for asked in result.asked if all(joining.facts[joining.find(party)].listed for party in asked.pair.parties))
    result.asked = most_likely(listed, len(said))
    return result


class _Rivals:
    """Names that may mean two bodies: under one core there are places, forms or groups that exclude one another."""

    def __init__(self) -> None:
        self.by_core: dict[str, set[BodyName]] = defaultdict(set)

    def contested(self, one: BodyName, other: BodyName) -> bool:
        """Whether one of the two, being the vaguer, could as well mean a third name that excludes the other."""
        some = self.by_core[core_of(one)]
        return any(
            (_agree(one, third) and not _agree(other, third))
            or (_agree(other, third) and not _agree(one, third))
            for third in some
        )


def _rivals(names: Iterable[BodyName]) -> _Rivals:
    found = _Rivals()
    for name in names:
        found.by_core[core_of(name)].add(name)
    return found


def _agree(one: BodyName, other: BodyName) -> bool:
    return (
        branches_agree(one, other)
        and groups_agree(one, other)
        and forms_agree(one, other)
        and places_agree(one, other)
    )
