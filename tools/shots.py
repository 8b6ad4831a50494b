"""Screenshots of the main pages at 390 and 1280 px, in Chinese and English, into shots/.

    make shots                                the list of PAGES
    make shots ARGS="/desk/ /me/"             only these
    LANGUAGES=zh-hans WIDTHS=390 make shots

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
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from chromium import find_chromium
from postgres import free_port

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "shots"
WIDTHS = [int(width) for width in os.environ.get("WIDTHS", "390,1280").split(",")]
LANGUAGES = os.environ.get("LANGUAGES", "zh-hans,en").split(",")
START_SECONDS = 240
PAGES: tuple[tuple[str, str], ...] = (
    ("", "/"),
    ("", "/accounts/login/"),
    ("city_office", "/desk/"),
    ("city_office", "/desk/people/"),
    ("city_office", "/desk/organisations/"),
    ("city_office", "/desk/gatherings/"),
    ("city_office", "/desk/matters/"),
    ("city_office", "/desk/bulletins/"),
    ("city_office", "/desk/ballots/"),
    ("city_office", "/desk/lists/"),
    ("city_office", "/desk/programmes/"),
    ("city_office", "/desk/reports/"),
    ("city_office", "/desk/search/?q=王"),
    ("member", "/me/"),
    ("member", "/me/matters/"),
    ("member", "/me/gatherings/"),
    ("member", "/me/record/"),
)


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


def signed_in(browser: Browser, origin: str, role: str, width: int, language: str) -> BrowserContext:
    """Return a context of the given width and language, signed in as the sample person of a role."""
    height = 844 if width < 600 else 900
    context = browser.new_context(viewport={"width": width, "height": height}, locale=language)
    context.add_cookies([{"name": "lianxin_language", "value": language, "url": origin}])
    if role:
        page = context.new_page()
        page.goto(f"{origin}/accounts/login/")
        page.locator(f"button[data-role='{role}'], button[name='role'][value='{role}']").first.click()
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


def shoot(context: BrowserContext, origin: str, path: str, target: Path) -> list[str]:
    """Write one screenshot and return what is wrong with the page."""
    faults: list[str] = []
    page = context.new_page()
    watch(page, origin, faults)
    response = page.goto(f"{origin}{path}")
    if response is None or response.status >= 400:
        faults.append(f"answers {response.status if response else 'nothing'}")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        faults.append(f"{overflow} px wider than the screen")
    page.screenshot(path=target, full_page=True)
    page.close()
    return faults


def name_of(path: str) -> str:
    """Return a file name for a path."""
    return re.sub(r"[^\w]+", "-", path).strip("-") or "front"


def main() -> int:
    """Shoot every page in every size and language; return 1 when a page has a fault, 2 without a browser."""
    browser_path = find_chromium()
    if not browser_path:
        print("No Chromium found: install one, or set CHROMIUM to its path.")
        return 2
    wanted = set(sys.argv[1:])
    pages = [page for page in PAGES if not wanted or page[1] in wanted]
    pages += [("city_office", path) for path in sorted(wanted - {path for _role, path in PAGES})]
    SHOTS.mkdir(exist_ok=True)
    bad = 0
    with demo() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for language in LANGUAGES:
            for width in WIDTHS:
                for role in dict.fromkeys(role for role, _path in pages):
                    context = signed_in(browser, origin, role, width, language)
                    for path in [path for its_role, path in pages if its_role == role]:
                        target = SHOTS / f"{name_of(path)}.{role or 'nobody'}.{width}.{language}.png"
                        faults = shoot(context, origin, path, target)
                        bad += bool(faults)
                        print(f"{target.name}: {'; '.join(dict.fromkeys(faults)) or 'ok'}", flush=True)
                    context.close()
        browser.close()
    print(f"The pictures are in {SHOTS}; {bad} of them show a fault.")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
