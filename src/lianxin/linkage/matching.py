"""Who the people of a register are: scores, joins and questions in one call."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from lianxin.linkage.clusters import (
    ALIKE,
    APART,
    Asked,
    Decided,
    Joining,
    Protect,
    decide,
    most_likely,
    nobody,
)
from lianxin.linkage.people import IDENTIFIERS, NAMES_THAT_AGREE, PEOPLE
from lianxin.linkage.persons import (
    PersonSaid,
    address_key,
    birth_of,
    employer_key,
    fullest_names,
    mobiles_of,
    name_forms,
    people_table,
    without_copied,
)
from lianxin.linkage.scoring import Scored, score
from lianxin.linkage.settings import Model

HOLDERS_AT_MOST = 6
"""Of a name that more parties hold, nothing but the name is too little to ask about."""
SAFE_NAMES = {"same", "sound", "shape"}
EMPLOYER_ALONE = 1.0
"""So many bits more are wanted where name and employer are all that agrees."""


@dataclass(slots=True)
class PersonFacts:
    """All that the records of one person say, as far as it may contradict another person's."""

    names: set[str] = field(default_factory=set)
    documents: dict[str, str] = field(default_factory=dict)
    births: set[str] = field(default_factory=set)
    months: set[str] = field(default_factory=set)
    sexes: set[str] = field(default_factory=set)
    asides: set[str] = field(default_factory=set)
    mobiles: set[str] = field(default_factory=set)
    landlines: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    employers: set[str] = field(default_factory=set)
    employed_by: set[int] = field(default_factory=set)
    records: int = 0

    def take(self, said: PersonSaid) -> None:
        """Add one record."""
        self.records += 1
        forms = name_forms(said.name)
        if not forms.part:
            self.names.add(forms.plain)
        birth = birth_of(said)
        _hold(self.births, birth if len(birth) == 10 else "")
        _hold(self.months, birth[:7] if len(birth) >= 7 else "")
        _hold(self.sexes, said.sex if said.sex in {"1", "2"} else "")
        _hold(self.asides, said.aside)
        _hold(self.landlines, said.landline)
        _hold(self.emails, said.email.casefold())
        _hold(self.addresses, address_key(said.address))
        self.mobiles.update(mobiles_of(said))
        if said.document:
            self.documents[said.document] = said.document
        if said.employer:
            self.employers.add(said.employer.core)
        if said.employer_id:
            self.employed_by.add(said.employer_id)

    def add(self, other: PersonFacts) -> None:
        self.documents |= other.documents
        self.records += other.records
        self.employed_by |= other.employed_by
        for mine, theirs in zip(self._sets(), other._sets(), strict=True):
            mine.update(theirs)

    def _sets(self) -> tuple[set[str], ...]:
        return (
            self.names, self.births, self.months, self.sexes, self.asides,
            self.mobiles, self.landlines, self.emails, self.addresses, self.employers,
        )  # fmt: skip

    def contradicts(self, other: PersonFacts, pair: Scored) -> str:
        """Two documents, two sexes, 大 and 小 behind one name, two days of birth (unless one number says who it is), or
        names that cannot be one person's.
        """
        if self.documents and other.documents and set(self.documents) != set(other.documents):
            return "document"
        if len(self.sexes | other.sexes) > 1:
            return "sex"
        if len(self.asides | other.asides) > 1:
            return "aside"
        if pair.levels.get("document") != "same":
            if self.births and other.births and not self.births & other.births:
                return "birth"
            if self.months and other.months and not self.months & other.months:
                return "birth"
        return "" if pair.levels["name"] in NAMES_THAT_AGREE else "name"

    def disagrees(self, other: PersonFacts) -> Iterator[str]:
        for name, mine, theirs in (
            ("mobile", self.mobiles, other.mobiles),
            ("landline", self.landlines, other.landlines),
            ("email", self.emails, other.emails),
            ("address", self.addresses, other.addresses),
        ):
            if mine and theirs and not mine & theirs:
                yield name
        if self.employers and other.employers and not self._one_employer(other):
            yield "employer"

    def _one_employer(self, other: PersonFacts) -> bool:
        """One body, or names of which one is the other's short form."""
        if self.employed_by & other.employed_by:
            return True
        return any(a.startswith(b) or b.startswith(a) for a in self.employers for b in other.employers)


def _hold(held: set[str], value: str) -> None:
    if value:
        held.add(value)


def identifies(pair: Scored, join: float) -> bool:
    """Whether names agree and an identifier does. An employer is one only beside a name that is rare: its weight says so, and
    has to say it more clearly, because colleagues of one name are what a frequency cannot tell.
    """
    levels = pair.levels
    if levels["name"] not in NAMES_THAT_AGREE:
        return False
    if any(levels.get(name) in some for name, some in IDENTIFIERS.items()):
        return True
    return levels["name"] in SAFE_NAMES and levels.get("employer") in {"same", "short"} and pair.weight >= join + EMPLOYER_ALONE


