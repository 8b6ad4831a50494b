"""A password needs three of four classes of characters (GB/T 22239, identity authentication)."""

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

CLASSES = (r"[a-z]", r"[A-Z]", r"\d", r"[^a-zA-Z\d]")


class CharacterClassValidator:
    """Refuse passwords with fewer than ``classes`` of: small letters, capitals, digits, other characters."""

    def __init__(self, classes: int = 3) -> None:
        """Keep the number of classes asked for."""
        self.classes = classes

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError when the password has too few classes."""
        if sum(bool(re.search(pattern, password)) for pattern in CLASSES) < self.classes:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        """Return the sentence shown beside the password field."""
        return ngettext(
            "Use at least %(classes)d kind of character: small letters, capitals, digits, signs.",
            "Use at least %(classes)d kinds of characters: small letters, capitals, digits, signs.",
            self.classes,
        ) % {"classes": self.classes}
