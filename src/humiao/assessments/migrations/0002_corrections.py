"""Keep when a change of level was withdrawn."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='levelchange',
            name='withdrawn_at',
            field=models.DateTimeField(null=True),
        ),
    ]
