"""Values have owners: what of a person or a body a reader may know.

A liaison officer sees what their own association's rows or the person gave, and nothing that another list supplied;
joining two records never widens who sees a value. Everyone else who may see the person sees what survives of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.access.actors import Actor, Hat, same_person
from lianxin.access.roles import Role
from lianxin.access.rules import visible
from lianxin.core.masks import mask_email, mask_number, mask_text
from lianxin.register.models import Import, Mention, Organisation, Person
from lianxin.register.queries.statements import PERSON_FIELDS, Statement, choose, statement_of, weight

SEALED = ("document_number", "phone", "email", "address")
"""Values that are shown masked until they are revealed for a stated reason."""

GIVEN = ("legal_person", "phone", "address")
"""Values of an organisation that have owners."""

_MASKS: Mapping[str, Callable[[str], str]] = {
    "document_number": mask_number,
    "phone": mask_number,
    "email": mask_email,
    "address": mask_text,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What one reader may know of one person. `values` are in clear; lists and pages print `masked(field)`."""

    person_id: int
    values: Mapping[str, str] = field(default_factory=dict)
    is_own: bool = False

    def masked(self, name: str) -> str:
        """The value as a page shows it before it is revealed; people see their own in clear."""
        value = self.values.get(name, "")
        if not value or self.is_own or name not in _MASKS:
            return value
        return _MASKS[name](value)

    @property
    def name(self) -> str:
        return self.values.get("name", "")

    @property
    def sex(self) -> str:
        return self.values.get("sex", "")

    @property
    def birth(self) -> str:
        return self.values.get("birth", "")

    @property
    def phone(self) -> str:
        return self.masked("phone")

    @property
    def email(self) -> str:
        return self.masked("email")

    @property
    def address(self) -> str:
        return self.masked("address")

    @property
    def document_number(self) -> str:
        return self.masked("document_number")


def shown_values(people: Iterable[Person], actor: Actor) -> dict[int, Shown]:
    """For each of these people, whom the actor may see, the values that the actor may know.

    No statement for a reader who is no liaison officer, at most two for one who is, however many people.
    """
    known = list(people)
    limited = limited_people([person.pk for person in known], actor)
    return _shown(known, limited, statements_for(limited, actor) if limited else {}, actor)


def shown_among(ids: Iterable[int], actor: Actor) -> dict[int, Shown]:
    """As `shown_values` of those of these people whom the actor may see: one statement, two for a liaison officer."""
    return _shown(*known_among(ids, actor), actor)


def known_among(ids: Iterable[int], actor: Actor) -> tuple[list[Person], set[int], dict[int, list[Statement]]]:
    """Those of these people whom the actor may see; of whom they know given values only, and the statements that give these."""
    rows = Person.objects.filter(pk__in=list(ids))
    seen = visible(rows, actor, few=True)
    if not is_limited(actor):
        return list(seen), set(), {}
    wide = visible(rows, same_person(actor, hats=_other_hats(actor)), few=True).order_by().values("pk")
    people: list[Any] = list(seen.annotate(is_wide=Case(When(pk__in=wide, then=True), default=False)))
    limited = {person.pk for person in people if not person.is_wide}
    return people, limited, statements_for(limited, actor) if limited else {}


def shown_with_sources(person: Person, actor: Actor) -> tuple[Shown, list[Source]]:
    """The values of one person, whom the actor may see, and the rows that give them: one statement, two for a liaison officer."""
    limited = limited_people([person.pk], actor)
    mentions = list(_committed(person.mentions.filter(given_to(actor)) if limited else person.mentions.all()))
    said = {person.pk: [statement_of(mention) for mention in mentions]}
    return _shown([person], limited, said, actor)[person.pk], _sources(person, mentions, actor)


def _shown(
    people: Iterable[Person], limited: set[int], said: Mapping[int, list[Statement]], actor: Actor
) -> dict[int, Shown]:
    out: dict[int, Shown] = {}
    for person in people:
        if person.pk in limited:
            values = choose(said.get(person.pk, ()), PERSON_FIELDS)
            # That somebody of this name belongs to the association is what the tie says already.
            values["name"] = values["name"] or person.name
        else:
            values = {name: str(getattr(person, name)) for name in PERSON_FIELDS}
        out[person.pk] = Shown(person.pk, values, is_own=person.pk == actor.person_id)
    return out


def limited_people(ids: Iterable[int], actor: Actor) -> set[int]:
    """Those of whom the actor may know their association's values only: seen as a liaison officer and as nothing else."""
    known = set(ids)
    if not is_limited(actor):
        return set()
    others = _other_hats(actor)
    if not others:
        return known
    wide = visible(Person.objects.filter(pk__in=known), same_person(actor, hats=others), few=True)
    return known - set(wide.values_list("pk", flat=True))


def _other_hats(actor: Actor) -> tuple[Hat, ...]:
    return tuple(hat for hat in actor.hats if hat.role != Role.LIAISON)


def is_limited(actor: Actor) -> bool:
    """Does the actor wear a liaison officer's hat, under which values have owners?"""
    return any(hat.role == Role.LIAISON for hat in actor.hats)


def given_to(actor: Actor, prefix: str = "") -> Q:
    """Mentions whose values the liaison officer may know: of lists that their bodies sent, or that the person gave."""
    sent = Q(**{f"{prefix}row__imported__sender_id__in": actor.organisations(Role.LIAISON)})
    return sent | Q(**{f"{prefix}row__imported__own_id__isnull": False})


