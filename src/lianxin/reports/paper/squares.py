"""Square codes (QR) that open a report after sign-in; they hold an address and nothing else."""

from __future__ import annotations

from io import BytesIO

import segno


def square_svg(url: str) -> str:
    """The code as a drawing."""
    file = BytesIO()
    segno.make_qr(url, error="m").save(
        file, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None
    )
    return file.getvalue().decode()


def square_png(url: str) -> bytes:
    """The code as a picture of ten dots a module."""
    file = BytesIO()
    segno.make_qr(url, error="m").save(file, kind="png", scale=10, border=2)
    return file.getvalue()
