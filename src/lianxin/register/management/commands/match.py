"""`lianxin match`: match the whole register."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.access.actors import service
from lianxin.register.services.linking import match_all


class Command(BaseCommand):
    help = "Join the records of one person and of one body over the whole register, and find the pairs to ask about."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        result = match_all(by=service("match"))
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json()))
        else:
            self.stdout.write(
                _("{mentions} mentions, {people} people, {organisations} organisations; {joined} joined now, {review} pairs to look at").format(**result.as_json())
            )
