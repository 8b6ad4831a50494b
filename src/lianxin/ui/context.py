"""What every page shell needs: language, elder mode, navigation, the demo's date and the footer."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import cached_property

from lianxin.ui.navigation import Link, MayAny, Section, sections

ELDER_COOKIE = "lianxin_elder"
HTML_LANGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
LANGUAGE_NAMES = {"zh-hans": "简体", "zh-hant": "繁體", "en": "English"}


class Shell:
    """The frame of a page, computed only as far as a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> MayAny | None:
        """Give the actor that the sign-in layer put on the request, if any."""
        return getattr(self.request, "actor", None)

    @property
    def lang(self) -> str:
        """Give the language tag of the page (BCP 47)."""
        code = translation.get_language() or settings.LANGUAGE_CODE
        return HTML_LANGS.get(code, code)

    @property
    def languages(self) -> list[tuple[str, str, bool]]:
        """Give code, own name and whether it is the page's, for each interface language."""
        here = translation.get_language()
        return [
            (code, LANGUAGE_NAMES.get(code, str(name)), code == here) for code, name in settings.LANGUAGES
        ]

    @property
    def language_name(self) -> str:
        """Give the name of the page's language, in that language."""
        return LANGUAGE_NAMES.get(translation.get_language() or "", "")

    @property
    def elder(self) -> bool:
        """Tell whether the reader asked for large type and simple pages."""
        chosen = self.request.COOKIES.get(ELDER_COOKIE)
        if chosen in ("0", "1"):
            return chosen == "1"
        return bool(getattr(getattr(self.request, "user", None), "elder_mode", False))

    @property
    def demo_date(self) -> dt.date | None:
        """Give the fixed day of a demo or test, which the page must say."""
        return getattr(settings, "LIANXIN_TODAY", None)

    @cached_property
    def desk(self) -> list[Section]:
        """Give the groups of the desk's navigation."""
        return sections(self.actor, self.request.path)

    @cached_property
    def portal(self) -> list[Link]:
        """Give the entries of the portal's tab bar."""
        return [
            link for section in sections(self.actor, self.request.path, "portal") for link in section.links
        ]

    @cached_property
    def who(self) -> str:
        """Give the name of the person who is signed in (one statement), or ""."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return ""
        person = getattr(user, "person", None)
        return str(getattr(person, "name", "") or user.get_short_name() or user.get_username())

    @property
    def signed_in(self) -> bool:
        """Tell whether somebody is signed in."""
        user = getattr(self.request, "user", None)
        return bool(user is not None and user.is_authenticated)

    @property
    def next(self) -> str:
        """Give the address to come back to after a switch of language or type size."""
        return self.request.get_full_path()

    @property
    def site(self) -> dict[str, str]:
        """Give the footer's facts (host, contact, icp, police, privacy_url, complaint_url) as far as they are set."""
        return dict(getattr(settings, "LIANXIN_SITE", {}))

    @property
    def urls(self) -> dict[str, str]:
        """Give the addresses of pages that other apps own; "" while they are not installed."""
        names = {
            "home": "home",
            "search": "desk:search",
            "set_language": "set_language",
            "elder": "ui:elder",
            "sign_in": "account_login",
            "sign_out": "account_logout",
            "desk": "desk:home",
            "portal": "portal:home",
        }
        return {key: _reverse(name) for key, name in names.items()}


def _reverse(name: str) -> str:
    """Give the address of a named page, or "" when there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: put the shell on every page."""
    return {"shell": Shell(request)}