def statements_for(ids: Iterable[int], actor: Actor) -> dict[int, list[Statement]]:
    """By person, the statements that a liaison officer may know. One statement to the database."""
    found: dict[int, list[Statement]] = defaultdict(list)
    for mention in _committed(Mention.objects.filter(given_to(actor), person_id__in=list(ids))):
        if mention.person_id is not None:
            found[mention.person_id].append(statement_of(mention))
    return found


def body_statements_for(ids: Iterable[int], actor: Actor) -> dict[int, list[Statement]]:
    """As `statements_for`, of organisations."""
    found: dict[int, list[Statement]] = defaultdict(list)
    for mention in _committed(Mention.objects.filter(given_to(actor), organisation_id__in=list(ids))):
        if mention.organisation_id is not None:
            found[mention.organisation_id].append(statement_of(mention))
    return found


def limited_bodies(ids: Iterable[int], actor: Actor) -> set[int]:
    """Those of which the actor may know their association's values only: as a liaison officer, of bodies other than their own."""
    known = set(ids) - set(actor.organisations(Role.LIAISON))
    if not is_limited(actor) or not known:
        return set()
    others = tuple(hat for hat in actor.hats if hat.role not in {Role.LIAISON, Role.MEMBER})
    if not others:
        return known
    wide = visible(Organisation.objects.filter(pk__in=known), same_person(actor, hats=others), few=True)
    return known - set(wide.values_list("pk", flat=True))


def body_values(bodies: Iterable[Organisation], actor: Actor) -> dict[int, dict[str, str]]:
    """Legal representative, phone and address of each body, as far as the actor may know who gave them; the rest is public."""
    known = list(bodies)
    limited = limited_bodies([body.pk for body in known], actor)
    said = body_statements_for(limited, actor) if limited else {}
    return {
        body.pk: choose(said.get(body.pk, ()), GIVEN)
        if body.pk in limited
        else {name: str(getattr(body, name)) for name in GIVEN}
        for body in known
    }


@dataclass(frozen=True, slots=True)
class Source:
    """One row of one list that mentions a party, with the name of who sent the list."""

    statement: Statement
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the value of a field is from: the row in use, the others that say the same, those that say something else."""

    chosen: Source
    same: list[Source]
    other: list[Source]
    field: str

    @property
    def all(self) -> list[Source]:
        return [self.chosen, *self.same, *self.other]

    @property
    def reason(self) -> str:
        """Why this one was chosen, in words; the order of `statements.choose`."""
        if not self.other:
            return _("All rows that say something agree.") if self.same else _("It is the only row that says so.")
        mine = weight(self.chosen.statement, self.field)
        rival = max(weight(source.statement, self.field) for source in self.other)
        if mine < rival:
            fuller = self.field == "birth"
            return _("The fuller date goes first.") if fuller else _("What was said before was taken away by hand.")
        return str(WHY[next(place for place, (a, b) in enumerate(zip(mine, rival, strict=True)) if a != b)])


WHY = (
    gettext_lazy("The person said so: that goes before every list."),
    gettext_lazy("A whole name goes before a part of one, a mobile number before an office telephone."),
    gettext_lazy("It is on the newest list."),
    gettext_lazy("It was entered by hand; of one day that goes before a list."),
    gettext_lazy("Of lists of one day the fuller row goes first."),
    gettext_lazy("It was entered last."),
)
"""Reasons in the order of `statements.weight`."""


def sources_for(party: Person | Organisation, actor: Actor) -> list[Source]:
    """Every row that mentions the party, as far as the actor may know, in the order of entry. One or two statements."""
    mentions = party.mentions.all()
    limited = limited_people if isinstance(party, Person) else limited_bodies
    if limited([party.pk], actor):
        mentions = mentions.filter(given_to(actor))
    return _sources(party, _committed(mentions), actor)


def _sources(party: Person | Organisation, mentions: Iterable[Mention], actor: Actor) -> list[Source]:
    found = []
    is_own = isinstance(party, Person) and actor.person_id == party.pk
    for mention in mentions:
        # That somebody came to a station with a matter is nobody's business but theirs.
        if is_own or mention.row.type != "matters":
            sender = mention.row.imported.sender
            found.append(Source(statement_of(mention), sender.name if sender is not None else ""))
    return found


def provenance(sources: list[Source]) -> dict[str, Provenance]:
    """By field that any of the rows gives, where its value is from."""
    found: dict[str, Provenance] = {}
    for name in sorted({name for source in sources for name in source.statement.values}):
        said = [source for source in sources if source.statement.says(name)]
        if not said:
            continue
        first = choose_first([source.statement for source in said], name)
        chosen = next(source for source in said if source.statement is first)
        others = [source for source in reversed(said) if source is not chosen]
        value = first.says(name)
        same = [source for source in others if source.statement.says(name) == value]
        found[name] = Provenance(chosen, same, [source for source in others if source not in same], name)
    return found


def sources_of(party: Person | Organisation, actor: Actor) -> dict[str, list[Statement]]:
    """For each field, the statements (list and row) that give it, the surviving one first, as far as the actor may know."""
    found = provenance(sources_for(party, actor))
    return {name: [source.statement for source in one.all] for name, one in found.items()}


def choose_first(statements: list[Statement], name: str) -> Statement:
    """The statement whose value survives among those that give one."""
    value = choose(statements, [name])[name]
    return next((one for one in reversed(statements) if one.says(name) == value), statements[-1])


def _committed(mentions: QuerySet[Mention]) -> QuerySet[Mention]:
    return (
        mentions.filter(row__imported__state=Import.State.COMMITTED)
        .select_related("row__imported__sender")
        .defer("row__cells", "row__imported__report")
        .order_by("pk")
    )
