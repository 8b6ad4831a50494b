"""`lianxin sample`: load the sample city into an empty installation."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from lianxin.core.errors import LianxinError
from lianxin.sample.services.load import load_city


class Command(BaseCommand):
    help = "Load the sample city into an empty installation."

    def handle(self, *args: Any, **options: Any) -> None:
        shown = ""

        def progress(share: float, words: str) -> None:
            nonlocal shown
            if words != shown:
                shown = words
                self.stdout.write(f"{share:4.0%}  {words}")

        call_command("migrate", interactive=False, verbosity=0)
        try:
            load_city(progress=progress)
        except LianxinError as error:
            raise CommandError(str(error)) from error
