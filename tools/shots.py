"""Screenshots of the main pages at 390 and 1280 px, in Chinese and English, into shots/.

    make shots                                the list of PAGES
    make shots ARGS="/desk/ /me/"             only these
    LANGUAGES=zh-hans WIDTHS=390 make shots
    make shots ARGS=pictures                  the few of the README, into docs/pictures/

Each page is opened as the sample person of its role, through the demo's own sign-in buttons. A page that answers with
an error, is wider than the screen, asks another host, or writes an error to the console is named at the end.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from chromium import find_chromium
from postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "shots"
WIDTHS = [int(width) for width in os.environ.get("WIDTHS", "390,1280").split(",")]
LANGUAGES = os.environ.get("LANGUAGES", "zh-hans,en").split(",")
START_SECONDS = 240


@dataclass(frozen=True)
class Shot:
    """One page: the demo account that opens it, its path, which link of it to follow, or which words to look for there."""

    account: str
    path: str
    follow: str = ""
    words: str = ""

    @property
    def name(self) -> str:
        """Return a file name."""
        kept = re.sub(r"[^\w]+", "-", self.path).strip("-") or "front"
        return f"{kept}{'-one' if self.follow else ''}"


FIRST_ROW = "main tbody a[href^='/desk/']"
FIRST_LINE = "main a.line, main .line a, main .card a[href^='/me/']"
PAGES: tuple[Shot, ...] = (
    Shot("", "/"),
    Shot("", "/accounts/login/"),
    Shot("", "/gatherings/"),
    Shot("", "/columns/"),
    Shot("", "/privacy/"),
    Shot("demo-city", "/desk/"),
    Shot("demo-city", "/desk/figures/"),
    Shot("demo-city", "/desk/figures/D1.forum_times/"),
    Shot("demo-city", "/desk/figures/C4.liaison_rate/"),
    Shot("demo-city", "/desk/programmes/"),
    Shot("demo-city", "/desk/programmes/D1/"),
    Shot("demo-city", "/desk/programmes/B1/"),
    Shot("demo-city", "/desk/reports/annual/"),
    Shot("demo-city", "/desk/reports/assessments/"),
    Shot("demo-city", "/desk/people/"),
    Shot("demo-city", "/desk/people/", FIRST_ROW),
    Shot("demo-city", "/desk/organisations/"),
    Shot("demo-city", "/desk/organisations/", FIRST_ROW),
    Shot("demo-city", "/desk/documents/"),
    Shot("demo-city", "/desk/lists/"),
    Shot("demo-city", "/desk/lists/", FIRST_ROW),
    Shot("demo-city", "/desk/lists/upload/"),
    Shot("demo-city", "/desk/lists/export/"),
    Shot("demo-city", "/desk/gatherings/"),
    Shot("demo-city", "/desk/gatherings/", FIRST_ROW),
    Shot("demo-city", "/desk/gatherings/add/"),
    Shot("demo-city", "/desk/todo/"),
    Shot("demo-city", "/desk/matters/"),
    Shot("demo-city", "/desk/matters/", FIRST_ROW),
    Shot("demo-city", "/desk/bulletins/"),
    Shot("demo-city", "/desk/bulletins/", FIRST_ROW),
    Shot("demo-city", "/desk/channels/"),
    Shot("demo-city", "/desk/ballots/"),
    Shot("demo-city", "/desk/ballots/", FIRST_ROW),
    Shot("demo-city", "/desk/search/", words="wang"),
    Shot("demo-liaison", "/desk/people/"),
    Shot("demo-station", "/desk/todo/"),
    Shot("demo-station", "/desk/matters/", FIRST_ROW),
    Shot("demo-district", "/desk/"),
    Shot("demo-dpo", "/desk/protection/"),
    Shot("demo-security", "/desk/accounts/"),
    Shot("demo-system", "/desk/system/"),
    Shot("demo-audit", "/desk/journal/"),
    Shot("demo-member", "/me/"),
    Shot("demo-member", "/me/matters/"),
    Shot("demo-member", "/me/matters/", "main a[href^='/me/matters/']:not([href*='new'])"),
    Shot("demo-member", "/me/matters/new/"),
    Shot("demo-member", "/me/matters/new/feedback/"),
    Shot("demo-member", "/me/gatherings/"),
    Shot("demo-member", "/me/gatherings/", "main a[href^='/me/gatherings/']"),
    Shot("demo-member", "/me/bulletins/"),
    Shot("demo-member", "/me/record/"),
    Shot("demo-member", "/me/record/sight/"),
    Shot("demo-leader", "/me/lead/"),
    Shot("demo-city", "/desk/nowhere/"),
)


PICTURES: dict[str, tuple[Shot, int, int]] = {
    "overview": (Shot("demo-city", "/desk/"), 1280, 760),
    "figure": (Shot("demo-city", "/desk/figures/D1.forum_times/"), 1280, 760),
    "report": (Shot("demo-city", "/desk/reports/annual/"), 1280, 760),
    "phone": (Shot("demo-member", "/me/"), 390, 760),
}
"""What the README shows: name, page, width and height of what is seen without scrolling."""


@contextmanager
def demo() -> Iterator[str]:
    """Serve the sample city for the length of the block and yield its origin; use BASE_URL's when that is set."""
    named = os.environ.get("BASE_URL")
    if named:
        yield named.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="lianxin-shots-") as folder:
        environment = {
            **os.environ,
            "LIANXIN_DATA": os.environ.get("LIANXIN_DATA", folder),
            "PORT": str(free_port()),
        }
        process = subprocess.Popen([sys.executable, "-m", "lianxin", "demo"], env=environment)
        origin = f"http://127.0.0.1:{environment['PORT']}"
        try:
            wait_for(f"{origin}/healthz", process)
            yield origin
        finally:
            process.terminate()
            process.wait(15)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the demo answers; raise RuntimeError when it ends or takes too long."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"The demo ended with exit code {process.returncode}.")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"The demo did not answer within {START_SECONDS} s.")


