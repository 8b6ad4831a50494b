"""Codes of bulletins."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Addressing(TextChoices):
    """Purposes of a consent under which a bulletin may be sent to a person."""

    REGISTER = "register", _("being in the register")
    CONTACT = "contact", _("being contacted")
    BULLETINS = "bulletins", _("receiving bulletins")
