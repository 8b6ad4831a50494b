"""`lianxin match`: join the mentions of the whole register on exact keys."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.access.actors import service
from lianxin.register.services.rematching import match_all


class Command(BaseCommand):
    help = "Join mentions that exact keys show to be one person. Imports do the same for their own rows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        result = match_all(by=service("match"))
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json()))
        else:
            self.stdout.write(
                _("{mentions} mentions, {people} people; {joined} joined now, {review} pairs to look at").format(**result.as_json())
            )
