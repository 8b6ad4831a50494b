"""Drafting, issuing to a frozen audience, opening, signing for; gaps; channels."""

import datetime as dt

import pytest
from tests.bulletins.conftest import START, TODAY, person, registered

from lianxin.accounts.actors import actor_for
from lianxin.bulletins.kind import bulletin_kinds
from lianxin.bulletins.models import Bulletin, Channel
from lianxin.bulletins.queries import (
    counts_of,
    missing_issues,
    people_of,
    published,
    read_audience,
    unchecked_channels,
)
from lianxin.bulletins.services import (
    change_bulletin,
    check_channel,
    close_channel,
    draft_bulletin,
    issue_bulletin,
    mark_opened,
    move_bulletin,
    open_channel,
    remind,
    sign_for,
)
from lianxin.core.dates import now
from lianxin.core.errors import BadInput, Conflict, NotAllowed
from lianxin.figures.engine import figure, open_figure
from lianxin.figures.selections import select
from lianxin.flows.flow import Phase
from lianxin.notices.models import Notice
from lianxin.register.models import Consent, Import, Mention, Organisation, SourceRow

REGISTER = {"ties": [{"kind": "team", "slug": "register"}]}
MAY = dt.date(2017, 5, 1)


def bimonthly(city, start: dt.date = MAY, **values) -> Bulletin:
    return draft_bulletin(
        kind="bimonthly",
        **({"title": "双月通报（第三期）", "number": "2017-3", "issuer": city.office, "audience": REGISTER, "by": city.officer} | values),
        period_start=start,
    )


class TestDrafting:
    def test_allowed_and_denied(self, city) -> None:
        assert bimonthly(city).stage == "draft"
        for actor in (city.liaison, city.member, city.xigang_officer, city.admin):
            with pytest.raises(NotAllowed):
                bimonthly(city, by=actor)

    def test_a_column_is_signed(self, city) -> None:
        with pytest.raises(BadInput):
            draft_bulletin(kind="column", title="海边的创客", issuer=city.office, author=person(), by=city.officer)
        column = draft_bulletin(
            kind="column", title="海边的创客", issuer=city.office, author=person(), affiliation="大连市作家协会", is_public=True, by=city.officer
        )
        issue_bulletin(column, by=city.officer)
        assert list(published("column")) == [column]
        assert city.visitor.can("view", column)

    @pytest.mark.parametrize("start", [None, dt.date(2017, 5, 2), dt.date(2017, 4, 1)])
    def test_an_issue_says_for_which_months_it_is(self, city, start) -> None:
        with pytest.raises(BadInput):
            bimonthly(city, start)

    def test_two_issues_for_the_same_months_are_refused(self, city) -> None:
        bimonthly(city)
        with pytest.raises(Conflict):
            bimonthly(city)

    @pytest.mark.parametrize("audience", [{"people": [1]}, {"ties": []}, {"ties": [{"kind": "fans"}]}, {"ties": [{"kind": "team", "slug": "nowhere"}]}])
    def test_an_audience_names_ties_never_people(self, city, audience) -> None:
        with pytest.raises(BadInput):
            bimonthly(city, audience=audience)

    def test_only_a_draft_is_changed(self, city) -> None:
        bulletin = bimonthly(city)
        change_bulletin(bulletin, by=city.officer, title="新标题")
        issue_bulletin(bulletin, by=city.officer)
        with pytest.raises(Conflict):
            change_bulletin(bulletin, by=city.officer, title="另一个")


class TestIssuing:
    def test_the_audience_is_frozen_and_holds_only_who_may_be_addressed(self, city) -> None:
        bulletin = issue_bulletin(bimonthly(city), by=city.officer)
        assert (bulletin.phase, bulletin.issued_on) == (Phase.DONE, TODAY)
        registered(city.register, consent=True)
        assert set(bulletin.deliveries.values_list("person_id", flat=True)) == {one.pk for one in city.willing}
        assert Notice.objects.filter(template="bulletin.issued").count() == 3

    def test_a_withdrawn_consent_counts(self, city) -> None:
        Consent.objects.filter(person=city.willing[0]).update(withdrawn_on=MAY)
        Consent.objects.create(person=city.willing[0], purpose="contact", text_version="1", given_on=START)
        bulletin = issue_bulletin(bimonthly(city), by=city.officer)
        assert counts_of(bulletin).receivers == 2

    def test_a_list_with_a_legal_basis_is_enough(self, city) -> None:
        for basis, receivers in (("", 3), ("contract", 4)):
            imported = Import.objects.create(file_name="名单.xlsx", as_of=START, basis=basis, committed_at=now())
            row = SourceRow.objects.create(imported=imported, type="people", number=1, digest="x")
            Mention.objects.create(row=row, role="subject", person=city.unasked, name_key="于海宁")
            assert people_of(read_audience(REGISTER), TODAY).count() == receivers

    def test_a_place_narrows_the_audience(self, city) -> None:
        bulletin = issue_bulletin(bimonthly(city, audience=REGISTER | {"place": "210203"}), by=city.officer)
        assert counts_of(bulletin).receivers == 1

    def test_step_by_step_with_a_number(self, city) -> None:
        bulletin = bimonthly(city, number="")
        for code, given in (("submit", None), ("approve", None), ("number", {"number": "2017年第3期"})):
            move_bulletin(bulletin, code, by=city.officer, given=given)
        assert bulletin.number == "2017年第3期"
        move_bulletin(bulletin, "issue", by=city.officer)
        assert counts_of(bulletin).delivered == 3

    def test_denied(self, city) -> None:
        bulletin = bimonthly(city)
        for actor in (city.member, city.liaison, city.xigang_officer):
            with pytest.raises(NotAllowed):
                issue_bulletin(bulletin, by=actor)

    def test_an_old_issue_wakes_nobody(self, city) -> None:
        issue_bulletin(bimonthly(city, dt.date(2017, 1, 1), at=dt.date(2017, 2, 27)), by=city.officer, at=dt.date(2017, 2, 28))
        assert not Notice.objects.exists()


