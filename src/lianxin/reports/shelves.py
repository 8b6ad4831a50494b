"""Records of this app that a programme's page may show."""

from __future__ import annotations

from lianxin.programmes.shelves import Shelf, add_shelf

add_shelf(Shelf("reports.Assessment", ("-scheme__year", "place__code")))
