"""Which participants a person reaches: those of the programmes within reach."""

from __future__ import annotations

from django.db.models import QuerySet

from humiao.access.public import Scope
from humiao.registry.models import Participant
from humiao.registry.scope import hidden_children


def participants_within(scope: Scope) -> QuerySet[Participant]:
    """Return the participants within a scope: every programme's, or those of the programmes it delivers.

    One whose own file is restricted is left out for whoever isn't named for it.
    """
    if scope.pseudonymous:
        return Participant.objects.none()
    open_to_all = Participant.objects.exclude(child_id__in=hidden_children(scope).values("pk"))
    if scope.every_programme:
        return open_to_all
    return open_to_all.filter(programme_id__in=sorted(scope.programmes | scope.figures))
