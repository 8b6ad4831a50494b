from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.access.actors import service
from lianxin.accounts.models import User
from lianxin.accounts.services.tokens import make_token
from lianxin.core.errors import UnknownName


class Command(BaseCommand):
    help = "Prints an API token that acts as a person: with that person's rights of the day, and no others."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("person", metavar="PERSON", help="user name of the account, or number of the person")
        parser.add_argument("--until", type=dt.date.fromisoformat, help="the day from which it is void")

    def handle(self, *args: Any, **options: Any) -> None:
        text = str(options["person"])
        accounts = User.objects.filter(is_active=True, person__isnull=False)
        user = accounts.filter(username=text).first()
        if user is None and text.isdigit():
            user = accounts.filter(person_id=int(text)).first()
        if user is None:
            raise UnknownName(_("Nobody of this name or number has an account that is open."))
        self.stdout.write(make_token(user, by=service("token"), name="command line", expires_on=options["until"]))
