"""Keep corrections of wrong records with the rows they touch; a file can be retired and lead to another."""

import django.db.models.deletion
import humiao.foundation.fields
import humiao.foundation.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("registry", "0006_intakes"),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectedRow',
            fields=[
                ('id', models.UUIDField(default=humiao.foundation.ids.new_id, primary_key=True, serialize=False)),
                ('table', models.CharField(max_length=60)),
                ('column', models.CharField(blank=True, max_length=40)),
                ('row_id', models.UUIDField()),
                ('fate', models.CharField(max_length=10)),
                ('why', models.CharField(blank=True, max_length=40)),
                ('before', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='FileCorrection',
            fields=[
                ('id', models.UUIDField(default=humiao.foundation.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('record_kind', models.CharField(blank=True, max_length=20)),
                ('record_id', models.UUIDField(null=True)),
                ('taken', models.JSONField(default=list)),
                ('reason', humiao.foundation.fields.EncryptedTextField(blank=True, editable=True, null=True)),
                ('state', models.CharField(max_length=10)),
                ('proposed_by', models.UUIDField(null=True)),
                ('proposed_by_post_id', models.UUIDField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('decided_by', models.UUIDField(null=True)),
                ('decided_by_post_id', models.UUIDField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision_note', humiao.foundation.fields.EncryptedTextField(blank=True, editable=True, null=True)),
                ('before', humiao.foundation.fields.EncryptedTextField(blank=True, editable=True, null=True)),
                ('version', models.IntegerField(default=1)),
            ],
            options={
                'ordering': ['recorded_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='child',
            name='merged_into',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.child'),
        ),
        migrations.AddField(
            model_name='child',
            name='retired_as',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AddIndex(
            model_name='child',
            index=models.Index(condition=models.Q(('merged_into__isnull', False)), fields=['merged_into'], name='child_merged'),
        ),
        migrations.AddField(
            model_name='filecorrection',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.child'),
        ),
        migrations.AddField(
            model_name='filecorrection',
            name='other',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.child'),
        ),
        migrations.AddField(
            model_name='filecorrection',
            name='undoes',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.filecorrection'),
        ),
        migrations.AddField(
            model_name='correctedrow',
            name='correction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.filecorrection'),
        ),
        migrations.AddConstraint(
            model_name='filecorrection',
            constraint=models.UniqueConstraint(condition=models.Q(('record_id__isnull', True), ('state', 'proposed')), fields=('child',), name='one_waiting_of_a_file'),
        ),
        migrations.AddConstraint(
            model_name='filecorrection',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('record_id',), name='one_waiting_of_a_record'),
        ),
    ]
