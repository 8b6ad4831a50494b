"""How a sealed value looks before it is revealed."""

from __future__ import annotations


def mask_number(value: str, head: int = 3, tail: int = 4) -> str:
    """139****5678; short values keep only their tail."""
    if len(value) <= head + tail:
        return "*" * max(len(value) - 2, 0) + value[-2:]
    return value[:head] + "*" * (len(value) - head - tail) + value[-tail:]


def mask_name(name: str) -> str:
    """王** for public notices: the surname stays."""
    return name[:1] + "*" * (len(name) - 1)


def mask_email(value: str) -> str:
    user, _, host = value.partition("@")
    return f"{user[:1]}***@{host}" if host else "***"


def mask_text(value: str, keep: int = 6) -> str:
    """Addresses: the district part stays."""
    return value[:keep] + "…" if len(value) > keep else value
