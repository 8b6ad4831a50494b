"""Settings that cannot be meant refuse to start; each error is the sentence that mends it."""

import stat
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from lianxin.config.env import LOCAL_HOSTS, Env
from lianxin.config.secrets import secrets_path


@register()
def check_environment(**kwargs: Any) -> list[CheckMessage]:
    """Run every check of this page."""
    env: Env = settings.ENV
    sentences = [*impossible_settings(env), *open_secrets(env)]
    return [Error(sentence, id=f"lianxin.E1{number:02}") for number, sentence in enumerate(sentences, start=1)]


def impossible_settings(env: Env) -> list[str]:
    """Return a sentence for each pair of keys that cannot both be meant."""
    found = []
    local = urlsplit(env.origin).hostname in LOCAL_HOSTS
    if not env.https and not local:
        found.append("LIANXIN_URL is plain http: set it to the https origin, passwords would be readable on the way.")
    if env.demo and not (local and env.bind in LOCAL_HOSTS):
        found.append("The demo signs anybody in: leave out LIANXIN_URL and LIANXIN_BIND, it is for this machine only.")
    if env.debug and not local:
        found.append("LIANXIN_DEBUG shows source code and data to visitors: leave it out where LIANXIN_URL is set.")
    if env.demo and env.today is None:
        found.append("The demo lives on a day of the sample city: set LIANXIN_TODAY, such as 2017-07-14.")
    return found


def open_secrets(env: Env) -> list[str]:
    """Return a sentence when others on this machine can read the keys."""
    path = secrets_path(env.data)
    if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return [f"Others can read {path}: run `chmod 600 {path}`."]
    return []
