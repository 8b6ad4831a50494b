"""Where a Chromium is: named by CHROMIUM, installed by the system, or fetched by Playwright."""

import os
import shutil
from pathlib import Path


def find_chromium() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    caches = [Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "~/.cache/ms-playwright")).expanduser()]
    for cache in caches:
        for found_path in sorted(cache.glob("chromium-*/chrome-linux*/chrome"), reverse=True):
            return str(found_path)
    return None
