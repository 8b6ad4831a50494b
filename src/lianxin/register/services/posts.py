"""Posts of an office's establishment (编制): added and abolished by a document; who sits on them is a tie."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lianxin.access.actors import Actor
from lianxin.core.errors import BadInput
from lianxin.journal.services.entries import record
from lianxin.register.models import Document, EstablishedPost, Organisation


@transaction.atomic
def add_post(
    organisation: Organisation, *, section: str, title: str, added_on: dt.date, document: Document, by: Actor
) -> EstablishedPost:
    """A post is added to a section of the office by the document."""
    by.require("add_post", organisation)
    post = EstablishedPost.objects.create(
        organisation=organisation, section=section, title=title, added_on=added_on, document=document
    )
    record(
        "add_post", post, by=by, at=added_on, data={"organisation": organisation.pk, "document": document.pk}
    )
    return post


@transaction.atomic
def abolish_post(post: EstablishedPost, *, abolished_on: dt.date, by: Actor) -> EstablishedPost:
    """The post ends on that day. Raises BadInput when that is before it was added."""
    by.require("add_post", post.organisation)
    if abolished_on < post.added_on:
        raise BadInput(_("It ends before it begins: give the earlier day first."))
    post.abolished_on = abolished_on
    post.save(update_fields=["abolished_on"])
    record("abolish_post", post, by=by, at=abolished_on, data={"organisation": post.organisation_id})
    return post
