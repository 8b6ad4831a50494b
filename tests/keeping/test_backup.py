"""Backups: one file, made while others work, restored elsewhere with everything equal and the journal whole."""

from __future__ import annotations

import datetime as dt
import stat
import zipfile

import pytest

from lianxin.access.actors import service
from lianxin.core.errors import Conflict
from lianxin.journal.services.chain import seal_entries, verify_chain
from lianxin.keeping.services.backup import write_backup
from lianxin.keeping.services.restore import restore_backup
from lianxin.register.models import Person
from lianxin.register.records import committers
from lianxin.register.services.exports import written
from lianxin.register.services.parties import add_person

DAY = dt.date(2017, 7, 14)
BY = service("test", on=DAY)


def exports() -> dict[str, bytes]:
    return {one.shape.key: written(one.shape.key, one.export(BY), "csv") for one in committers}


@pytest.mark.slow
def test_restored_elsewhere_everything_is_equal(own_city, empty_place, settings, tmp_path):
    seal_entries()
    file = settings.MEDIA_ROOT / "charters" / "one.txt"
    file.parent.mkdir(parents=True)
    file.write_text("章程", encoding="utf-8")
    backup = tmp_path / "city.zip"
    manifest = write_backup(backup, by=BY)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    before, last = exports(), Person.objects.order_by("-pk").first().pk
    with zipfile.ZipFile(backup) as archive:
        assert "secrets.json" not in archive.namelist()

    empty_place()
    done = restore_backup(backup, by=BY)

    assert (done.rows, done.files, done.erased_again) == (sum(manifest["rows"].values()), 1, 0)
    assert exports() == before
    assert (settings.MEDIA_ROOT / "charters" / "one.txt").read_text(encoding="utf-8") == "章程"
    verdict = verify_chain()
    assert verdict.holds
    assert verdict.blocks > 0
    assert add_person(values={"name": "新来者"}, by=BY, at=DAY).pk > last
    with pytest.raises(Conflict, match="--replace"):
        restore_backup(backup, by=BY)
    assert restore_backup(backup, by=BY, replace=True).rows == done.rows
    assert not Person.objects.filter(name="新来者").exists()
