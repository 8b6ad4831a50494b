"""Load the city's programmes, so that migrating alone readies an installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

from lianxin.programmes.services.programmes import read_programmes

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def load(registry: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    model = registry.get_model("programmes", "Programme")
    model.objects.bulk_create([model(**row) for row in read_programmes()])


class Migration(migrations.Migration):
    dependencies = (("programmes", "0001_initial"),)
    operations = (migrations.RunPython(load, migrations.RunPython.noop),)
