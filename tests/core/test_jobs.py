"""Due jobs run one after the other; one that fails holds up no other and is named in the answer."""

import pytest
from django.core.management import call_command

from lianxin.access.actors import service
from lianxin.core import jobs
from lianxin.core.errors import LianxinError
from lianxin.core.registries import Registry
from lianxin.journal.models import Entry
from lianxin.journal.services.entries import record


@pytest.fixture
def trial(monkeypatch) -> Registry:
    registry: Registry = Registry("job")
    monkeypatch.setattr(jobs, "due_jobs", registry)
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)
    return registry


def test_a_failing_job_holds_up_no_other(trial, caplog) -> None:
    def broken() -> int:
        raise RuntimeError("王红 13800001111")

    trial.add("broken", broken)
    trial.add("good", lambda: 3)
    assert jobs.run_due_jobs() == {"broken": None, "good": 3}
    assert "RuntimeError" in caplog.text
    assert "13800001111" not in caplog.text
    with pytest.raises(LianxinError):
        call_command("tick")


@pytest.mark.django_db
def test_tick_seals_the_journal(monkeypatch, capsys) -> None:
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)
    record("tried", None, by=service("test"))
    call_command("tick")
    assert "journal: " in capsys.readouterr().out
    assert not Entry.objects.filter(verb="tried", block=None).exists(), "what later jobs record is sealed by the next tick"
