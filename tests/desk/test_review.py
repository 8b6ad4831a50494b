"""The desk of likely pairs: one pair, its answers with and without htmx, filters, the list, the score, the model, who may see it."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.test_people import signed_in
from tests.factories.records import a_question
from tests.register.conftest import START, town  # noqa: F401  a fixture

from lianxin.access.actors import service
from lianxin.accounts.services.users import make_user
from lianxin.journal.models import Entry, Read
from lianxin.register.models import PairQuestion, Person
from lianxin.register.services.parties import add_organisation, add_person

BY = service("test")
DESK = "/desk/review/"
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "review"}
PHONE = "13812345678"


def a_person(name, **values):
    return add_person(values={"name": name, **values}, by=BY, at=START)


@pytest.fixture
def client(town):  # noqa: F811
    return signed_in(town.officer)


@pytest.fixture
def pairs(town):  # noqa: F811
    """Three questions: 林, then 何 with another date of birth, then two bodies."""
    one = a_question(a_person("林晓", phone=PHONE, birth="1985-03-02"), a_person("林小", phone=PHONE))
    two = a_question(a_person("何一"), a_person("何乙"))
    bodies = [
        add_organisation(kind="firm", name=name, by=BY)
        for name in ("大连远航商贸有限公司", "大连远航贸易有限公司")
    ]
    left, right = (body.mentions.first() for body in bodies)
    three = PairQuestion.objects.create(
        of="organisations", left=left, right=right, weight=1, levels={"name": "short"}, run=one.run
    )
    PairQuestion.objects.filter(pk=two.pk).update(weight=2, why="birth")
    return one, two, three


def shown(response) -> PairQuestion | None:
    return response.context["question"]


def give(client, question, answer, **more):
    return client.post(reverse("desk:review_answer", args=[question.pk]), {"answer": answer, **more})


def test_the_next_pair_stands_on_the_desk_without_a_sealed_value(client, pairs):
    page = client.get(DESK)
    text = page.content.decode()
    assert shown(page) == pairs[0]
    assert "待核对 3 对" in text
    assert PHONE not in text
    assert "138****5678" in text
    assert text.count("<kbd>") >= 3
    read = Read.objects.filter(subject_id__in=[pairs[0].left.person_id, pairs[0].right.person_id])
    assert read.count() == 2


def test_answers_lead_to_the_next_pair_without_javascript(client, pairs):
    assert give(client, pairs[0], "one").url == DESK
    assert Person.objects.get(pk=pairs[0].right.person_id).merged_into_id == pairs[0].left.person_id
    page = client.get(DESK)
    assert shown(page) == pairs[1]
    assert "今日已核对 1 对" in page.content.decode()
    assert give(client, pairs[1], "two", of="people").url == f"{DESK}?of=people"
    page = client.get(f"{DESK}?of=people")
    assert shown(page) is None
    assert "没有待核对的疑似重复" in page.content.decode()
    assert client.post(reverse("desk:review_back", args=[pairs[1].pk])).url == f"{DESK}?pair={pairs[1].pk}"
    assert client.post(reverse("desk:review_back", args=[pairs[0].pk])).url == f"{DESK}?pair={pairs[0].pk}"
    assert set(PairQuestion.objects.undecided()) == set(pairs)
    assert Person.objects.get(pk=pairs[0].right.person_id).merged_into_id is None


def test_htmx_swaps_the_next_pair_in(client, pairs):
    part = client.post(reverse("desk:review_answer", args=[pairs[0].pk]), {"answer": "later"}, **HTMX)
    text = part.content.decode()
    assert part.status_code == 200
    assert "<html" not in text
    assert text.startswith('\n<div class="review"') or '<div class="review"' in text[:80]
    assert shown(part) == pairs[1]
    part = client.post(
        reverse("desk:review_answer", args=[pairs[1].pk]), {"answer": "two", "why": "birth"}, **HTMX
    )
    assert shown(part) is None
    assert 'data-key="z"' in part.content.decode()


def test_a_pair_that_another_officer_answered_is_told_and_the_next_one_comes(client, pairs):
    give(client, pairs[0], "two")
    part = client.post(reverse("desk:review_answer", args=[pairs[0].pk]), {"answer": "one"}, **HTMX)
    assert "其他工作人员已答复" in part.content.decode()
    assert shown(part) == pairs[1]
    assert (
        client.post(reverse("desk:review_answer", args=[pairs[1].pk]), {"answer": "perhaps"}).status_code
        == 404
    )


def test_two_accounts_are_told_and_the_pair_stays(client, pairs):
    for n, mention in enumerate((pairs[0].left, pairs[0].right)):
        make_user(mention.person, username=f"u-{n}", by=BY)
    assert 'name="with_account"' in client.get(DESK).content.decode()
    page = client.post(
        reverse("desk:review_answer", args=[pairs[0].pk]), {"answer": "one", "with_account": "1"}, follow=True
    )
    assert shown(page) == pairs[0]
    assert "账号" in page.content.decode()
    assert not PairQuestion.objects.exclude(answer="open").exists()


def test_filters_by_kind_and_reason(client, pairs):
    assert shown(client.get(DESK, {"why": "birth"})) == pairs[1]
    assert shown(client.get(DESK, {"of": "organisations"})) == pairs[2]
    assert shown(client.get(DESK, {"of": "people", "why": "weak"})) == pairs[0]
    assert shown(client.get(DESK, {"of": "cats", "why": "dogs", "pair": "x"})) == pairs[0]
    assert shown(client.get(DESK, {"pair": pairs[2].pk})) == pairs[2]


def test_revealing_takes_a_reason_and_shows_both_sides_once(client, pairs):
    address = reverse("desk:review_reveal", args=[pairs[0].pk])
    assert PHONE not in client.post(address, {"field": "phone", "reason": ""}).content.decode()
    page = client.post(address, {"field": "phone", "reason": "verify"})
    assert shown(page) == pairs[0]
    assert page.content.decode().count(PHONE) == 2
    assert Read.objects.filter(how="revealed").count() == 2
    assert PHONE not in client.get(DESK).content.decode()
    assert PHONE not in str(list(Entry.objects.values_list("data", flat=True)))


@pytest.mark.parametrize(("of", "cost"), [("people", 33), ("organisations", 25)])
def test_a_pair_costs_a_bounded_number_of_statements(client, pairs, of, cost, django_assert_max_num_queries):
    client.get(DESK)
    with django_assert_max_num_queries(cost):
        client.get(DESK, {"of": of})
    for side in ("left", "right"):
        mention = getattr(pairs[0], side)
        for n in range(3):
            extra = a_person("林晓", phone=f"1390000333{n}")
            extra.mentions.update(person=mention.person)
    with django_assert_max_num_queries(cost):
        client.get(DESK, {"of": of})


def test_the_list_sorts_filters_and_costs_the_same_for_one_row_and_three(
    client, pairs, django_assert_num_queries
):
    url = reverse("desk:review_list")
    client.get(url)
    for query, rows in (({"of": "organisations"}, [pairs[2]]), ({}, list(pairs))):
        with django_assert_num_queries(6):
            page = client.get(url, query)
        assert [row.record for row in page.context["table"].paginated_rows] == rows
    page = client.get(url, {"sort": "weight"})
    assert [row.record for row in page.context["table"].paginated_rows] == list(reversed(pairs))
    give(client, pairs[0], "two")
    assert [row.record for row in client.get(url, {"answer": "two"}).context["table"].paginated_rows] == [
        pairs[0]
    ]
    assert len(client.get(url).context["table"].paginated_rows) == 2


def test_the_page_of_a_question_explains_the_score_and_takes_its_answer_back(client, pairs):
    url = reverse("desk:review_question", args=[pairs[0].pk])
    text = client.get(url).content.decode()
    assert "手机相同，且只有这一个姓名使用" in text
    assert "+19.7" in text
    assert "10.3" in text
    give(client, pairs[0], "two", reason="本人来电确认")
    text = client.get(url).content.decode()
    assert "本人来电确认" in text
    assert reverse("desk:review_back", args=[pairs[0].pk]) in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_of_the_model_has_every_level_in_words(client, pairs, language):
    client.cookies["lianxin_language"] = language
    text = client.get(reverse("desk:review_model")).content.decode()
    for words in (
        ("证件号码相同", "每 10,000 对中有 3 对")
        if language == "zh-hans"
        else ("same document number", "in 3 of 10,000")
    ):
        assert words in text


def test_only_the_city_office_answers_and_the_auditor_sees_the_model(town, pairs):  # noqa: F811
    roles = {
        "officer": (200, 200),
        "guardian": (403, 200),
        "secure": (403, 403),
        "district_officer": (403, 403),
        "liaison": (403, 403),
    }
    for who, (desk, model) in roles.items():
        client = signed_in(getattr(town, who))
        assert client.get(DESK).status_code == desk, who
        assert client.get(reverse("desk:review_list")).status_code == desk, who
        assert client.get(reverse("desk:review_question", args=[pairs[0].pk])).status_code == desk, who
        assert give(client, pairs[0], "later").status_code == (302 if desk == 200 else 403), who
        assert client.get(reverse("desk:review_model")).status_code == model, who
    assert Client().get(DESK).status_code == 302


def test_the_page_of_a_person_says_that_a_question_waits(town, client, pairs):  # noqa: F811
    address = f"{DESK}?pair={pairs[0].pk}"
    url = reverse("desk:people_detail", args=[pairs[0].right.person_id])
    assert address in client.get(url).content.decode()
    give(client, pairs[0], "two")
    assert address not in client.get(url).content.decode()
    body = reverse("desk:organisations_detail", args=[pairs[2].left.organisation_id])
    assert f"{DESK}?pair={pairs[2].pk}" in client.get(body).content.decode()
    assert f"{DESK}?pair=" not in signed_in(town.district_officer).get(body).content.decode()
