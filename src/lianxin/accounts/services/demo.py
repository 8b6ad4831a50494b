"""The sample city's accounts, one per role, that the demo's sign-in page offers with a button each."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.accounts.models import User

DEMO: dict[str, tuple[Promise, Promise]] = {
    "demo-member": (_("Member"), _("phone: join, ask, vote, read, see everything held about them")),
    "demo-liaison": (_("Liaison officer"), _("an association's lists, activities and documents")),
    "demo-station": (_("Station worker"), _("takes cases before the clock runs out")),
    "demo-lawyer": (_("Volunteer lawyer"), _("phone: advice and legal aid")),
    "demo-district": (_("District officer"), _("everything in the district, nothing outside it")),
    "demo-city": (_("City office"), _("all programmes and the work report")),
    "demo-leader": (_("Leader"), _("phone: own pairings and visits, action items, the report")),
    "demo-dpo": (_("Data-protection officer"), _("requests, consents, who read what")),
    "demo-security": (_("Security administrator"), _("accounts and rights")),
    "demo-system": (_("System administrator"), _("jobs, versions, backups")),
    "demo-audit": (_("Auditor"), _("the journal and its seals")),
}
"""Made by the sample city; the names say what they are, so that nobody mistakes one for a real account."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    username: str
    role: Promise
    does: Promise
    name: str


def demo_accounts() -> list[DemoAccount]:
    """The accounts that this installation has, in the order of DESIGN §1; none outside the demo."""
    if not settings.LIANXIN_DEMO:
        return []
    known = dict(User.objects.filter(username__in=DEMO, is_active=True).values_list("username", "person__name"))
    return [
        DemoAccount(username, role, does, known[username] or "")
        for username, (role, does) in DEMO.items()
        if username in known
    ]


def demo_user(username: str) -> User | None:
    """The account of a demo button; None for any other name and outside the demo."""
    if not settings.LIANXIN_DEMO or username not in DEMO:
        return None
    return User.objects.filter(username=username, is_active=True).first()
