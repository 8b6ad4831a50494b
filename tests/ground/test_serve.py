"""`lianxin serve`: it answers, prints the first-run link, and leaves no process behind."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from tests.ground.test_commands import free_port

LONGEST_START = 300


@pytest.fixture
def server(request, tmp_path):
    """A started installation on a free port: its process and address. Begins with nothing, or with what `request.param` names."""
    if getattr(request, "param", ""):
        shutil.copytree(request.getfixturevalue(request.param), tmp_path / "data")
    port = free_port()
    environ = {**os.environ, "LIANXIN_DATA": str(tmp_path / "data"), "LIANXIN_TODAY": "", "DATABASE_URL": "", "PORT": port}
    environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
    with (tmp_path / "out").open("w") as out:
        process = subprocess.Popen([sys.executable, "-m", "lianxin", "serve"], env=environ, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}/healthz"
    try:
        end = time.monotonic() + LONGEST_START
        while not answers(url):
            assert process.poll() is None, (tmp_path / "out").read_text()
            assert time.monotonic() < end, (tmp_path / "out").read_text()
            time.sleep(0.2)
        yield process, url
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(15)


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def children_of(pid):
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_an_empty_installation_prints_its_first_run_link(server, tmp_path):
    said = (tmp_path / "out").read_text()
    assert "First run: open http://127.0.0.1:" in said
    assert (tmp_path / "data" / "secrets.json").exists()
    assert (tmp_path / "data" / "lianxin.sqlite3").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize("server", ["installation"], indirect=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_children_end_with_their_parent(server, number):
    process, url = server
    children = children_of(process.pid)
    assert len(children) >= 2
    process.send_signal(number)
    process.wait(15)
    end = time.monotonic() + 10
    while any(is_alive(pid) for pid in children) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(is_alive(pid) for pid in children)
    assert not answers(url)
