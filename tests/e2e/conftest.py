"""Chromium against a live server: a page of a desk or of a phone, signed in as anyone, that asks no other host.

Playwright's Python API runs an event loop in the thread of the test, and Django would refuse the database there;
the tests use both one after the other, never together.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
SERIOUS = {"serious", "critical"}
LOAD_SECONDS = 400
LONGEST_WAIT = 60_000
"""Milliseconds: other tests work beside these, and a slow machine is no fault of a page."""
Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever stands in this folder as end-to-end."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; CHROMIUM names it. Skips where there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no Chromium: install one or set CHROMIUM to its path")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_as(browser, live_server) -> Iterator[Callable[..., Page]]:
    """Give ``open_as(user=None, viewport=DESK, language="zh-hans", javascript=True)``: a page with the server's address.

    At the end of the test no page may have asked another host, nor have run into a script error.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(user=None, viewport=DESK, language="zh-hans", *, javascript=True) -> Page:
        context = browser.new_context(
            viewport=viewport, locale=language, base_url=live_server.url, java_script_enabled=javascript
        )
        contexts.append(context)
        cookies = [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}]
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            cookies.append({"name": name, "value": client.cookies[name].value, "url": live_server.url})
        context.add_cookies(cookies)
        page = context.new_page()
        page.set_default_timeout(LONGEST_WAIT)
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("request", lambda request: faults.extend(foreign(request.url, live_server.url)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def foreign(url: str, own: str) -> list[str]:
    """Return a sentence when an address is neither ours nor inside the page."""
    return [] if url.startswith((own, "data:", "blob:", "about:")) else [f"asks another host: {url}"]


@pytest.fixture
def serious() -> Callable[[Page], list[str]]:
    """Give ``serious(page)``: the serious and critical violations that axe finds, as lines."""

    def find(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{one['id']} ({one['impact']}): {node['target']}"
            for one in found
            if one["impact"] in SERIOUS
            for node in one["nodes"]
        ]

    return find


@pytest.fixture
def overflow() -> Callable[[Page], int]:
    """Give ``overflow(page)``: by how many pixels the page is wider than its screen."""
    return lambda page: page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Iterator[str]:
    """The address of `lianxin demo` with the sample city, as a user starts it; LIANXIN_E2E_URL names one that runs already.

    LIANXIN_E2E_DATA names a data folder that holds the city already; a copy of it is served.
    """
    running = os.environ.get("LIANXIN_E2E_URL", "")
    if running:
        yield running.rstrip("/")
        return
    data = tmp_path_factory.mktemp("demo") / "data"
    kept = os.environ.get("LIANXIN_E2E_DATA", "")
    if kept:
        shutil.copytree(kept, data)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LIANXIN_", "DJANGO_", "DATABASE_URL"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "lianxin", "demo"], env={**clean, "LIANXIN_DATA": str(data), "PORT": str(port)}, stdout=subprocess.DEVNULL
    )
    origin = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(f"{origin}/healthz", process)
        yield origin
    finally:
        process.terminate()
        process.wait(20)


def wait_until_it_answers(url: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + LOAD_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, f"the demo ended with exit code {process.returncode}"
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    pytest.fail(f"the demo did not answer within {LOAD_SECONDS} s")


@pytest.fixture
def visit(browser, demo) -> Iterator[Visit]:
    """Give ``visit(account="", viewport=DESK, language="zh-hans", javascript=True)``: a page of the demo, signed in by its button.

    At the end no page may have asked another host, run into a script error, or been answered with a server's error.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_page(account="", viewport=DESK, language="zh-hans", *, javascript=True) -> Page:
        context = browser.new_context(
            viewport=viewport, locale=language, base_url=demo, java_script_enabled=javascript, reduced_motion="reduce"
        )
        contexts.append(context)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": demo}])
        page = context.new_page()
        page.set_default_timeout(LONGEST_WAIT)
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("request", lambda request: faults.extend(foreign(request.url, demo)))
        page.on("response", lambda answer: faults.append(f"{answer.status} at {answer.url}") if answer.status >= 500 else None)
        if account:
            sign_in(page, account)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def sign_in(page: Page, account: str) -> None:
    """Press the demo's button of an account."""
    page.goto("/accounts/login/")
    page.locator(f"form:has(input[value='{account}']) button").click()
    page.wait_for_load_state("load")
