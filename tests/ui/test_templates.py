"""Every template of every app compiles: a misspelt component, prop or icon is found here, not on a page."""

from pathlib import Path

import pytest
from django.template import engines
from django.template.backends.django import DjangoTemplates

import lianxin

SOURCE = Path(lianxin.__file__).parent
TEMPLATES = sorted(
    (path, path.relative_to(root)) for root in SOURCE.glob("*/**/templates") for path in root.rglob("*.html")
)


@pytest.mark.parametrize(("path", "name"), TEMPLATES, ids=[str(name) for _, name in TEMPLATES])
def test_the_template_compiles(path, name):
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    engine.from_string(path.read_text(encoding="utf-8"))
