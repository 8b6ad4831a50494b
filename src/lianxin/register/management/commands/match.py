"""`lianxin match`: match the whole register; or train the model that weighs the evidence."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lianxin.access.actors import service
from lianxin.register.models import PairQuestion
from lianxin.register.services.linking import match_all
from lianxin.register.services.training import train, use


class Command(BaseCommand):
    help = "Join the records of one person and of one body over the whole register, and find the pairs to ask about."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--train", choices=PairQuestion.Of.values, help="learn the model from this register first")
        parser.add_argument("--use", metavar="VERSION", help="take up a version again; empty for the one that comes with Lianxin")
        parser.add_argument("--of", choices=PairQuestion.Of.values, default=PairQuestion.Of.PEOPLE)

    def handle(self, *args: Any, **options: Any) -> None:
        by = service("match")
        if options["train"]:
            made = train(options["train"], by=by)
            self.stderr.write(_("model {version} learnt from {n} rows").format(version=made.version, n=made.records))
        if options["use"] is not None:
            use(options["of"], options["use"], by=by)
        result = match_all(by=by)
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json()))
            return
        words = _("{mentions} mentions, {people} people, {organisations} organisations; {joined} joined now, {review} pairs to look at")
        self.stdout.write(words.format(**result.as_json()))
