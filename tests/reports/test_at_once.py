"""Many comment on a report, and two sign it, at one moment."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from lianxin.access.actors import service
from lianxin.core.errors import LianxinError
from lianxin.reports.models import OpenRemark, Revision, WorkReport
from lianxin.reports.services.comments import comment
from lianxin.reports.services.signing import sign_report
from lianxin.reports.services.writing import open_report, save_version, send_to_review

DAY = dt.date(2017, 7, 14)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_comment_comes_before_the_signature_and_is_seen_or_after_and_is_refused():
    by = service("tests", on=DAY)
    made = open_report(kind="brief", start=dt.date(2017, 1, 1), end=DAY, by=by, at=DAY)
    save_version(made, body="# 简报\n\n现有{{B1.register}}。\n", seen=1, by=by, at=DAY)
    send_to_review(made, by=by, at=DAY)

    def act(number: int) -> int:
        """Sign in turns of eight, comment otherwise; gives the comment's id, 0 for a signature or what was refused."""
        report = WorkReport.objects.get(pk=made.pk)
        try:
            if number % 8 == 3:
                sign_report(report, document_number="大统发〔2017〕8号", signed_over="先行签发", by=by, at=DAY)
                return 0
            return comment(report, text=f"意见{number}", by=by, at=DAY).pk
        except LianxinError:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        said = {pk for pk in pool.map(act, range(24)) if pk}
    revision = Revision.objects.get()
    assert set(OpenRemark.objects.filter(revision=revision).values_list("comment_id", flat=True)) == said
