"""Codes of bulletins."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Addressing(TextChoices):
    """Purposes for which a person may be addressed. A consent to one is none to another: bulletins need `BULLETINS`."""

    REGISTER = "register", _("being in the register")
    CONTACT = "contact", _("being contacted")
    BULLETINS = "bulletins", _("receiving bulletins")
