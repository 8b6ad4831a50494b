"""The kinds, one folder each; every kind stands in the registry by one line here."""

from lianxin.bulletins.kind import bulletin_kinds
from lianxin.bulletins.kinds.bimonthly import Bimonthly
from lianxin.bulletins.kinds.column import Column
from lianxin.bulletins.kinds.issued_document import IssuedDocument
from lianxin.bulletins.kinds.notice import PlainNotice

bulletin_kinds.add(Bimonthly)
bulletin_kinds.add(IssuedDocument)
bulletin_kinds.add(PlainNotice)
bulletin_kinds.add(Column)