class TestReceiving:
    def test_opened_and_reminded(self, city) -> None:
        bulletin = issue_bulletin(bimonthly(city), by=city.officer)
        reader = city.willing[0]
        first = mark_opened(bulletin, person=reader, by=actor_for(reader.pk))
        again = mark_opened(bulletin, person=reader, by=actor_for(reader.pk))
        assert first is not None
        assert again is not None
        assert first.opened_at == again.opened_at
        assert mark_opened(bulletin, person=city.unasked, by=actor_for(city.unasked.pk)) is None
        with pytest.raises(NotAllowed):
            mark_opened(bulletin, person=city.willing[1], by=city.member)
        counts = counts_of(bulletin)
        assert (counts.receivers, counts.delivered, counts.opened, counts.signed) == (3, 3, 1, 0)
        Notice.objects.all().delete()
        assert remind(bulletin, by=city.officer) == 2
        with pytest.raises(NotAllowed):
            remind(bulletin, by=city.member)

    def test_an_organisation_signs_by_its_liaison_officer(self, city) -> None:
        document = draft_bulletin(
            kind="issued_document",
            title="联络员制度",
            number="大统发〔2017〕3号",
            issuer=city.office,
            audience={"ties": [{"kind": "liaison"}], "to": "organisations"},
            by=city.officer,
        )
        issue_bulletin(document, by=city.officer)
        with pytest.raises(NotAllowed):
            sign_for(document, organisation=city.association, by=city.member)
        delivery = sign_for(document, organisation=city.association, by=city.liaison)
        assert delivery.signed_by_id == city.liaison.person_id
        assert delivery.opened_at is not None
        with pytest.raises(BadInput):
            sign_for(issue_bulletin(bimonthly(city), by=city.officer), organisation=city.association, by=city.liaison)

    def test_who_sees_the_issue(self, city) -> None:
        bulletin = issue_bulletin(bimonthly(city), by=city.officer)
        assert actor_for(city.willing[0].pk).can("view", bulletin)
        assert city.liaison.can("view", bulletin)
        for actor in (city.visitor, city.member, city.admin):
            assert not actor.can("view", bulletin)


def test_a_missing_issue_shows_as_a_gap(city) -> None:
    for start in (dt.date(2017, 1, 1), MAY):
        issue_bulletin(bimonthly(city, start, number=str(start)), by=city.officer)
    assert missing_issues(dt.date(2017, 1, 1), TODAY) == [dt.date(2017, 3, 1)]
    assert missing_issues(dt.date(2017, 1, 1), TODAY, "notice") == []


class TestChannels:
    def channel(self, city, **values) -> Channel:
        return open_channel(name="联谊会交流群", platform="wechat_group", owner=city.association, by=city.liaison, **values)

    def test_opened_checked_closed(self, city) -> None:
        channel = self.channel(city, start=dt.date(2016, 1, 4))
        assert list(unchecked_channels()) == [channel]
        with pytest.raises(NotAllowed):
            check_channel(channel, by=city.liaison)
        check_channel(channel, by=city.xigang_officer)
        assert not unchecked_channels().exists()
        for actor in (city.zhongshan_officer, city.member):
            with pytest.raises(NotAllowed):
                close_channel(channel, by=actor)
        close_channel(channel, by=city.liaison)
        with pytest.raises(Conflict):
            close_channel(channel, by=city.liaison)
        with pytest.raises(Conflict):
            check_channel(channel, by=city.officer)

    def test_denied_to_strangers_and_other_platforms(self, city) -> None:
        with pytest.raises(NotAllowed):
            open_channel(name="群", platform="wechat_group", owner=city.association, by=city.member)
        with pytest.raises(BadInput):
            open_channel(name="群", platform="face", owner=city.association, by=city.liaison)


def test_measures(city) -> None:
    bulletin = issue_bulletin(bimonthly(city), by=city.officer)
    mark_opened(bulletin, person=city.willing[0], by=actor_for(city.willing[0].pk))
    bimonthly(city, dt.date(2017, 7, 1), number="4")
    open_channel(name="群", platform="qq_group", owner=city.association, by=city.officer)
    values = {key: figure(select(key, MAY, TODAY)) for key in ("D3.bulletins", "D3.delivered", "D3.opened", "D3.read_rate", "D4.channels", "D7.columns")}
    assert [values[key].value for key in values] == [1, 3, 1, pytest.approx(1 / 3), 1, 0]
    for key in ("D3.bulletins", "D3.delivered", "D4.channels"):
        for actor in (city.officer, city.xigang_officer, city.liaison, city.member):
            opened = open_figure(select(key, MAY, TODAY), actor)
            assert opened.opened + opened.withheld == values[key].value


@pytest.mark.parametrize("kind", list(bulletin_kinds), ids=lambda kind: kind.key)
def test_every_kind_can_be_drafted_and_issued(city, kind) -> None:
    facts = {"number": "1"} if kind.numbered else {}
    if kind.signed_by_author:
        facts |= {"author": person(), "affiliation": "作家协会"}
    if kind.every_months:
        facts["period_start"] = MAY
    issuer = Organisation.objects.get(slug="lead_office")
    bulletin = issue_bulletin(draft_bulletin(kind=kind.key, title="题", issuer=issuer, by=city.lianxin, **facts), by=city.lianxin)
    assert bulletin.phase == Phase.DONE