def match_people(
    said: Sequence[PersonSaid],
    model: Model,
    *,
    apart: Iterable[tuple[int, int]] = (),
    protect: Protect = nobody,
    records: int | None = None,
    people: int = 0,
    frequencies: Mapping[str, Mapping[str, float]] | None = None,
    of: Sequence[int] | None = None,
) -> Decided:
    """Joins and questions among the people of some records. `apart` are parties of whom a person said that they are two;
    `protect` says who of some parties is never merged into another.

    For a part of the register: `records`, `frequencies` and `of` as in `scoring.score`, and how many `people` there are.
    """
    said = without_copied(said)
    facts: dict[int, PersonFacts] = defaultdict(PersonFacts)
    for one in said:
        facts[one.party].take(one)
    shares = shares_of(said, len(facts)) if frequencies is None else frequencies
    pairs = score(
        PEOPLE, people_table(said), model, records=records, frequencies=shares, of=of, least=model.ask
    )
    joining = Joining(facts, apart, protect({party for pair in pairs for party in pair.parties}))
    result = decide(pairs, joining, model, lambda pair: identifies(pair, model.join))
    new = set(of) if of is not None else None
    rare = _rare_names(said, joining, model, result, records or len(said), people or len(facts), new)
    result.asked = most_likely([*result.asked, *rare], len(said))
    return result


def shares_of(
    said: Iterable[PersonSaid], people: int, employed: Mapping[int, int] | None = None
) -> dict[str, dict[str, float]]:
    """How likely another person is to have a name, an employer, an address: the share of the others who do.

    `said` must have all who bear the names; `employed` gives by organisation how many people it has, where `said` lacks some.
    """
    holders: dict[str, dict[str, set[int]]] = {
        "name": defaultdict(set),
        "employer": defaultdict(set),
        "address": defaultdict(set),
    }
    given: dict[str, int] = {}
    known = list(said)
    fullest = fullest_names(known)
    for one in known:
        holders["name"][name_forms(one.name).plain].add(one.party)
        holders["address"][address_key(one.address)].add(one.party)
        if employer := fullest.get(one.employer_id) or one.employer:
            key = employer_key(employer)
            holders["employer"][key].add(one.party)
            given[key] = max(given.get(key, 0), (employed or {}).get(one.employer_id, 0))
    return {
        column: {
            value: max(1, len(some) - 1, given.get(value, 0) - 1 if column == "employer" else 0) / people
            for value, some in of.items()
        }
        for column, of in holders.items()
    }


def _rare_names(
    said: Sequence[PersonSaid],
    joining: Joining[PersonFacts],
    model: Model,
    result: Decided,
    records: int,
    people: int,
    of: set[int] | None,
) -> Iterator[Asked]:
    """People who share a name that hardly anybody holds and contradict one another in nothing: asked, never joined.

    The chance that two people share a name is taken from how many others hold it; of names with no other holder it is
    that of a name seen once to be seen again (Good and Turing).
    """
    holders: dict[str, set[int]] = defaultdict(set)
    first: dict[int, PersonSaid] = {}
    for one in said:
        root = joining.find(one.party)
        first.setdefault(root, one)
        forms = name_forms(one.name)
        if not forms.part and len(forms.plain) > 1:
            holders[forms.plain].add(root)
    counts = Counter(len(some) for some in holders.values())
    again = 2 * counts[2] / counts[1] if counts[1] else 1.0
    roots = ((joining.find(a.pair.left_party), joining.find(a.pair.right_party)) for a in result.asked)
    asked = {(min(a, b), max(a, b)) for a, b in roots}
    touched = {joining.find(party) for party in of if party in joining.parent} if of is not None else None
    prior = math.log2(model.per_record / max(2, records))
    for some in holders.values():
        if not 2 <= len(some) <= HOLDERS_AT_MOST or (touched is not None and not some & touched):
            continue
        chance = max(len(some) - 2, again) / max(people, len(first), 2)
        worth = math.log2(model.chances["name"]["same"][0] / chance)
        for mine, other in combinations(sorted(some), 2):
            if (mine, other) in asked or joining.never(mine, other) or (touched is not None and not {mine, other} & touched):
                continue
            whole = _whole(joining.facts[mine], joining.facts[other], model)
            weight = prior + worth + sum(bits for _level, bits in whole.values())
            left, right = first[mine], first[other]
            pair = Scored(
                left.id,
                right.id,
                left.party,
                right.party,
                weight,
                {"name": "same"},
                {"name": round(worth, 2)},
            )
            if weight >= model.ask and not joining.facts[mine].contradicts(joining.facts[other], pair):
                yield Asked(pair, weight, "rare", whole)


def _whole(one: PersonFacts, other: PersonFacts, model: Model) -> dict[str, tuple[str, float]]:
    """Bits for what two people as wholes disagree in, and for a sex that agrees."""

    def bits(name: str, level: str) -> float:
        m, u = model.chances[name][level]
        return math.log2(m / u)

    whole = {name: (APART, bits(name, "other")) for name in one.disagrees(other)}
    if one.sexes and one.sexes == other.sexes:
        whole["sex"] = (ALIKE, bits("sex", "same"))
    return whole
