"""Make the sequence file numbers are drawn from."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE registry_file_number", reverse_sql="DROP SEQUENCE registry_file_number"
        )
    ]
