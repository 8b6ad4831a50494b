"""Load places and calendar, so that migrating alone readies an installation for import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

from lianxin.reference.services.load import load_reference

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def load(registry: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    load_reference(registry)


class Migration(migrations.Migration):
    dependencies = (("reference", "0001_initial"),)
    operations = (migrations.RunPython(load, migrations.RunPython.noop),)
