"""`lianxin X`: demo, serve, or any Django command. Sentences for the user, never a traceback for what they can mend."""

import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from lianxin.config.env import read_env
from lianxin.config.parent import end_with_parent
from lianxin.config.secrets import make_secrets
from lianxin.core.errors import LianxinError

USER_ERROR = 2
DEMO_TODAY = "2017-07-14"
MAKES_SECRETS = frozenset({"demo", "serve", "migrate", "sample"})
USAGE = """Lianxin: the engagement work of a city's federation of associations.

  lianxin demo      the sample city on http://127.0.0.1:8000 (PORT changes it)
  lianxin serve     an empty installation: data folder, keys, tables, first-run link, worker, server
  lianxin help      every other command; `lianxin help COMMAND` explains one
"""


def main() -> None:
    """Run the command that the arguments name; end with 2 and one sentence where the user can mend the matter."""
    try:
        run(sys.argv)
    except (LianxinError, ImproperlyConfigured) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(USER_ERROR)
    except KeyboardInterrupt:
        sys.exit(130)


def run(arguments: list[str]) -> None:
    """Ready the environment for the command, then hand over to it. Errors: LianxinError, ImproperlyConfigured."""
    end_with_parent()
    command = arguments[1] if len(arguments) > 1 else ""
    if command in {"", "-h", "--help"}:
        sys.stdout.write(USAGE)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    if command == "demo":
        # The demo keeps to a folder of its own, so that it never meets an installation with real people.
        os.environ.setdefault("LIANXIN_DATA", "data/demo")
        os.environ.setdefault("LIANXIN_TODAY", DEMO_TODAY)
        os.environ["LIANXIN_DEMO"] = "yes"
    env = read_env()
    made = make_secrets(env.data) if command in MAKES_SECRETS else False
    if not made and command not in {"demo", "serve"}:
        execute_from_command_line(arguments)
        return
    from lianxin.config import start  # noqa: PLC0415  every other command would wait for the server's import

    if command in {"demo", "serve"}:
        begin = start.demo if command == "demo" else start.serve
        begin(env, made_secrets=made)
        return
    django.setup()
    start.refuse_other_keys(env, start.open_database())
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
