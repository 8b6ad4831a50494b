"""Who may send lists in, see them, and see the rows that stand in them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from lianxin.access.actors import Actor
from lianxin.access.roles import Role
from lianxin.access.rules import allow, every_one
from lianxin.register.enums import MentionRole
from lianxin.register.models import Import, ListShape, Mention, SourceRow
from lianxin.register.models.sources import CASES, REFUSED_CASE
from lianxin.register.purposes import REGISTER
from lianxin.register.queries.consents import declined
from lianxin.register.rules import Ids, in_my_place, me

OF_CASES = (CASES, REFUSED_CASE)


def sent_by_my_organisation(actor: Actor) -> Ids:
    """Lists that the liaison officer's organisation sent."""
    return Import.objects.filter(sender_id__in=actor.organisations(Role.LIAISON)).values("pk")


def sent_from_my_place(actor: Actor) -> Ids:
    """Lists that organisations under the officer's place sent."""
    return Import.objects.filter(sender_id__in=in_my_place(actor)).values("pk")


def that_i_entered(actor: Actor) -> Ids:
    """Lists that the officer entered."""
    return Import.objects.filter(by_person_id=me(actor)).values("pk")


def shapes_of_my_organisation(actor: Actor) -> Ids:
    """How the lists of the liaison officer's organisation are read."""
    return ListShape.objects.filter(sender_id__in=actor.organisations(Role.LIAISON)).values("pk")


def shapes_from_my_place(actor: Actor) -> Ids:
    """How the lists of organisations under the officer's place are read."""
    return ListShape.objects.filter(sender_id__in=in_my_place(actor)).values("pk")


def rows_without_cases(actor: Actor) -> Ids:
    """Rows of lists other than ledgers of matters, whose content is a compartment."""
    return SourceRow.objects.exclude(type__in=OF_CASES).values("pk")


def rows_sent_by_my_organisation(actor: Actor) -> Ids:
    """Rows of lists that the liaison officer's organisation sent, ledgers of matters apart."""
    mine = SourceRow.objects.filter(imported__sender_id__in=actor.organisations(Role.LIAISON))
    return mine.exclude(type__in=OF_CASES).values("pk")


def rows_sent_from_my_place(actor: Actor) -> Ids:
    """Rows of lists that organisations under the officer's place sent, ledgers of matters apart."""
    here = SourceRow.objects.filter(imported__sender_id__in=in_my_place(actor))
    return here.exclude(type__in=OF_CASES).values("pk")


def rows_about_me(actor: Actor) -> Ids:
    """Rows whose subject is the person and that mention nobody else."""
    others = Mention.objects.filter(row=OuterRef("row"), person__isnull=False).exclude(person_id=me(actor))
    about = Mention.objects.filter(~Exists(others), person_id=me(actor), role=MentionRole.SUBJECT)
    return about.values("row_id")


def rows_about_who_took_back_the_register(actor: Actor) -> Ids:
    """Rows about people who took back standing in the register."""
    about = Mention.objects.filter(role=MentionRole.SUBJECT, person_id__in=declined(REGISTER, actor.on))
    return about.values("row_id")


allow((Role.CITY_OFFICER, Role.SERVICE), ("view", "import", "undo"), Import, every_one)
allow(Role.DPO, "view", Import, every_one)
for _which in (sent_from_my_place, that_i_entered):
    allow(Role.DISTRICT_OFFICER, ("view", "import", "undo"), Import, _which)
allow(Role.LIAISON, ("view", "import", "undo"), Import, sent_by_my_organisation)
allow((Role.CITY_OFFICER, Role.SERVICE), "view", ListShape, every_one)
allow(Role.DISTRICT_OFFICER, "view", ListShape, shapes_from_my_place)
allow(Role.LIAISON, "view", ListShape, shapes_of_my_organisation)
allow(Role.SERVICE, "view", SourceRow, every_one)
allow(Role.DPO, "view", SourceRow, rows_without_cases)
for _role, _which in (
    (Role.CITY_OFFICER, rows_without_cases),
    (Role.DISTRICT_OFFICER, rows_sent_from_my_place),
    (Role.LIAISON, rows_sent_by_my_organisation),
):
    allow(_role, "view", SourceRow, _which, but=rows_about_who_took_back_the_register)
allow(Role.MEMBER, "view", SourceRow, rows_about_me)
