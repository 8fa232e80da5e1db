"""Which participants a person reaches: those of the programmes within reach."""

from __future__ import annotations

from django.db.models import QuerySet

from humiao.access.public import Scope
from humiao.registry.models import Participant


def participants_within(scope: Scope) -> QuerySet[Participant]:
    """Return the participants within a scope: every programme's, or those of the programmes it delivers."""
    if scope.pseudonymous:
        return Participant.objects.none()
    if scope.every_programme:
        return Participant.objects.all()
    return Participant.objects.filter(programme_id__in=sorted(scope.programmes | scope.figures))
