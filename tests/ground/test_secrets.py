"""The keys of an installation: made once, for their owner alone, and never guessed."""

import dataclasses
import shutil
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured
from tests.installation import lianxin

from lianxin.config.checks import open_secrets
from lianxin.config.env import read_env
from lianxin.config.secrets import load_secrets, make_secrets, secrets_path


def test_made_once_and_read_by_the_owner_alone(tmp_path):
    folder = tmp_path / "data"
    assert make_secrets(folder)
    first = load_secrets(folder)
    assert stat.S_IMODE(secrets_path(folder).stat().st_mode) == 0o600
    assert not make_secrets(folder)
    assert load_secrets(folder) == first
    assert first[1]["seal"] != first[1]["digest"]
    assert len(first[1]["seal"]) == 32


def test_without_keys_nothing_can_be_sealed(tmp_path):
    _secret, keys = load_secrets(tmp_path)
    with pytest.raises(ImproperlyConfigured, match="lianxin migrate"):
        keys["seal"]


@pytest.mark.parametrize("content", ["", "{}", '{"secret": "x", "seal": "eA==", "digest": "eA=="}'])
def test_damaged_keys_are_refused(tmp_path, content):
    secrets_path(tmp_path).write_text(content, encoding="ascii")
    with pytest.raises(ImproperlyConfigured, match="restore it from the backup"):
        load_secrets(tmp_path)


def test_keys_that_others_can_read_are_a_fault(tmp_path):
    make_secrets(tmp_path)
    env = dataclasses.replace(read_env({}), data=tmp_path)
    assert open_secrets(env) == []
    secrets_path(tmp_path).chmod(0o644)
    assert "chmod 600" in open_secrets(env)[0]


def test_new_keys_for_an_old_database_are_taken_back(installation, tmp_path):
    new, database = tmp_path / "new", tmp_path / "city.sqlite3"
    shutil.copy(installation / "lianxin.sqlite3", database)
    old = shutil.copytree(installation, tmp_path / "old")
    refused = lianxin("migrate", LIANXIN_DATA=str(new), DATABASE_URL=f"sqlite:///{database}")
    assert refused.returncode == 2
    assert "sealed with other keys" in refused.stderr
    assert not (new / "secrets.json").exists()
    assert lianxin("migrate", LIANXIN_DATA=str(old), DATABASE_URL=f"sqlite:///{database}").returncode == 0
