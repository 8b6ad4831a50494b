"""Every phone page answers for a member; what waits, what is done, what is refused."""

import datetime as dt

import pytest
from django.urls import reverse

from lianxin.ballots.models import RollEntry, Vote
from lianxin.ballots.services.ballots import add_entry, open_ballot
from lianxin.bulletins.services.bulletins import draft_bulletin, issue_bulletin
from lianxin.flows.services.moves import make_move
from lianxin.gatherings.models import Participation
from lianxin.gatherings.services.gatherings import add_gathering
from lianxin.journal.models import Read
from lianxin.journal.services.entries import record_read
from lianxin.matters.models import Matter
from lianxin.matters.services.matters import open_matter
from lianxin.matters.services.moves import move_matter
from lianxin.register.models import Consent, Person
from lianxin.register.services.documents import issue_document

DAY = dt.date(2017, 7, 14)
PLAIN = (
    "home", "matters", "choose_kind", "gatherings", "bulletins", "record", "correct", "records", "ties", "consents", "readings",
    "sight", "settings", "manifest", "worker", "offline",
)  # fmt: skip


def forum(village, **values):
    row = add_gathering(
        kind="forum", title="三新论坛第八期", series="三新论坛", starts_on=DAY + dt.timedelta(days=6), organiser=village.office,
        is_open=True, by=village.by, **values,
    )  # fmt: skip
    while row.stage not in row.family.enrols_in:
        move = next(m for m in row.flow.moves_from(row.stage) if m.code not in {"record_held", "cancel"} and not m.grave)
        make_move(row, move.code, by=village.by, after=row.family.after_move)
    return row


def feedback(village, **values):
    return open_matter(
        kind="feedback", raiser=village.member, content="路灯不亮三周了", category="help", by=village.actor(village.member), **values
    )


@pytest.mark.parametrize("name", PLAIN)
def test_a_member_opens_every_page(client, village, name):
    village.sign_in(client, village.member)
    answer = client.get(reverse(f"portal:{name}"))
    assert answer.status_code == 200


@pytest.mark.parametrize("name", [n for n in PLAIN if n not in {"manifest", "worker", "offline"}])
def test_a_visitor_is_asked_to_sign_in(client, db, name):
    assert client.get(reverse(f"portal:{name}")).status_code == 302


def test_a_member_raises_a_matter_and_follows_it(client, village):
    village.sign_in(client, village.member)
    assert client.get(reverse("portal:raise", args=["feedback"])).status_code == 200
    given = {"category": "help", "station": village.station.pk, "content": "路灯不亮三周了"}
    answer = client.post(reverse("portal:raise", args=["feedback"]), given, follow=True)
    matter = Matter.objects.get()
    assert matter.desk == village.station
    assert matter.content == "路灯不亮三周了"
    html = answer.content.decode()
    assert matter.number in html
    assert "路灯不亮三周了" in html


@pytest.mark.parametrize("kind", ["counselling", "need", "legal_aid", "student_grant", "proposal", "data_request", "rights_advice", "mediation", "startup_project"])
def test_every_kind_that_members_raise_can_be_raised(client, village, kind):
    from lianxin.matters.kind import matter_kinds

    village.sign_in(client, village.member)
    given = {"title": "关于人才公寓的建议", "content": "情况、分析、建议"}
    if matter_kinds.get(kind).sensitive:
        assert client.post(reverse("portal:raise", args=[kind]), given).status_code == 200
        assert not Matter.objects.exists()
        given |= {"agreed": "on", "agreed_text": "1"}
    categories = matter_kinds.get(kind).categories
    if categories:
        given["category"] = categories[0][0]
    answer = client.post(reverse("portal:raise", args=[kind]), given)
    assert answer.status_code == 302, answer.content.decode()
    assert Matter.objects.get().kind == kind


def test_an_application_goes_to_the_association_that_is_named(client, village):
    village.sign_in(client, village.stranger)
    given = {"body": "大连市软件行业协会", "content": "申请入会"}
    assert client.post(reverse("portal:raise", args=["membership_application"]), given).status_code == 302
    assert Matter.objects.get().desk == village.association
    given["body"] = "没有这个协会"
    assert client.post(reverse("portal:raise", args=["membership_application"]), given).status_code == 200


def test_an_empty_form_keeps_what_was_typed(client, village):
    village.sign_in(client, village.member)
    answer = client.post(reverse("portal:raise", args=["feedback"]), {"content": "只有内容"})
    assert answer.status_code == 200
    assert "只有内容" in answer.content.decode()
    assert not Matter.objects.exists()


def test_nobody_else_opens_my_matter(client, village):
    matter = feedback(village)
    village.sign_in(client, village.stranger)
    assert client.get(reverse("portal:matter", args=[matter.pk])).status_code == 404
    assert client.post(reverse("portal:matter_rate", args=[matter.pk]), {"rating": "1"}).status_code == 404


