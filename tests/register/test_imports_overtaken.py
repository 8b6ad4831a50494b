"""An import looks at the register before its transaction; what happens in between is not lost."""

import pytest

from lianxin.access.actors import service
from lianxin.journal.services.entries import record
from lianxin.register.models import Import, Mention, Person
from lianxin.register.services import imports
from lianxin.register.services.imports import import_file
from lianxin.register.services.merging import merge

LIST = "大连市软件行业协会会员名册,,\n姓名,性别,手机\n王芳,女,13900001111\n李强,男,13900002222\n"
by = service("tests")


def take(text, name, **options):
    return import_file(text.encode(), name, by=by, basis="consent", **options)


def people(name):
    return Person.objects.filter(name=name, merged_into=None).count()


@pytest.fixture
def between(monkeypatch):
    """Do something once, when the next import is prepared and does not yet write; tells how often it was prepared."""
    prepared = []

    def let(happen):
        prepare = imports._prepare

        def overtaken(*args, **options):
            work = prepare(*args, **options)
            prepared.append(work)
            if len(prepared) == 1:
                monkeypatch.setattr(imports, "_prepare", prepare)
                happen()
                monkeypatch.setattr(imports, "_prepare", overtaken)
            return work

        monkeypatch.setattr(imports, "_prepare", overtaken)
        return prepared

    return let


@pytest.mark.django_db
def test_two_lists_at_once_that_bring_one_person_make_one(between):
    prepared = between(lambda: take("姓名,手机\n王芳,13900001111\n", "别的.csv"))
    take(LIST, "名册.csv")
    assert people("王芳") == 1
    assert Mention.objects.filter(person__name="王芳").count() == 2
    assert len(prepared) == 2


@pytest.mark.django_db
def test_the_same_file_at_once_is_there_once(between):
    between(lambda: take(LIST, "名册.csv"))
    assert take(LIST, "名册.csv").already
    assert Import.objects.filter(by_hand=False).count() == 1


@pytest.mark.django_db
def test_who_is_merged_meanwhile_gets_no_more_rows(between):
    take("姓名,手机\n王芳,13900001111\n", "一.csv")
    take("姓名,手机\n王小芳,13900003333\n", "二.csv")
    first, second = Person.objects.get(name="王芳"), Person.objects.get(name="王小芳")
    between(lambda: merge(second, first, by=by, reason="one person"))
    take(LIST, "名册.csv")
    assert not Mention.objects.filter(person=first).exists()
    assert people("王芳") + people("王小芳") == 1


@pytest.mark.django_db
def test_what_happens_to_others_does_not_hold_an_import_up(between):
    take("姓名,手机\n赵六,13900009999\n", "一.csv")
    other = Person.objects.get(name="赵六")
    prepared = between(lambda: record("change_person", other, by=by))
    take(LIST, "名册.csv")
    assert len(prepared) == 1
    prepared.clear()


@pytest.mark.django_db
def test_whoever_is_overtaken_again_and_again_ends_all_the_same(monkeypatch):
    take(LIST, "名册.csv")
    one = Person.objects.get(name="王芳")
    prepare, times = imports._prepare, []

    def always_overtaken(*args, **options):
        work = prepare(*args, **options)
        times.append(work)
        record("change_person", one, by=by)
        return work

    monkeypatch.setattr(imports, "_prepare", always_overtaken)
    outcome = take(LIST.replace("女", "").replace("李强", "李强强"), "名册.csv")
    assert outcome.imported is not None
    assert len(times) == 3
    assert people("王芳") == 1
