"""The lists that associations sent, where this machine has them."""

from pathlib import Path

import pytest

LISTS = Path(__file__).resolve().parents[3] / "shared" / "lists"


@pytest.fixture(scope="session")
def lists() -> Path:
    if not LISTS.is_dir():
        pytest.skip("the sample lists are not on this machine (../shared/lists)")
    return LISTS


@pytest.fixture(scope="session")
def everything(lists) -> list[Path]:
    """All files of the small set and the ledgers."""
    found = [*(lists / "small" / "lists").iterdir(), *(lists / "small" / "org_lists").iterdir()]
    found += [path for path in (lists / "ledgers").iterdir() if path.suffix in {".xlsx", ".xls", ".ods", ".csv"}]
    return sorted(found)
