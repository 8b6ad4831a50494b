"""An import that is killed leaves nothing or the whole, and the same file again completes it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from lianxin.config.secrets import make_secrets

SCRIPT = Path(__file__).with_name("killing.py")
SEED = 20170714


@pytest.fixture
def database_of_its_own(tmp_path):
    """The address of a database that the killed processes may use: on PostgreSQL one beside that of the tests."""
    if connection.vendor == "sqlite":
        yield ""
        return
    held = connection.get_connection_params()
    keys = {key: held[key] for key in ("host", "port", "user", "password") if held.get(key)}
    name = f"killed_{os.getpid()}"
    with psycopg.connect(**keys, dbname="postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        secret = f":{keys['password']}" if "password" in keys else ""
        yield f"postgres://{keys.get('user', '')}{secret}@{keys.get('host', '127.0.0.1')}:{keys.get('port', 5432)}/{name}"
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.mark.slow
@pytest.mark.django_db
def test_a_killed_import_leaves_nothing_or_the_whole(database_of_its_own, tmp_path):
    make_secrets(tmp_path)
    environment = {**os.environ, "DATABASE_URL": database_of_its_own}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path), str(SEED), "6", "5", "1"],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    seen = json.loads(done.stdout.splitlines()[-1])
    assert sum(seen.values()) == 12
    assert seen["nothing"] > 0
