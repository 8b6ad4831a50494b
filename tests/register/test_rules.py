"""Rules of the register: who sees whom, and that asking a few rows gives the same answer as asking for all."""

import pytest
from tests.register.conftest import DAY, START

from lianxin.access.actors import nobody, service
from lianxin.access.rules import rules_of, visible
from lianxin.core.errors import Conflict, NotAllowed, UnknownName
from lianxin.register.models import Consent, Document, Import, Organisation, Person, SourceRow, Tie
from lianxin.register.services.consents import give_consent, withdraw_consent
from lianxin.register.services.documents import issue_document, supersede_document

VERBS = {
    Person: ("view", "edit", "add_tie", "reveal", "export", "consent", "read_history", "grant"),
    Organisation: ("view", "edit", "add_tie", "add_liaison", "grade", "add_post", "issue", "import"),
    Tie: ("view", "edit", "end"),
    Import: ("view", "import", "undo"),
    SourceRow: ("view",),
    Document: ("view", "edit"),
    Consent: ("view", "withdraw"),
}
CAST = ("officer", "district_officer", "liaison", "other_liaison", "leader", "guardian", "secure", "wang")


@pytest.mark.parametrize("who", CAST)
def test_a_few_rows_get_the_answer_of_the_whole_list(town, who):
    actor = town.actor(getattr(town, who))
    for model, verbs in VERBS.items():
        for verb in verbs:
            rows = model.objects.order_by("pk")
            whole = list(visible(rows, actor, verb))
            assert list(visible(rows, actor, verb, few=True)) == whole
            assert [row for row in rows if actor.can(verb, row)] == whole


def test_who_sees_whom(town):
    def seen(who):
        return set(Person.objects.visible_to(town.actor(who)).values_list("name", flat=True))

    assert len(seen(town.officer)) == len(seen(town.guardian)) == Person.objects.count()
    assert seen(town.district_officer) == {"王芳", "周莉"}
    assert seen(town.liaison) == {"王芳", "吴强"}
    assert seen(town.leader) == {"冯远"}
    assert seen(town.secure) == {"孙明", "周莉", "冯远", "陈守", "褚安", "吴强", "郑洁"}
    assert seen(town.wang) == {"王芳"}
    assert not Person.objects.visible_to(nobody(DAY)).exists()
    assert Person.objects.visible_to(service("x")).count() == Person.objects.count()


def test_a_verb_that_no_rule_names_raises():
    with pytest.raises(UnknownName):
        rules_of("admire", Person)


def test_consents_are_given_once_and_withdrawn_once(town):
    officer = town.actor(town.officer)
    with pytest.raises(NotAllowed):
        give_consent(town.leader, purpose="bulletins", text_version="1", by=town.actor(town.liaison))
    consent = give_consent(town.wang, purpose="bulletins", text_version="1", by=officer, at=START)
    assert give_consent(town.wang, purpose="bulletins", text_version="1", by=town.actor(town.wang)) == consent
    with pytest.raises(NotAllowed):
        withdraw_consent(consent, by=town.actor(town.leader))
    withdraw_consent(consent, by=town.actor(town.wang), at=DAY)
    with pytest.raises(Conflict):
        withdraw_consent(consent, by=officer)


def test_documents_are_issued_by_those_who_may(town):
    officer = town.actor(town.officer)
    old = issue_document(title="旧", number="1", issuer=town.city, issued_on=START, by=officer)
    new = issue_document(title="新", number="2", issuer=None, issued_on=DAY, by=officer)
    supersede_document(old, with_document=new, by=officer)
    assert (old.state, old.end) == ("superseded", DAY)
    with pytest.raises(NotAllowed):
        issue_document(title="x", number="3", issuer=town.city, issued_on=DAY, by=town.actor(town.liaison))
    with pytest.raises(NotAllowed):
        issue_document(
            title="x", number="3", issuer=None, issued_on=DAY, by=town.actor(town.district_officer)
        )
