"""Why a project's page has no boxes: said on the page, with whom to ask."""

from django.utils.translation import gettext as _

from registry.actions.publishing import publishers_of
from registry.models import Municipality, Project, User
from registry.notation.codes import Publication, Role

_MOST_NAMED = 5


def why_read_only(project: Project, user: User) -> str:
    """Return why `user` may only read a project, and who may change it.

    A closed year has a line of its own among the boxes.
    """
    if not user.municipalities(Role.WRITER).filter(pk=project.owner_id).exists():
        return _("이 지자체의 기록을 볼 권한만 있어 고칠 수 없습니다.")
    if project.publication == Publication.DRAFT:
        return _whom(project, _("마감한 해의 사업은 공개 담당자만 고칩니다."))
    return _whom(project, _("공개한 적이 있는 사업은 공개 담당자만 고칩니다."))


def _whom(project: Project, why: str) -> str:
    """Return the sentence with the names of the publishers to ask."""
    names = names_of_publishers(project.owner)
    if not names:
        return _("%(why)s 아직 공개 담당자가 없으니 소속 관리자에게 알려 주세요.") % {"why": why}
    return _("%(why)s 고칠 것이 있으면 알려 주세요: %(names)s") % {"why": why, "names": names}


def names_of_publishers(body: Municipality) -> str:
    """Return who publishes for a body, by the names under which they sign."""
    people = publishers_of(body)[:_MOST_NAMED]
    return ", ".join(one.get_full_name() or one.get_username() for one in people)
