"""Message catalogues: find what lacks a Chinese translation, make zh_Hant from zh_Hans, compile.

    python tools/messages.py check          fails when a text of the code has no translation
    python tools/messages.py missing APP    prints the entries that APP's catalogue lacks, ready to be filled in
    python tools/messages.py compile        writes zh_Hant and every .mo (build products, not kept in git)

Catalogues hold interface texts only, never names of people, so that OpenCC may turn all of them.
"""

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize
from opencc import OpenCC

SOURCE = Path(__file__).resolve().parent.parent / "src" / "lianxin"
CATALOGUE = Path("locale/zh_Hans/LC_MESSAGES/django.po")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True)
class Text:
    """A text of the interface, where it stands, and the context that tells it from its equals."""

    path: Path
    line: int
    context: str | None
    text: str
    plural: str = ""

    @property
    def key(self) -> tuple[str | None, str]:
        """Return what a catalogue knows the text by."""
        return self.context, self.text


def texts() -> Iterator[Text]:
    """Yield every text marked for translation in Python files and templates."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield from texts_of(path, path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            shown = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # templatize keeps the indentation of HTML, over which Python's tokenizer stumbles.
            yield from texts_of(path, "\n".join(line.strip() for line in shown.split("\n")))


def texts_of(path: Path, source: str) -> Iterator[Text]:
    """Yield the texts of one file's Python source."""
    for line, function, found, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, [], {}):
        parts = [part for part in ([found] if isinstance(found, str) else found or []) if part]
        if not parts:
            continue
        with_context = function is not None and "pgettext" in function
        if with_context and len(parts) > 1:
            yield Text(path, line, parts[0], parts[1], parts[2] if "np" in str(function) and len(parts) > 2 else "")
        elif not with_context:
            plural = parts[1] if str(function).startswith("ngettext") and len(parts) > 1 else ""
            yield Text(path, line, None, parts[0], plural)


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Yield every app's zh_Hans catalogue."""
    for path in sorted(SOURCE.glob(f"*/{CATALOGUE}")):
        with path.open("rb") as file:
            yield path, read_po(file, locale="zh_Hans", abort_invalid=True)


def message_key(message: Message) -> tuple[str | None, str]:
    """Return the context and the (singular) text of a catalogue entry."""
    text = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, text


def strings(message: Message) -> list[str]:
    """Return the translations of an entry: one, or one per plural form."""
    return [message.string or ""] if isinstance(message.string, str | None) else list(message.string)


def faults() -> Iterator[str]:
    """Yield a line per text without translation, empty or fuzzy entry, and text with two translations."""
    known: dict[tuple[str | None, str], tuple[Path, list[str]]] = {}
    for path, catalogue in catalogues():
        for message in catalogue:
            if not message.id:
                continue
            key, translated = message_key(message), strings(message)
            where = f"{shown(path)}:{message.lineno}"
            if message.fuzzy or not any(translated):
                yield f"{where}: {'fuzzy' if message.fuzzy else 'empty'}: {key[1]!r}"
                continue
            first = known.setdefault(key, (path, translated))
            if first[1] != translated:
                yield f"{where}: {key[1]!r} is {translated[0]!r} here and {first[1][0]!r} in {shown(first[0])}: use pgettext"
    missing = set()
    for text in texts():
        if text.key not in known and text.key not in missing:
            missing.add(text.key)
            yield f"{shown(text.path)}:{text.line}: no translation: {text.text!r}"


def missing(app: str) -> Iterator[str]:
    """Yield a catalogue entry with an empty translation for each text of an app that no catalogue knows."""
    known = {message_key(message) for _path, catalogue in catalogues() for message in catalogue if message.id}
    for text in texts():
        if text.key in known or text.path.relative_to(SOURCE).parts[0] != app:
            continue
        known.add(text.key)
        context = f"msgctxt {quote(text.context)}\n" if text.context else ""
        plural = f"msgid_plural {quote(text.plural)}\n" if text.plural else ""
        empty = 'msgstr[0] ""' if text.plural else 'msgstr ""'
        yield f"#: {shown(text.path)}:{text.line}\n{context}msgid {quote(text.text)}\n{plural}{empty}\n"


def quote(text: str) -> str:
    """Return a text as a catalogue writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def shown(path: Path) -> str:
    """Return a path as people click it, from the root of the repository."""
    return os.path.relpath(path, SOURCE.parent.parent)


def compile_all() -> int:
    """Write zh_Hant beside every zh_Hans catalogue, and both as .mo; return how many catalogues there are."""
    turn = OpenCC("s2t").convert
    count = 0
    for path, catalogue in catalogues():
        count += 1
        write(path.with_suffix(".mo"), catalogue)
        turned = Catalog(locale="zh_Hant")
        for message in catalogue:
            if message.id:
                both = strings(message)
                text = turn(both[0]) if isinstance(message.id, str) else tuple(turn(part) for part in both)
                turned.add(message.id, text, context=message.context)
        target = path.parents[2] / "zh_Hant" / "LC_MESSAGES" / "django.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(file, turned, width=0)
        write(target.with_suffix(".mo"), turned)
    return count


def write(path: Path, catalogue: Catalog) -> None:
    """Write a compiled catalogue in one step, so that a server that starts meanwhile reads a whole file."""
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    draft.replace(path)


def main() -> int:
    """Run the verb that the arguments name."""
    verb = sys.argv[1] if len(sys.argv) > 1 else ""
    settings.configure(USE_I18N=False)
    if verb == "compile":
        print(f"Compiled {compile_all()} message catalogues.")
        return 0
    if verb == "missing" and len(sys.argv) > 2:
        print("\n".join(missing(sys.argv[2])))
        return 0
    if verb == "check":
        found = list(faults())
        print("\n".join(found) if found else "Every text has its Chinese translation.")
        return 1 if found else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main())
