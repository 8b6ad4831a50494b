"""Exact matching: which mentions are one person, one body.

Two mentions of people are joined by a valid document number (or licence) with a compatible name, or by one mobile with
the same name and nothing contradicting. Landlines and e-mails join nobody: offices and families share them. Bodies are
joined by credit code, else by the strict key of the name when neither codes nor legal representatives contradict. What is
not joined here is weighed by `services.linking`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from django.db.models import Q

from lianxin.core.names import compatible, one_script
from lianxin.core.pieces import chunks
from lianxin.register.enums import KeyKind, MentionRole
from lianxin.register.keys import key_digest, phones_in
from lianxin.register.models import Mention, Organisation, PartyKey, Person
from lianxin.register.queries.questions import told_apart
from lianxin.register.queries.statements import is_mobile
from lianxin.register.records import Draft

SUBJECT = MentionRole.SUBJECT
Nodes = dict[tuple[str, str], list[int]]
"""Numbers of the nodes that hold a key (kind, digest)."""


@dataclass(slots=True)
class Facts:
    """What is known of one cluster: names as written, and what may contradict another cluster."""

    names: set[str] = field(default_factory=set)
    documents: dict[str, set[str]] = field(default_factory=dict)
    sexes: set[str] = field(default_factory=set)
    births: set[str] = field(default_factory=set)
    asides: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)

    def add(self, other: Facts) -> None:
        self.names |= other.names
        self.sexes |= other.sexes
        self.births |= other.births
        self.asides |= other.asides
        self.people |= other.people
        for kind, numbers in other.documents.items():
            self.documents.setdefault(kind, set()).update(numbers)

    def contradicts(self, other: Facts) -> bool:
        """Two documents of one kind, two sexes, two dates of birth, or 大 and 小 behind one name."""
        if len(self.sexes | other.sexes) > 1 or len(self.asides | other.asides) > 1:
            return True
        if any(len(numbers | other.documents.get(kind, set())) > 1 for kind, numbers in self.documents.items()):
            return True
        return any(not _same_birth(a, b) for a in self.births for b in other.births)


def _same_birth(a: str, b: str) -> bool:
    """Dates known to the year, month or day agree as far as both are known."""
    return a.startswith(b) or b.startswith(a)


def facts_of(values: dict[str, Any]) -> Facts:
    """Facts of one mention, or of a person's values that survive."""
    facts = Facts(names={values["name"]})
    if values.get("document_number"):
        number = values["document_number"]
        facts.documents[values.get("document_kind") or ""] = {number}
        if len(number) == 18 and number[6:14].isdecimal():
            facts.births.add(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    elif values.get("birth"):
        facts.births.add(values["birth"])
    if values.get("sex") in {"1", "2"}:
        facts.sexes.add(values["sex"])
    if values.get("aside"):
        facts.asides.add(values["aside"])
    return facts


class Clusters:
    """Union-find over nodes with facts; the smallest node stands for its cluster."""

    def __init__(self) -> None:
        self.parent: list[int] = []
        self.facts: list[Facts] = []

    def add(self, facts: Facts) -> int:
        self.parent.append(len(self.parent))
        self.facts.append(facts)
        return len(self.parent) - 1

    def find(self, node: int) -> int:
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def join(self, a: int, b: int) -> None:
        a, b = sorted((self.find(a), self.find(b)))
        if a != b:
            self.parent[b] = a
            self.facts[a].add(self.facts[b])

    def join_by_number(self, nodes: Sequence[int]) -> None:
        """One document or licence: joined when the names are compatible."""
        for a, b in combinations(dict.fromkeys(nodes), 2):
            first, second = self.find(a), self.find(b)
            if first != second and any(
                compatible(x, y) for x in self.facts[first].names for y in self.facts[second].names
            ):
                self.join(first, second)

    def join_by_mobile(self, nodes: Sequence[int]) -> list[tuple[int, int]]:
        """One mobile: joined when the names are the same and nothing contradicts. Gives the pairs that were held apart."""
        apart: list[tuple[int, int]] = []
        by_name: dict[str, list[int]] = defaultdict(list)
        for node in dict.fromkeys(nodes):
            for name in {one_script(name) for name in self.facts[node].names}:
                by_name[name].append(node)
        for same in by_name.values():
            for a, b in combinations(same, 2):
                first, second = self.find(a), self.find(b)
                if first == second:
                    continue
                if self.facts[first].contradicts(self.facts[second]):
                    apart.append((a, b))
                else:
                    self.join(first, second)
        return apart


@dataclass(slots=True)
class Resolution:
    """`merges` are (loser, winner, draft that joined them); `doubtful` drafts share name and mobile with a contradiction,
    each with the people of the register whom it contradicts, none when it is another row of the file.
    """

    merges: list[tuple[int, int, Draft]] = field(default_factory=list)
    doubtful: list[tuple[Draft, set[int]]] = field(default_factory=list)
    new: list[list[Draft]] = field(default_factory=list)


def resolve_people(drafts: Sequence[Draft], protect: Callable[[Iterable[int]], set[int]]) -> Resolution:
    """Find out who the drafts of one file are: sets `party_id` where the person is known, and groups the new ones.

    `protect` says who of some people is never merged into another unasked (accounts, votes); two of them stay two.
    """
    clusters = Clusters()
    by_key: Nodes = defaultdict(list)
    for draft in drafts:
        node = clusters.add(facts_of(draft.values))
        for one in _joining_keys(draft):
            by_key[one].append(node)
        if draft.party_id is not None:
            by_key[("id", str(draft.party_id))].append(node)
    holders = _holders(by_key)
    known = known_people({int(value) for kind, value in by_key if kind == "id"}.union(*holders.values()))
    node_of: dict[int, int] = {}
    for person_id, facts in known.items():
        node_of[person_id] = clusters.add(facts)
    for one, people in holders.items():
        by_key[one].extend(node_of[person_id] for person_id in people if person_id in node_of)
    for (kind, value), nodes in by_key.items():
        if kind == "id" and int(value) in node_of:
            for node in nodes:
                clusters.join(node, node_of[int(value)])
    apart = join_all(clusters, by_key)
    return _resolution(clusters, drafts, apart, protect)


def join_all(clusters: Clusters, by_key: Nodes) -> list[tuple[int, int]]:
    """Numbers first: they are surer, and what they join may contradict a mobile."""
    apart: list[tuple[int, int]] = []
    for (kind, _value), nodes in by_key.items():
        if kind in {KeyKind.DOCUMENT, KeyKind.LICENCE} and len(nodes) > 1:
            clusters.join_by_number(nodes)
    for (kind, _value), nodes in by_key.items():
        if kind == KeyKind.PHONE and len(nodes) > 1:
            apart += clusters.join_by_mobile(nodes)
    return apart


def _joining_keys(draft: Draft) -> list[tuple[str, str]]:
    """The keys of a draft that may join: document, licence, mobiles."""
    mobiles = {key_digest(KeyKind.PHONE, number) for number in phones_in(draft.values) if is_mobile(number)}
    joins = {KeyKind.DOCUMENT, KeyKind.LICENCE}
    return [(str(kind), value) for kind, value in draft.keys if kind in joins or (kind == KeyKind.PHONE and value in mobiles)]


def _holders(by_key: Nodes) -> dict[tuple[str, str], set[int]]:
    """Ids of the people of the register who hold one of the keys."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for kind in (KeyKind.DOCUMENT, KeyKind.LICENCE, KeyKind.PHONE):
        for some in chunks(value for one, value in by_key if one == kind):
            rows = PartyKey.objects.filter(kind=kind, digest__in=some, mention__person__isnull=False)
            for value, person_id in rows.values_list("digest", "mention__person_id"):
                found[(kind.value, value)].add(person_id)
    return found


def known_people(ids: Iterable[int]) -> dict[int, Facts]:
    """Facts of people of the register; those who are merged or erased are none."""
    known: dict[int, Facts] = {}
    for some in chunks(sorted(set(ids))):
        fields = ("pk", "name", "sex", "birth", "document_kind", "document_number")
        for row in Person.objects.filter(pk__in=some, erased_on=None, merged_into=None).values(*fields):
            known[row["pk"]] = facts_of(row)
            known[row["pk"]].people.add(row["pk"])
        for person_id, name in Mention.objects.filter(person_id__in=some).values_list("person_id", "name_key").distinct():
            if person_id in known:
                known[person_id].names.add(name)
    return known


def _resolution(
    clusters: Clusters, drafts: Sequence[Draft], apart: list[tuple[int, int]], protect: Callable[[Iterable[int]], set[int]]
) -> Resolution:
    result = Resolution()
    crowded = {root for node in range(len(drafts)) if len(clusters.facts[root := clusters.find(node)].people) > 1}
    protected = protect(pk for root in crowded for pk in clusters.facts[root].people) if crowded else set()
    fresh: dict[int, list[Draft]] = defaultdict(list)
    merged: set[int] = set()
    for node, draft in enumerate(drafts):
        root = clusters.find(node)
        people = sorted(clusters.facts[root].people)
        if not people:
            fresh[root].append(draft)
            continue
        winner, losers = choose_winner(people, protected)
        draft.party_id = winner
        for loser in losers:
            if loser not in merged:
                merged.add(loser)
                result.merges.append((loser, winner, draft))
    for some in chunks(result.merges):
        two = told_apart(Person, {pk for loser, winner, _draft in some for pk in (loser, winner)})
        result.merges = [one for one in result.merges if one[:2] not in two]
    result.new = list(fresh.values())
    count = len(drafts)
    contradicted: dict[int, set[int]] = defaultdict(set)
    for a, b in apart:
        for one, other in ((a, b), (b, a)):
            if one < count:
                contradicted[one] |= clusters.facts[clusters.find(other)].people if other >= count else set()
    result.doubtful = [(drafts[node], people) for node, people in contradicted.items()]
    return result


def choose_winner(people: Sequence[int], protected: set[int]) -> tuple[int, list[int]]:
    """The person who stays: the protected one, else the oldest; other protected ones are left as they are."""
    kept = [person_id for person_id in people if person_id in protected]
    winner = min(kept or people)
    return winner, [person_id for person_id in people if person_id != winner and person_id not in protected]


def same_rows_before(drafts: Sequence[Draft], gone: Sequence[int]) -> None:
    """A row of a list that comes again with other cells is about the person whom it was about before.

    `gone` are rows of the earlier version that have no equal in the new one. The name must stand once in either, and
    nothing may contradict. Sets `party_id`.
    """
    before: dict[str, set[int]] = defaultdict(set)
    for some in chunks(gone):
        rows = Mention.objects.filter(row_id__in=some, role=SUBJECT, person__isnull=False)
        for name, person_id in rows.values_list("name_key", "person_id"):
            before[name].add(person_id)
    now: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if not draft.is_organisation and draft.name_key in before:
            now[draft.name_key].append(draft)
    pairs = [(some[0], next(iter(before[name]))) for name, some in now.items() if len(some) == len(before[name]) == 1]
    known = known_people(person_id for _draft, person_id in pairs)
    for draft, person_id in pairs:
        if draft.party_id is None and person_id in known and not known[person_id].contradicts(facts_of(draft.values)):
            draft.party_id = person_id


@dataclass(slots=True)
class _Bodies:
    """Bodies of the register and of the file by code and name; those to be made have numbers below 0."""

    by_code: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    code_of: dict[int, str] = field(default_factory=dict)
    head_of: dict[int, str] = field(default_factory=dict)

    def meant(self, draft: Draft) -> int | None:
        """The body that a draft is about: of its code, else of its name unless code or legal representative contradict."""
        code, head = draft.values.get("credit_code", ""), draft.values.get("legal_person", "")
        if code and code in self.by_code:
            return self.by_code[code]
        for body in self.by_name[draft.name_key]:
            if (not code or self.code_of.get(body, "") in {"", code}) and (not head or self.head_of.get(body, "") in {"", head}):
                return body
        return None

    def note(self, body: int, draft: Draft) -> None:
        if code := draft.values.get("credit_code", ""):
            self.by_code.setdefault(code, body)
            self.code_of[body] = self.code_of.get(body) or code
        if head := draft.values.get("legal_person", ""):
            self.head_of[body] = self.head_of.get(body) or head
        if body not in self.by_name[draft.name_key]:
            self.by_name[draft.name_key].append(body)


def resolve_organisations(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Set `party_id` of every draft whose body is known; gives the others, grouped by the body that they are."""
    codes = {draft.values["credit_code"] for draft in drafts if draft.values.get("credit_code")}
    known = _known_bodies(codes, {draft.name_key for draft in drafts})
    new: dict[int, list[Draft]] = {}
    coded_first = sorted(range(len(drafts)), key=lambda n: (not drafts[n].values.get("credit_code"), n))
    for draft in (drafts[n] for n in coded_first):
        body = draft.party_id if draft.party_id is not None else known.meant(draft)
        if body is None:
            body = -len(new) - 1
        if body < 0:
            new.setdefault(body, []).append(draft)
        else:
            draft.party_id = body
        known.note(body, draft)
    return list(new.values())


def _known_bodies(codes: set[str], names: set[str]) -> _Bodies:
    found = _Bodies()
    for some in chunks(sorted(codes)):
        rows = Organisation.objects.filter(credit_code__in=some, merged_into=None).order_by("-pk")
        found.by_code |= {code: pk for pk, code in rows.values_list("pk", "credit_code")}
    for some in chunks(sorted(names)):
        for pk, name in Organisation.objects.filter(name_key__in=some, merged_into=None).order_by("pk").values_list("pk", "name_key"):
            found.by_name[name].append(pk)
        said = Mention.objects.filter(Q(organisation__isnull=False), name_key__in=some).order_by("organisation_id")
        for body, name in said.values_list("organisation_id", "name_key").distinct():
            if body not in found.by_name[name]:
                found.by_name[name].append(body)
    bodies = {body for held in found.by_name.values() for body in held}
    for some_bodies in chunks(sorted(bodies)):
        for pk, code, head in Organisation.objects.filter(pk__in=some_bodies).values_list("pk", "credit_code", "legal_person"):
            found.code_of[pk], found.head_of[pk] = code, head
    return found
