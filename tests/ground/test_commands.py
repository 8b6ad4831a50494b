"""`lianxin X` as people type it: sentences instead of tracebacks, and exit code 2 for what they can mend."""

import socket

import pytest
from tests.installation import lianxin


def test_without_a_command_it_says_what_there_is():
    done = lianxin()
    assert done.returncode == 0
    assert "lianxin demo" in done.stdout


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"LIANXIN_TODAY": "2017-07-14"}, "leave it out"),
        ({"LIANXIN_DEBUG": "yes"}, "leave it out"),
        ({"PORT": "eighty"}, "set it to a number"),
        ({"LIANXIN_URL": "http://lianxin.example.cn"}, "https"),
    ],
)
def test_serve_refuses_in_one_sentence(tmp_path, environ, words):
    done = lianxin("serve", **{"LIANXIN_DATA": str(tmp_path), "PORT": "0" if "PORT" in environ else free_port(), **environ})
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_named(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = lianxin("serve", LIANXIN_DATA=str(tmp_path), PORT=str(port))
    assert done.returncode == 2
    assert f"Port {port}" in done.stderr


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
