"""Several answer one question at one moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from tests.factories.records import a_question
from tests.register.test_answering import a_person

from lianxin.access.actors import service
from lianxin.core.errors import Conflict
from lianxin.register.models import PairQuestion, Regrouping
from lianxin.register.services.answering import answer_one, answer_two


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_answers_at_one_moment_one_counts():
    question = a_question(a_person("林晓"), a_person("林小"))
    officer = service("test")

    def give(verb) -> str:
        try:
            verb(question, by=officer)
        except Conflict:
            return "told"
        finally:
            connection.close()
        return verb.__name__

    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(give, [answer_one, answer_two, answer_one, answer_two, answer_one, answer_two])
        )
    assert answers.count("told") == 5
    assert PairQuestion.objects.get().answer == ("one" if "answer_one" in answers else "two")
    assert Regrouping.objects.count() == answers.count("answer_one")
