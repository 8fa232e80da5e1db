"""How a person's scope becomes a filter on intakes."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from humiao.access.public import Actor
from humiao.registry.intake.choices import Door
from humiao.registry.models import Intake


def reachable_intakes(by: Actor) -> QuerySet[Intake]:
    """Return the intakes of a person's county, town or village; a provider's are those of its outreach.

    Whoever opened an intake keeps seeing it. One whose place isn't known yet is the county's alone.
    """
    if by.scope.county:
        return Intake.objects.all()
    parts = Q(opened_by=by.account_id) if by.account_id else Q(pk__in=[])
    if by.scope.towns:
        parts |= Q(town_code__in=sorted(by.scope.towns))
    if by.scope.villages:
        parts |= Q(village_code__in=sorted(by.scope.villages))
    if by.scope.programmes:
        parts |= Q(door=Door.PROVIDER, programme_id__in=sorted(by.scope.programmes))
    return Intake.objects.filter(parts)
