"""How a person's scope becomes a filter on intakes."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from humiao.access.public import Actor
from humiao.registry.intake.choices import Door
from humiao.registry.models import Intake
from humiao.registry.scope import hidden_children


def reachable_intakes(by: Actor) -> QuerySet[Intake]:
    """Return the intakes of a person's county, town or village; a provider's are those of its outreach.

    Whoever opened an intake keeps seeing it. One whose place isn't known yet is the county's alone.
    One whose child's file is restricted is left out for whoever isn't named for it.
    """
    open_to_all = Intake.objects.exclude(child_id__in=hidden_children(by.scope).values("pk"))
    if by.scope.county:
        return open_to_all
    parts = Q(opened_by=by.account_id) if by.account_id else Q(pk__in=[])
    if by.scope.towns:
        parts |= Q(town_code__in=sorted(by.scope.towns))
    if by.scope.villages:
        parts |= Q(village_code__in=sorted(by.scope.villages))
    if by.scope.programmes:
        parts |= Q(door=Door.PROVIDER, programme_id__in=sorted(by.scope.programmes))
    return open_to_all.filter(parts)
