"""What the parts of the city share while it is being loaded: who acts, which bodies and people there are, how a list is sent in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from lianxin.access.actors import Actor, service
from lianxin.accounts.actors import actor_for
from lianxin.core.errors import LianxinError
from lianxin.core.names import org_name_key
from lianxin.gatherings.models import Gathering, Venue
from lianxin.matters.models import Matter
from lianxin.matters.services.moves import move_matter
from lianxin.reference.models import Place
from lianxin.reference.queries import find_place
from lianxin.register.enums import Basis, DocumentPurpose, DocumentState, KeyKind, MentionRole
from lianxin.register.keys import key_digest
from lianxin.register.models import Document, Organisation, PartyKey, Person
from lianxin.register.services.documents import issue_document
from lianxin.register.services.imports import import_file
from lianxin.register.services.parties import add_person
from lianxin.sample.city.invent import Invented, Inventor

DAY = dt.date(2017, 7, 14)
"""The day on which the city lives."""


Step = tuple[str, dt.date, dict[str, Any]]
"""A move of a matter, its day, and what is given with it."""


@dataclass
class City:
    """`bodies` by slug or name, `groups` of invented people by what they are, `members` names of the hubs' members,
    `senders` names of the associations that sent lists of people,
    `staff` people with a post by what they do. `progress` is told the share done of the part.
    """

    inventor: Inventor = field(default_factory=Inventor)
    bodies: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, list[Invented]] = field(default_factory=dict)
    staff: dict[str, Invented] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    gatherings: dict[str, Gathering] = field(default_factory=dict)
    venues: list[Venue] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    progress: Callable[[float], None] = lambda _share: None

    def __post_init__(self) -> None:
        self._actors: dict[int, Actor] = {}

    def office(self, day: dt.date) -> Actor:
        """Lianxin itself, for what was entered before anybody had an account."""
        return service("sample", day)

    def acting(self, who: Invented) -> Actor:
        """Somebody with an account, with the posts that they hold on the day of the city."""
        if who.pk not in self._actors:
            self._actors[who.pk] = actor_for(who.pk, on=DAY)
        return self._actors[who.pk]

    def place(self, name: str, day: dt.date = DAY) -> Place:
        found = find_place(name, day)
        if found is None:
            raise LianxinError(f"no place {name}")
        return found

    def body(self, key: str) -> Organisation:
        """The organisation of a slug or of an exact name."""
        if key not in self.bodies:
            self.bodies[key] = Organisation.objects.get(name_key=org_name_key(key), merged_into=None)
        return self.bodies[key]

    def send(
        self,
        name: str,
        content: bytes,
        *,
        as_of: dt.date,
        sender: Organisation | None = None,
        basis: str = Basis.CONSENT,
    ) -> Any:
        """Send a list in as its association would. A list that is refused ends the load with its sentence."""
        return import_file(content, name, sender=sender, basis=basis, as_of=as_of, by=self.office(as_of))

    def enter(self, who: Invented, day: dt.date, *, sender: Organisation | None = None) -> Person:
        """Enter somebody by hand, as an office enters its own people."""
        values = {"name": who.name, "sex": who.sex, "birth": who.birth.isoformat(), "phone": who.phone}
        person = add_person(values=values, by=self.office(day), at=day, sender=sender)
        who.pk = person.pk
        return person

    def find(self, people: Iterable[Invented]) -> list[Invented]:
        """Look up, by their own phones, which parties invented people became."""
        wanted = {key_digest(KeyKind.PHONE, who.phone): who for who in people if not who.pk}
        digests = list(wanted)
        for start in range(0, len(digests), 500):
            rows = PartyKey.objects.filter(
                kind=KeyKind.PHONE, digest__in=digests[start : start + 500], mention__role=MentionRole.SUBJECT
            )
            for digest, pk in rows.values_list("digest", "mention__person_id"):
                wanted[digest].pk = pk or 0
        lost = [who.phone for who in wanted.values() if not who.pk]
        if lost:
            raise LianxinError(f"{len(lost)} people of a list did not come in")
        return list(people)

    def person(self, who: Invented) -> Person:
        return Person.objects.get(pk=who.pk)

    def persons(self, people: Iterable[Invented]) -> list[Person]:
        """Their parties in the same order, in one statement for each 500."""
        pks = [who.pk for who in people]
        rows: dict[int, Person] = {}
        for start in range(0, len(pks), 500):
            rows |= Person.objects.in_bulk(pks[start : start + 500])
        return [rows[pk] for pk in pks]

    def document(
        self,
        key: str,
        title: str,
        number: str,
        issued_on: dt.date,
        *,
        issuer: str = "lead_office",
        kind: str = DocumentPurpose.OTHER,
        state: str = DocumentState.IN_FORCE,
        data_class: str = Document.DataClass.INTERNAL,
    ) -> Document:
        """Issue a document and remember it under `key`."""
        made = issue_document(
            title=title,
            number=number,
            issuer=self.body(issuer),
            issued_on=issued_on,
            state=state,
            kind=kind,
            data_class=data_class,
            by=self.office(issued_on),
        )
        self.documents[key] = made
        return made


def walk(matter: Matter, by: Actor, *steps: Step) -> Matter:
    """Move a matter on: move, day, what is given with it."""
    for code, day, given in steps:
        move_matter(matter, code, by=by, at=day, given=given)
    return matter
