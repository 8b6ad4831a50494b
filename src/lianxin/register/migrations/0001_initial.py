from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = [("reference", "0002_load_reference")]
    operations = []
