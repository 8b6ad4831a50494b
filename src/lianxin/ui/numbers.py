"""How numbers are written on every surface."""

from decimal import Decimal


def group_digits(value: object) -> str:
    """Group the digits of a number by thousands (12,345); text is returned unchanged, nothing becomes ""."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return str(value)
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:,}"
