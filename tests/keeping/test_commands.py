"""`lianxin backup` and `lianxin restore` as an operator types them, into an empty folder that has nothing but the file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

SCRIPT = """
import django; django.setup()
from lianxin.access.actors import service
from lianxin.register.services.parties import add_person
from lianxin.register.services.erasing import erase
from lianxin.register.models import Person
by = service("test")
"""


def lianxin(data, *words, code=""):
    command = [sys.executable, "-m", "lianxin", *words] if words else [sys.executable, "-c", SCRIPT + code]
    environ = {"LIANXIN_TODAY": "2017-07-14", "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "lianxin.config.settings"}
    return subprocess.run(
        command, env={**os.environ, **environ, "LIANXIN_DATA": str(data)}, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.slow
def test_backup_and_restore_as_typed(tmp_path):
    one, other, third = tmp_path / "one", tmp_path / "other", tmp_path / "third"
    assert lianxin(one, "migrate", "--verbosity", "0").returncode == 0
    assert lianxin(one, code="add_person(values={'name': '独孤求实', 'phone': '13904287719'}, by=by)").returncode == 0
    plain, whole = tmp_path / "plain.zip", tmp_path / "whole.zip"
    done = lianxin(one, "backup", str(plain))
    assert done.returncode == 0, done.stderr
    assert "secrets.json" in done.stdout
    assert lianxin(one, "backup", str(whole), "--with-keys").returncode == 0
    assert lianxin(one, "backup", str(whole)).returncode == 2
    assert "secrets.json" not in zipfile.ZipFile(plain).namelist()

    done = lianxin(other, "restore", str(plain))
    assert done.returncode == 2
    assert "secrets.json" in done.stderr
    assert not (other / "secrets.json").exists()
    done = lianxin(other, "restore", str(whole))
    assert done.returncode == 0, done.stderr
    assert (other / "secrets.json").read_bytes() == (one / "secrets.json").read_bytes()
    assert "13904287719" in lianxin(other, code="print(Person.objects.get().phone)").stdout
    assert lianxin(other, "verify").returncode == 0

    # Erased after the backup: neither that backup nor one of before comes with them again, once the stop list is there.
    assert lianxin(one, code="erase(Person.objects.get(), by=by)").returncode == 0
    assert lianxin(one, "restore", str(plain)).returncode == 2
    assert lianxin(one, "restore", str(plain), "--replace").returncode == 0
    assert "独孤求实" not in lianxin(one, code="print(Person.objects.get().name)").stdout
    third.mkdir()
    shutil.copy(one / "secrets.json", third)
    done = lianxin(third, "restore", str(plain), "--stop-list", str(one / "stop-list.jsonl"))
    assert done.returncode == 0, done.stderr
    assert "独孤求实" not in lianxin(third, code="print(Person.objects.get().name)").stdout

    damaged = tmp_path / "damaged.zip"
    shutil.copy(plain, damaged)
    with zipfile.ZipFile(damaged, "a") as archive:
        archive.writestr("tables/register_person.jsonl", b"[]\n")
    assert lianxin(one, "restore", str(damaged), "--replace").returncode == 2
    assert lianxin(one, "restore", __file__, "--replace").returncode == 2
