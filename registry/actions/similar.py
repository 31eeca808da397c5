"""유사사업 찾기: what other municipalities already built, the most alike first, and why.

Only what the clerk may see takes part: how rare a word is, is told by public projects alone, so
that nobody learns from an order of results what others keep as a draft.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.models import DuplicateDecision, Municipality, Project, User
from registry.notation.codes import Publication
from registry.notation.hangul import name_key
from registry.notation.likeness import (
    Likeness,
    Rarity,
    Title,
    are_near,
    say_likeness,
    with_hints,
)
from registry.notation.spelling import own_spellings
from registry.querysets import ProjectQuerySet

SHOWN = 50
_SAMPLE = 600  # public titles enough to tell which pairs of syllables stand everywhere
_READ = 200  # names compared one by one, of those that share rare pairs
_ALSO_WORDS = frozenset({"고령", "장수"})  # 고령 운전자 is not of 고령군
_ROWS = 10_000  # names that the rare pairs may lead to, as far as the sample tells


@dataclass(frozen=True)
class Question:
    """What is looked for, by whom (None: anybody), and among which projects.

    `title` is compared; `project`, where one asks for its own likes, brings its type, amount and
    outputs. `first` and `last` are fiscal years, `region` the code of a 시·도.
    """

    title: str
    user: User | None
    project: Project | None = None
    first: int | None = None
    last: int | None = None
    region: str = ""
    without_own: bool = False


@dataclass(frozen=True)
class Match:
    """A project that is alike, and what speaks for it."""

    project: Project
    score: float
    words: list[str]
    same_type: bool = False
    near: bool = False
    outputs: list[str] = field(default_factory=list)
    decision: str = ""

    @property
    def is_public(self) -> bool:
        """Return whether it stands on the public site today; else it is a draft of one's own."""
        since = self.project.published_from
        shown = self.project.publication == Publication.PUBLISHED
        return shown and since is not None and since <= timezone.localdate()

    @property
    def likeness(self) -> Likeness | None:
        """Return how alike it is, in words."""
        return say_likeness(self.score)

    @property
    def reasons(self) -> list[str]:
        """Return why it is shown, a phrase for each reason."""
        return list(self._reasons())

    def _reasons(self) -> Iterator[str]:
        if self.words:
            yield _("사업명의 같은 말: %(words)s") % {"words": ", ".join(self.words)}
        if self.outputs:
            yield _("규모의 같은 말: %(words)s") % {"words": ", ".join(self.outputs)}
        if self.same_type:
            yield _("사업 유형이 같음")
        if self.near:
            yield _("금액이 비슷함(20% 안)")
        if not self.words:
            yield _("사업명의 글자가 겹침")


def find_similar(question: Question) -> list[Match]:
    """Return the projects most like what is asked, at most `SHOWN`; none for an empty title."""
    if not name_key(question.title):
        return []
    public = Project.objects.published()
    keys, sample = public.spread(_SAMPLE)
    names = list(sample.order_by("pk").values_list("name", flat=True))
    rarity = Rarity(names, _places())
    asked = Title(question.title, rarity)
    many = len(names) * keys.step  # keys may begin high and have gaps: 36 of them up to 625
    near = _nearest(asked, asked.rare_pairs(_ROWS / max(many, 1)), _among(question))
    projects = Project.objects.for_listing().in_bulk(near)
    decisions = _decisions(question)
    found = [
        _match(question, asked, Title(projects[pk].name, rarity), projects[pk], decisions)
        for pk in near
        if pk in projects
    ]
    return sorted(found, key=_order)[:SHOWN]


def _places() -> frozenset[str]:
    """Return the names of all bodies as clerks write them: 수원시, 수원, 경기도, 경기."""
    bodies = Municipality.objects.values_list("name", "level")
    names = {spelling for name, level in bodies for spelling in own_spellings(name, level)}
    return frozenset(names - _ALSO_WORDS)


def _among(question: Question) -> ProjectQuerySet:
    """Return the projects that may be shown."""
    user = question.user
    found = Project.objects.comparable_by(user) if user else Project.objects.published()
    if question.project:
        found = found.exclude(pk=question.project.pk)
    if question.first:
        found = found.filter(fiscal_year__gte=question.first)
    if question.last:
        found = found.filter(fiscal_year__lte=question.last)
    if question.region:
        found = found.filter(owner__region=question.region)
    return found.exclude(_own(question)) if question.without_own else found


def _own(question: Question) -> Q:
    """Return the condition for what the asking body owns, else the bodies of the clerk."""
    if question.project:
        return Q(owner__lineage=question.project.owner.lineage)
    if question.user is None:
        return Q(pk=None)
    lineages = question.user.memberships.values("municipality__lineage")
    return Q(owner__lineage__in=lineages)


def _nearest(asked: Title, pairs: dict[str, float], among: ProjectQuerySet) -> list[int]:
    """Return the keys of the projects whose titles are most alike, with some to spare."""
    if not pairs:
        return []
    candidates = among.sharing_pairs(pairs).values_list("pk", "name")
    scored = [(asked.likeness(Title(name, asked.rarity)), pk) for pk, name in candidates[:_READ]]
    alike = sorted((-score, pk) for score, pk in scored if say_likeness(score))
    return [pk for _score, pk in alike[: 2 * SHOWN]]


def _match(
    question: Question,
    asked: Title,
    title: Title,
    project: Project,
    decisions: dict[int, str],
) -> Match:
    mine = question.project
    same_type = mine is not None and mine.type == project.type
    near = mine is not None and are_near(mine.exact_won, project.exact_won)
    return Match(
        project=project,
        score=with_hints(asked.likeness(title), same_type=same_type, near=near),
        words=asked.shared_words(title),
        same_type=same_type,
        near=near,
        outputs=_outputs(mine, project, asked.rarity),
        decision=decisions.get(project.pk, ""),
    )


def _outputs(mine: Project | None, project: Project, rarity: Rarity) -> list[str]:
    if mine is None or not mine.outputs or not project.outputs:
        return []
    return Title(mine.outputs, rarity).shared_words(Title(project.outputs, rarity))


def _decisions(question: Question) -> dict[int, str]:
    """Return what was decided of the pairs with the asking project, by the other's key."""
    mine = question.project
    if mine is None or question.user is None:
        return {}
    decided = DuplicateDecision.objects.readable_by(question.user).filter(
        Q(first=mine) | Q(second=mine)
    )
    return {
        one.second_id if one.first_id == mine.pk else one.first_id: one.get_decision_display()
        for one in decided
    }


def _order(match: Match) -> tuple[float, int, int]:
    return -match.score, -match.project.fiscal_year, match.project.pk
