"""Looking for words everywhere: bytes of files, rows of tables, sealed values in clear, backups unpacked."""

from __future__ import annotations

import base64
import json
import zipfile
from pathlib import Path

from cryptography.exceptions import InvalidTag

from lianxin.core.sealed import SealedTextField, unseal
from lianxin.keeping.dump import columns_of, kept_models, lines_of


def forms(word: str) -> set[bytes]:
    """How a word may stand in a file: as UTF-8, as UTF-16, in GB 18030, and escaped in JSON."""
    escaped = json.dumps(word)[1:-1]
    return {
        word.encode(),
        word.encode("utf-16-le"),
        word.encode("gb18030"),
        escaped.encode(),
        escaped.replace("\\", "\\\\").encode(),
    }


def in_folder(folder: Path, words: list[str]) -> list[str]:
    """Files that hold one of the words, backups unpacked."""
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        parts = {path.name: path.read_bytes()}
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts |= {f"{path.name}:{name}": archive.read(name) for name in archive.namelist()}
        if path.suffix == ".sealed":
            parts[f"{path.name} opened"] = unseal(path.read_bytes()).encode("latin-1")
        found += [
            f"{name}: {word}"
            for name, data in parts.items()
            for word in words
            if any(form in data for form in forms(word))
        ]
    return found


def in_tables(words: list[str]) -> list[str]:
    """Columns of tables that hold one of the words, sealed values in clear."""
    found = []
    for model in kept_models():
        fields = columns_of(model)
        lines = lines_of(model)
        next(lines)
        for line in lines:
            for field, value in zip(fields, json.loads(line), strict=True):
                text = opened(value) if isinstance(field, SealedTextField) else str(value)
                if isinstance(value, str) and text.startswith(("{", "[")):
                    text += json.dumps(json.loads(text), ensure_ascii=False) if is_json(text) else ""
                found += [
                    f"{model._meta.label}.{field.name} {line[:60]!r}: {word}"
                    for word in words
                    if word in text
                ]
    return found


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def opened(value: str | None) -> str:
    data = base64.b64decode(value or "")
    try:
        return unseal(data) if data else ""
    except InvalidTag:
        return ""
