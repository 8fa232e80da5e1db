"""Restrict the files of children who are in a sealed category already, and name their workers."""

from django.db import migrations

_RESTRICT = """
WITH marked AS (
  UPDATE registry_child SET is_restricted = true
  WHERE id IN (SELECT child_id FROM registry_categoryspell
               WHERE category IN ('ABUSE_VICTIM', 'BULLYING_VICTIM') AND to_on IS NULL)
  RETURNING id
), spells AS (
  INSERT INTO registry_filerestriction (id, child_id, restricted_at, is_by_category, version)
  SELECT gen_random_uuid(), id, now(), true, 1 FROM marked
)
INSERT INTO registry_filegrant (id, child_id, post_id, kind, from_at, judgement, version)
SELECT gen_random_uuid(), e.child_id, e.worker_post_id, 'named', now(), '', 1
FROM (SELECT DISTINCT child_id, worker_post_id FROM registry_enrolment
      WHERE to_on IS NULL AND worker_post_id IS NOT NULL) e
JOIN marked m ON m.id = e.child_id
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0016_restricted")]
    operations = [migrations.RunSQL(_RESTRICT, migrations.RunSQL.noop)]
