"""Keep keyed hashes of the parts of addresses, and fold variants in the keys names are found by."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from humiao.foundation import context, tenancy
from humiao.foundation.names import search_keys
from humiao.foundation.variants import fold_variants
from humiao.registry.addresses import address_keys


def fill_keys(apps, schema_editor):
    """Give the homes there are their keys, and names with a variant in them theirs anew."""
    households = apps.get_model("registry", "Household").objects.using(schema_editor.connection.alias)
    children = apps.get_model("registry", "Child").objects.using(schema_editor.connection.alias)
    with context.keys_of(tenancy.county_being_migrated()):
        for home in households.exclude(address=None).only("id", "address").iterator():
            households.filter(pk=home.pk).update(address_keys=address_keys(home.address))
        for child in children.only("id", "name").iterator():
            if fold_variants(child.name) != child.name:
                children.filter(pk=child.pk).update(search_keys=search_keys(child.name))


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_file_numbers")]

    operations = [
        migrations.AddField(
            "household", "address_keys", ArrayField(models.BinaryField(), default=list)
        ),
        migrations.AddIndex("household", GinIndex(fields=["address_keys"], name="household_address")),
        migrations.RunPython(fill_keys, migrations.RunPython.noop, elidable=True),
    ]
