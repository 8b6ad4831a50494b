"""`lianxin backup` and `lianxin restore` as an operator types them, into an empty folder that has nothing but the file."""

from __future__ import annotations

import shutil
import zipfile

import pytest
from tests.installation import one_after_the_other

KNOWN = """
from lianxin.access.actors import service
from lianxin.register.services.parties import add_person
from lianxin.register.services.erasing import erase
from lianxin.register.models import Person
by = service("test")
"""


def in_folder(data, *commands):
    """What each command, or line of Python that knows the names above, answers in an installation."""
    return one_after_the_other(KNOWN, *commands, LIANXIN_DATA=str(data), LIANXIN_TODAY="2017-07-14")[1:]


@pytest.mark.slow
def test_backup_and_restore_as_typed(installation, tmp_path):
    one, other, third = tmp_path / "one", tmp_path / "other", tmp_path / "third"
    shutil.copytree(installation, one)
    plain, whole = tmp_path / "plain.zip", tmp_path / "whole.zip"
    added, done, with_keys, again = in_folder(
        one,
        "add_person(values={'name': '独孤求实', 'phone': '13904287719'}, by=by)",
        ["backup", str(plain)],
        ["backup", str(whole), "--with-keys"],
        ["backup", str(whole)],
    )
    assert (added.returncode, done.returncode, with_keys.returncode, again.returncode) == (0, 0, 0, 2)
    assert "secrets.json" in done.stdout
    assert "secrets.json" not in zipfile.ZipFile(plain).namelist()

    refused, keys, done = one_after_the_other(
        ["restore", str(plain)], f"print(__import__('glob').glob('{other}/*'))", ["restore", str(whole)],
        LIANXIN_DATA=str(other), LIANXIN_TODAY="2017-07-14",
    )  # fmt: skip
    assert refused.returncode == 2
    assert "secrets.json" in refused.stderr
    assert "secrets.json" not in keys.stdout
    assert done.returncode == 0, done.stderr
    assert (other / "secrets.json").read_bytes() == (one / "secrets.json").read_bytes()
    phone, verdict = in_folder(other, "print(Person.objects.get().phone)", ["verify"])
    assert "13904287719" in phone.stdout
    assert verdict.returncode == 0

    damaged = tmp_path / "damaged.zip"
    shutil.copy(plain, damaged)
    with zipfile.ZipFile(damaged, "a") as archive:
        archive.writestr("tables/register_person.jsonl", b"[]\n")

    # Erased after the backup: neither that backup nor one of before comes with them again, once the stop list is there.
    name = "print(Person.objects.get().name)"
    broken, foreign, still, erased, kept, replaced, named = in_folder(
        one,
        ["restore", str(damaged), "--replace"],
        ["restore", __file__, "--replace"],
        name,
        "erase(Person.objects.get(), by=by)",
        ["restore", str(plain)],
        ["restore", str(plain), "--replace"],
        name,
    )
    assert (broken.returncode, foreign.returncode) == (2, 2)
    assert "独孤求实" in still.stdout
    assert (erased.returncode, kept.returncode, replaced.returncode) == (0, 2, 0)
    assert named.stdout
    assert "独孤求实" not in named.stdout
    third.mkdir()
    shutil.copy(one / "secrets.json", third)
    done, named = in_folder(third, ["restore", str(plain), "--stop-list", str(one / "stop-list.jsonl")], name)
    assert done.returncode == 0, done.stderr
    assert named.stdout
    assert "独孤求实" not in named.stdout