def test_a_supervisor_sees_the_line_and_no_content(client, village):
    matter = feedback(village)
    matter.desk = village.station
    matter.save()
    village.sign_in(client, village.officer)
    html = client.get(reverse("portal:matter", args=[matter.pk])).content.decode()
    assert matter.number in html
    assert "路灯不亮" not in html
    assert "<dd>求助</dd>" not in html.replace("\n", "")


def test_rating_once(client, village):
    matter = feedback(village, desk=village.station)
    worker = village.actor(village.worker)
    move_matter(matter, "accept", by=worker)
    move_matter(matter, "answer", by=worker, given={"answer": "已修好", "result": "solved"})
    village.sign_in(client, village.member)
    assert matter.number in client.get(reverse("portal:home")).content.decode()
    html = client.get(reverse("portal:matter", args=[matter.pk])).content.decode()
    assert "已修好" in html
    client.post(reverse("portal:matter_rate", args=[matter.pk]), {"rating": "5"})
    matter.refresh_from_db()
    assert matter.rating == "5"
    assert client.post(reverse("portal:matter_rate", args=[matter.pk]), {"rating": "1"}).status_code == 400
    matter.refresh_from_db()
    assert matter.rating == "5"
    assert matter.number not in client.get(reverse("portal:home")).content.decode()


def test_taking_a_matter_back(client, village):
    matter = feedback(village)
    village.sign_in(client, village.member)
    client.post(reverse("portal:matter_move", args=[matter.pk]), {"move": "withdraw"})
    matter.refresh_from_db()
    assert matter.stage == "withdrawn"
    # Moves of the desk are not the member's.
    other = feedback(village)
    assert client.post(reverse("portal:matter_move", args=[other.pk]), {"move": "accept"}).status_code == 400
    assert client.post(reverse("portal:matter_move", args=[other.pk]), {"move": "start"}).status_code == 403


def test_registering_waiting_and_leaving(client, village):
    row = forum(village, seats=1)
    village.sign_in(client, village.member)
    assert row.title in client.get(reverse("portal:gatherings")).content.decode()
    client.post(reverse("portal:gathering_register", args=[row.pk]))
    mine = Participation.objects.get(person=village.member)
    assert mine.state == "registered"
    village.sign_in(client, village.stranger)
    html = client.post(reverse("portal:gathering_register", args=[row.pk]), follow=True).content.decode()
    assert "1" in html
    assert Participation.objects.get(person=village.stranger).state == "waiting"
    assert client.post(reverse("portal:part_leave", args=[mine.pk])).status_code == 404
    village.sign_in(client, village.member)
    client.post(reverse("portal:part_leave", args=[mine.pk]))
    assert Participation.objects.get(person=village.stranger).state == "registered"


def test_opening_and_signing_are_two_facts(client, village):
    document = draft_bulletin(
        kind="issued_document", title="关于报送工作信息的通知", body="请各单位于月底前报送。", issuer=village.office, number="连统发〔2017〕12号",
        audience={"ties": [{"kind": "team", "slug": "register"}]}, by=village.by, at=DAY,
    )  # fmt: skip
    Consent.objects.create(person=village.member, purpose="bulletins", text_version="1", given_on=DAY)
    issue_bulletin(document, by=village.by, at=DAY)
    delivery = document.deliveries.get()
    village.sign_in(client, village.member)
    assert document.title in client.get(reverse("portal:home")).content.decode()
    client.get(reverse("portal:bulletin", args=[document.pk]))
    delivery.refresh_from_db()
    assert delivery.opened_at is not None
    assert delivery.signed_at is None
    client.post(reverse("portal:bulletin_sign", args=[document.pk]))
    delivery.refresh_from_db()
    assert delivery.signed_at is not None


def test_voting_once_and_apart_from_the_name(client, village):
    basis = issue_document(title="评选批复", number="1", issuer=village.office, issued_on=DAY, by=village.by)
    vote = open_ballot(
        kind="poll", title="最想听的讲座", organiser=village.office, basis=basis, opens_on=DAY, closes_on=DAY,
        audience={"ties": [{"kind": "team", "slug": "register"}]}, by=village.by, at=DAY,
    )  # fmt: skip
    first, _second = (add_entry(vote, title=title, by=village.by) for title in ("法律", "财税"))
    for code in ("publish_rules", "open_voting"):
        make_move(vote, code, by=village.by, after=vote.family.after_move)
    village.sign_in(client, village.member)
    assert vote.title in client.get(reverse("portal:home")).content.decode()
    assert client.get(reverse("portal:ballot", args=[vote.pk])).status_code == 200
    client.post(reverse("portal:ballot_vote", args=[vote.pk]), {"entries": [first.pk]})
    assert Vote.objects.get().entry == first
    assert RollEntry.objects.get(person=village.member).voted_on == DAY
    assert client.post(reverse("portal:ballot_vote", args=[vote.pk]), {"entries": [first.pk]}).status_code == 400
    assert Vote.objects.count() == 1
    village.sign_in(client, village.stranger)
    assert client.post(reverse("portal:ballot_vote", args=[vote.pk]), {"entries": [first.pk]}).status_code == 404


