"""Issued document (制度文件): organisations sign for it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lianxin.bulletins.flow_of_bulletins import flow_of_bulletins
from lianxin.bulletins.kind import BulletinKind


class IssuedDocument(BulletinKind):
    key = "issued_document"
    name = _("Issued document")
    plural = _("Issued documents")
    flow = flow_of_bulletins(numbered=True)
    signed_for = True
    icon = "file-check-2"