def signed_in(browser: Browser, origin: str, account: str, width: int, language: str) -> BrowserContext:
    """Return a context of the given width and language, signed in through the demo's own button."""
    height = 844 if width < 600 else 900
    context = browser.new_context(viewport={"width": width, "height": height}, locale=language, reduced_motion="reduce")
    context.add_cookies([{"name": "lianxin_language", "value": language, "url": origin}])
    if account:
        page = context.new_page()
        page.goto(f"{origin}/accounts/login/")
        page.locator(f"form:has(input[value='{account}']) button").click()
        page.wait_for_load_state("load")
        page.close()
    return context


def watch(page: Page, origin: str, faults: list[str]) -> None:
    """Collect what a reader would not see: console errors and requests to other hosts."""
    page.on("console", lambda message: faults.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("request", lambda request: None if is_own(request.url, origin) else faults.append(f"asks {request.url}"))


def is_own(url: str, origin: str) -> bool:
    """Tell whether an address is on our host, or inside the page."""
    return url.startswith((origin, "data:", "blob:", "about:"))


def shoot(context: BrowserContext, origin: str, shot: Shot, target: Path) -> list[str]:
    """Write one screenshot and return what is wrong with the page."""
    faults: list[str] = []
    page = context.new_page()
    watch(page, origin, faults)
    response = page.goto(f"{origin}{shot.path}")
    if shot.follow:
        link = page.locator(shot.follow).first
        if link.count() == 0:
            faults.append("holds no link to follow")
        else:
            response = page.goto(f"{origin}{link.get_attribute('href')}")
    if shot.words:
        box = page.locator(".top input[name=q]")
        box.fill(shot.words)
        with page.expect_navigation() as answered:
            box.press("Enter")
        response = answered.value
    if response is None or (response.status >= 400 and "nowhere" not in shot.path):
        faults.append(f"answers {response.status if response else 'nothing'}")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        faults.append(f"{overflow} px wider than the screen")
    page.evaluate("window.scrollTo(0, 0)")  # a focused field may have scrolled the page
    page.screenshot(path=target, full_page=True)
    page.close()
    return [fault for fault in faults if "nowhere" not in shot.path or "404" not in fault]


def take_pictures(browser: Browser, origin: str) -> None:
    """Write the pictures of the README, in Chinese."""
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, (shot, width, height) in PICTURES.items():
        context = signed_in(browser, origin, shot.account, width, "zh-hans")
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{origin}{shot.path}")
        page.screenshot(path=folder / f"{name}.png")
        context.close()


def main() -> int:
    """Shoot every page in every size and language; return 1 when a page has a fault, 2 without a browser."""
    browser_path = find_chromium()
    if not browser_path:
        print("No Chromium found: install one, or set CHROMIUM to its path.")
        return 2
    wanted = set(sys.argv[1:])
    pages = [shot for shot in PAGES if not wanted or shot.path in wanted]
    pages += [Shot("demo-city", path) for path in sorted(wanted - {shot.path for shot in PAGES})]
    SHOTS.mkdir(exist_ok=True)
    bad = 0
    with demo() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        if wanted == {"pictures"}:
            take_pictures(browser, origin)
            browser.close()
            return 0
        for language in LANGUAGES:
            for width in WIDTHS:
                for account in dict.fromkeys(shot.account for shot in pages):
                    context = signed_in(browser, origin, account, width, language)
                    for shot in [shot for shot in pages if shot.account == account]:
                        who = account.removeprefix("demo-") or "nobody"
                        target = SHOTS / f"{shot.name}.{who}.{width}.{language}.png"
                        faults = shoot(context, origin, shot, target)
                        bad += bool(faults)
                        print(f"{target.name}: {'; '.join(dict.fromkeys(faults)) or 'ok'}", flush=True)
                    context.close()
        browser.close()
    print(f"The pictures are in {SHOTS}; {bad} of them show a fault.")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
