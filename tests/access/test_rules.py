"""One truth: the rule of the list is the rule of the row; default deny; unknown names raise."""

import datetime as dt

import pytest

from lianxin.access import rules as registry
from lianxin.access.actors import Actor, Hat, nobody
from lianxin.access.roles import Role
from lianxin.access.routes import RouteRule, open_to_all, rule_of
from lianxin.access.rules import allow, denial, every_one, visible
from lianxin.core.errors import NotAllowed, UnknownName
from lianxin.register.models import Person

pytestmark = pytest.mark.django_db
DAY = dt.date(2017, 7, 14)


def myself(actor: Actor):
    """Myself."""
    return Person.objects.filter(pk=actor.person_id)


def people_called_wang(actor: Actor):
    """People called Wang."""
    return Person.objects.filter(name__startswith="王")


@pytest.fixture
def _trial_rules(monkeypatch) -> None:
    monkeypatch.setattr(registry, "_RULES", {})
    allow(Role.MEMBER, "try", Person, myself)
    allow(Role.LIAISON, "try", Person, people_called_wang)
    allow(Role.CITY_OFFICER, "try", Person, every_one)


@pytest.fixture
def people() -> list[Person]:
    return [Person.objects.create(name=name, added_on=DAY) for name in ("王红", "李雷", "韩梅")]


def actor(*roles: Role, person: Person | None = None) -> Actor:
    return Actor(on=DAY, hats=tuple(Hat(role) for role in roles), person_id=person.pk if person else None)


@pytest.mark.usefixtures("_trial_rules")
def test_rules_of_all_roles_are_united(people) -> None:
    def seen(who: Actor) -> set[str]:
        return set(visible(Person.objects.all(), who, "try").values_list("name", flat=True))

    assert seen(actor(Role.MEMBER, person=people[1])) == {"李雷"}
    assert seen(actor(Role.MEMBER, Role.LIAISON, person=people[1])) == {"李雷", "王红"}
    assert seen(actor(Role.CITY_OFFICER)) == {"王红", "李雷", "韩梅"}
    assert seen(actor(Role.AUDITOR)) == set()
    assert seen(nobody()) == set()


@pytest.mark.usefixtures("_trial_rules")
def test_the_row_follows_the_list(people) -> None:
    liaison = actor(Role.LIAISON)
    for person in people:
        assert liaison.can("try", person) == visible(Person.objects.all(), liaison, "try").filter(pk=person.pk).exists()
    with pytest.raises(NotAllowed) as refused:
        liaison.require("try", people[1])
    assert any("Wang" in line or "wang" in line for line in refused.value.why)


@pytest.mark.usefixtures("_trial_rules")
def test_unknown_verbs_raise() -> None:
    with pytest.raises(UnknownName, match="tyr"):
        visible(Person.objects.all(), actor(Role.MEMBER), "tyr")
    with pytest.raises(UnknownName):
        denial("tyr", Person)


@pytest.mark.usefixtures("_trial_rules")
def test_a_rule_declared_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        allow(Role.MEMBER, "try", Person, myself)


def test_routes_default_to_nothing() -> None:
    def page(request): ...

    assert rule_of(page) is None
    assert rule_of(open_to_all("test")(page)) == RouteRule(signed_in=False, reason="test")


@pytest.mark.usefixtures("_trial_rules")
def test_route_rules_admit_by_role() -> None:
    rule = RouteRule("try", Person)
    assert rule.admits(actor(Role.LIAISON))
    assert not rule.admits(actor(Role.AUDITOR))
    assert not RouteRule(desk=True).admits(actor(Role.MEMBER, person=Person(pk=1)))
    assert RouteRule(desk=True).admits(actor(Role.MEMBER, Role.LEADER, person=Person(pk=1)))
