"""The environment keys: what they give, and the sentences for what cannot be meant."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from lianxin.config.checks import impossible_settings
from lianxin.config.env import parse_database, read_env


def test_nothing_set_gives_a_working_installation():
    env = read_env({})
    assert env.data == Path("data").resolve()
    assert env.port == 8000
    assert env.origin == "http://127.0.0.1:8000"
    assert (env.today, env.demo, env.debug, env.https) == (None, False, False, False)


def test_values_are_parsed():
    env = read_env({"PORT": "8123", "LIANXIN_TODAY": "2017-07-14", "LIANXIN_URL": "https://lianxin.example.cn/", "LIANXIN_DEMO": "yes"})
    assert env.port == 8123
    assert env.today == dt.date(2017, 7, 14)
    assert env.origin == "https://lianxin.example.cn"
    assert env.https
    assert env.demo


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("LIANXIN_TODAY", "14.7.2017"),
        ("LIANXIN_URL", "lianxin.example.cn"),
        ("LIANXIN_DEMO", "perhaps"),
        ("LIANXIN_CIPHER", "rot13"),
    ],
)
def test_a_wrong_value_names_its_key_and_what_it_expects(name, value):
    with pytest.raises(ImproperlyConfigured, match=f"{name} is '{value}': set it to "):
        read_env({name: value})


def test_databases(tmp_path):
    sqlite = parse_database("", tmp_path)
    assert sqlite["NAME"] == tmp_path / "lianxin.sqlite3"
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert parse_database("sqlite:////srv/city.sqlite3", tmp_path)["NAME"] == Path("/srv/city.sqlite3")
    postgres = parse_database("postgres://city:p%40ss@db:5433/lianxin?sslmode=require", tmp_path)
    assert postgres["PASSWORD"] == "p@ss"
    assert (postgres["HOST"], postgres["PORT"], postgres["NAME"]) == ("db", "5433", "lianxin")
    assert postgres["OPTIONS"]["sslmode"] == "require"
    assert "jit=off" in postgres["OPTIONS"]["options"]
    assert parse_database("postgres://db/lianxin?options=-c%20jit%3Don", tmp_path)["OPTIONS"] == {"options": "-c jit=on"}
    with pytest.raises(ImproperlyConfigured, match="set it to postgres://"):
        parse_database("mysql://db/lianxin", tmp_path)


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"LIANXIN_URL": "http://lianxin.example.cn"}, "plain http"),
        ({"LIANXIN_DEMO": "yes", "LIANXIN_TODAY": "2017-07-14", "LIANXIN_BIND": "0.0.0.0"}, "signs anybody in"),
        ({"LIANXIN_DEBUG": "yes", "LIANXIN_URL": "https://lianxin.example.cn"}, "source code"),
        ({"LIANXIN_DEMO": "yes"}, "LIANXIN_TODAY"),
    ],
)
def test_settings_that_cannot_be_meant(environ, words):
    (sentence,) = impossible_settings(read_env(environ))
    assert words in sentence


def test_ordinary_settings_are_fine():
    assert impossible_settings(read_env({})) == []
    assert impossible_settings(read_env({"LIANXIN_URL": "https://lianxin.example.cn", "LIANXIN_BIND": "0.0.0.0"})) == []