def test_my_record_says_where_each_value_came_from(client, village):
    village.sign_in(client, village.member)
    html = client.get(reverse("portal:record")).content.decode()
    assert "13900001111" in html
    assert village.association.name in html


def test_correcting_oneself_goes_before_lists(client, village):
    village.sign_in(client, village.member)
    client.post(reverse("portal:correct"), {"phone": "13900002222", "email": "lin@example.cn", "address": "", "birth": "", "sex": "U"})
    client.post(reverse("portal:correct"), {"phone": "13900002222", "email": "lin@example.cn"})
    assert Person.objects.get(pk=village.member.pk).phone == "13900002222"


def test_consents_are_given_and_taken_back(client, village):
    village.sign_in(client, village.member)
    answer = reverse("portal:consent_answer", args=[village.member.pk])
    client.post(answer, {"purpose": "bulletins", "answer": "yes"})
    consent = Consent.objects.get()
    village.sign_in(client, village.stranger)
    assert client.post(reverse("portal:consent_withdraw", args=[consent.pk])).status_code == 404
    village.sign_in(client, village.member)
    client.post(reverse("portal:consent_withdraw", args=[consent.pk]))
    consent.refresh_from_db()
    assert consent.withdrawn_on == DAY
    assert client.post(answer, {"purpose": "anything", "answer": "yes"}).status_code == 400


def test_readings_of_my_record(client, village):
    record_read(subject_id=village.member.pk, by=village.actor(village.officer), how=Read.How.REVEALED, what="phone", reason="通知开会")
    village.sign_in(client, village.member)
    html = client.get(reverse("portal:readings")).content.decode()
    assert "孙明" in html
    assert "通知开会" in html
    village.sign_in(client, village.stranger)
    assert "通知开会" not in client.get(reverse("portal:readings")).content.decode()


def test_who_can_see_me_and_why(client, village):
    village.sign_in(client, village.member)
    html = client.get(reverse("portal:sight")).content.decode()
    for name in ("吴强", "孙明", "冯远"):
        assert name in html
    assert "许勤" not in html


def test_contesting_a_tie_opens_a_matter(client, village):
    tie = village.member.ties.filter(kind="membership").get()
    village.sign_in(client, village.member)
    assert client.get(reverse("portal:contest", args=["tie", tie.pk])).status_code == 200
    client.post(reverse("portal:contest", args=["tie", tie.pk]), {"content": "2016年已退会"})
    assert Matter.objects.get().kind == "record_contest"
    village.sign_in(client, village.stranger)
    assert client.get(reverse("portal:contest", args=["tie", tie.pk])).status_code == 404


def test_everything_can_be_taken_along(client, village):
    feedback(village)
    village.sign_in(client, village.member)
    answer = client.post(reverse("portal:export"))
    data = answer.json()
    assert data["person"]["phone"] == "13900001111"
    assert data["matters"][0]["content"] == "路灯不亮三周了"
    assert {"register.Tie", "register.Mention", "matters.MatterParty"} <= {one["record"] for one in data["records"]}
    assert client.get(reverse("portal:export")).status_code == 405


def test_the_leader_page_is_for_leaders(client, village):
    village.sign_in(client, village.leader)
    html = client.get(reverse("portal:lead")).content.decode()
    assert "林晓" in html
    village.sign_in(client, village.member)
    assert client.get(reverse("portal:lead")).status_code == 403


def test_tokens_are_shown_once_and_end(client, village):
    village.sign_in(client, village.member)
    html = client.post(reverse("portal:settings"), {"name": "脚本"}).content.decode()
    token = html.split("lx_")[1].split("<")[0]
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer lx_{token}"}).status_code == 200
    row = village.member.account.api_tokens.get()
    client.post(reverse("portal:token_end", args=[row.pk]))
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer lx_{token}"}).status_code == 401


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_however_long(client, village, django_assert_num_queries, rows):
    for _n in range(rows):
        feedback(village)
        client_forum = forum(village)
        from lianxin.gatherings.services.participations import take_part

        take_part(client_forum, person=village.member, by=village.actor(village.member))
    village.sign_in(client, village.member)
    client.get(reverse("portal:settings"))  # the session's end is moved along once in five minutes
    for name, statements in (("matters", 5), ("gatherings", 6), ("home", 10)):  # three of them ask which consents are open
        with django_assert_num_queries(statements):
            client.get(reverse(f"portal:{name}"))
