"""An import and a merge at one moment."""

import threading
import time

import pytest
from django.db import connection, transaction

from lianxin.access.actors import service
from lianxin.register.models import Mention, Person
from lianxin.register.services.imports import import_file
from lianxin.register.services.merging import merge

LIST = "大连市软件行业协会会员名册,,\n姓名,性别,手机\n王芳,女,13900001111\n"
by = service("tests")


def take(text: str, name: str) -> None:
    import_file(text.encode(), name, by=by, basis="consent")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgresql
def test_a_merge_that_commits_while_an_import_waits_for_it_is_followed():
    take("姓名,手机\n王芳,13900001111\n", "一.csv")
    take("姓名,手机\n王小芳,13900003333\n", "二.csv")
    first, second = Person.objects.get(name="王芳"), Person.objects.get(name="王小芳")
    merged = threading.Event()

    def merge_slowly() -> None:
        with transaction.atomic():
            merge(second, first, by=by, reason="one person")
            merged.set()
            wait_for_a_waiter()
        connection.close()

    officer = threading.Thread(target=merge_slowly)
    officer.start()
    assert merged.wait(10)
    take(LIST, "名册.csv")
    officer.join()
    first.refresh_from_db()
    assert first.merged_into_id == second.pk
    assert not Mention.objects.filter(person=first).exists()
    assert Mention.objects.filter(person=second).count() == 3


def wait_for_a_waiter() -> None:
    """Until some other connection to this database waits for a row."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _turn in range(500):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waited")
