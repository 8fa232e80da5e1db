"""Scope: one value that says which children and records a person reaches; each context compiles it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from humiao.access.roles import ROLES, Names, Reach, Role


@dataclass(frozen=True)
class Scope:
    """The union of what a person's posts reach.

    `county` is everything of the county; otherwise a child is reached by its town, its village, or an
    enrolment in one of the programmes. `caseload` are the posts whose enrolments are the person's own.
    """

    county: bool = False
    towns: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    programmes: frozenset[UUID] = frozenset()
    caseload: frozenset[UUID] = frozenset()
    every_programme: bool = False  # figures of every programme of the county, whatever children are reached
    pseudonymous: bool = True
    figures: frozenset[UUID] = frozenset()  # programmes whose figures alone are reached, not their children
    granted: frozenset[UUID] = frozenset()  # restricted files open to this person by name (R26)
    every_file: bool = False  # the system itself: restricted files as well

    @property
    def is_empty(self) -> bool:
        """Say whether no child is reached at all."""
        return not (self.county or self.towns or self.villages or self.programmes)

    def reaches_programme(self, programme_id: UUID) -> bool:
        """Say whether the programme's terms and figures are within reach."""
        return self.every_programme or programme_id in self.programmes | self.figures

    def opens(self, child_id: UUID, *, is_restricted: bool) -> bool:
        """Say whether a file is no restricted one, or is open to this person by name.

        The rest of the scope has to reach the child too: a grant opens nothing beyond the posts.
        """
        return not is_restricted or self.every_file or child_id in self.granted


NOBODY = Scope()
EVERYBODY = Scope(county=True, every_programme=True, pseudonymous=False, every_file=True)


@dataclass(frozen=True)
class PostValue:
    """A post as rules see it."""

    id: UUID
    role: Role
    person_name: str
    town_code: str = ""
    village_code: str = ""
    provider_id: UUID | None = None
    programme_id: UUID | None = None
    granted: frozenset[UUID] = frozenset()  # the restricted files this post's holder is named for now


def scope_of(posts: tuple[PostValue, ...], provider_programmes: dict[UUID, frozenset[UUID]]) -> Scope:
    """Compile posts to a scope.

    `provider_programmes` gives for each provider the programmes it is engaged in on the day; a post that
    names one programme reaches that one only.
    """
    county, towns, villages, programmes = False, set(), set(), set[UUID]()
    caseload, every_programme, pseudonymous, figures = set(), False, True, set[UUID]()
    for post in posts:
        row = ROLES[post.role]
        county |= row.reach is Reach.COUNTY
        is_outside = post.provider_id is None and row.reach is not Reach.PROGRAMME
        every_programme |= is_outside  # whoever is of a provider sees no other provider's figures
        if not is_outside:
            figures |= _programmes_of(post, provider_programmes)
        if row.reach is Reach.TOWN and post.town_code:
            towns.add(post.town_code)
        if row.reach is Reach.VILLAGE and post.village_code:
            villages.add(post.village_code)
        if row.reach is Reach.PROGRAMME:
            programmes |= _programmes_of(post, provider_programmes)
        if row.names is Names.CASELOAD:
            caseload.add(post.id)
        pseudonymous &= row.names is Names.PSEUDONYM
    return Scope(
        county,
        frozenset(towns),
        frozenset(villages),
        frozenset(programmes),
        frozenset(caseload),
        every_programme,
        pseudonymous,
        frozenset(figures - programmes),
        frozenset[UUID]().union(*(post.granted for post in posts)),
    )


def _programmes_of(post: PostValue, engaged: dict[UUID, frozenset[UUID]]) -> frozenset[UUID]:
    """A provider's post reaches what the provider is engaged in; an outside post what it names."""
    if post.provider_id is None:
        return frozenset({post.programme_id}) if post.programme_id else frozenset()
    of_provider = engaged.get(post.provider_id, frozenset())
    return of_provider & {post.programme_id} if post.programme_id else of_provider
