"""What an undo would do with each project of a batch, and why not where it would not.

A ladder of questions to the tables of ``traces``. Each decides in one statement on all of the
projects of which none above it has decided.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from registry.actions.importing.databases import database, read, run, run_many
from registry.actions.importing.traces import (
    CHILDREN,
    TRACED,
    kind,
    stored,
    tracked,
    versions,
)
from registry.models import CorrectionRequest, Project, User
from registry.notation.codes import Outcome, Publication, Role

_NAME = 150  # as long as a row of a batch keeps it


def judge(user: User) -> None:
    """Decide on every traced project whether `user` may and can have it given back."""
    _fail(_out_of_sight(user))
    _keep_what_was_written_since()
    _fail(_made_and_public(), Outcome.KEPT)  # who published it is noted by now
    _fail(_of_closed_years())
    _fail(_not_editable(user))
    _fail(_changed_past_the_history())
    _fail(_without_a_past())
    _fail(_pointed_at())
    _fail(_pointing_at_nothing())
    run("UPDATE undo_project SET outcome = %s WHERE outcome = ''", [Outcome.REVERSED.value])
    database().learn("undo_project")


class _Question:
    """A statement that selects the ids of projects and the reason why they stay."""

    def __init__(self, sql: str, *parameters: Any) -> None:
        self.sql, self.parameters = sql, parameters


def _fail(question: _Question, even: Outcome | None = None) -> None:
    """Decide on what a question selects, `even` where that had been decided."""
    run(
        f"""
        UPDATE undo_project AS t SET outcome = %s, reason = found.reason
        FROM (SELECT project_id, MIN(reason) AS reason FROM ({question.sql}) AS one
              GROUP BY project_id) AS found
        WHERE found.project_id = t.id AND t.outcome IN ('', %s)
        """,
        [Outcome.FAILED.value, *question.parameters, even.value if even else ""],
    )


def _out_of_sight(user: User) -> _Question:
    bodies = list(user.municipalities(Role.READER).values_list("pk", flat=True))
    return _Question(
        f"SELECT id AS project_id, %s AS reason FROM undo_project "
        f"WHERE NOT (owner_id {database().among})",
        _("이 사업을 고칠 권한이 없습니다."),
        database().ids(bodies),
    )


def _made_and_public() -> _Question:
    return _Question(
        "SELECT id AS project_id, %s AS reason FROM undo_project WHERE made AND publication <> %s",
        _("이미 공개한 사업이라 지우지 않습니다. 필요하면 등록을 취소해 주세요."),
        Publication.DRAFT.value,
    )


def _keep_what_was_written_since() -> None:
    """Keep each project on which somebody wrote since, and who wrote last."""
    run(
        """
        UPDATE undo_project AS t SET outcome = %s, user_id = s.user_id, seen_at = s.seen_at,
            reason = CASE WHEN s.batch_id IS NOT NULL
                          THEN REPLACE(%s, '%%d', CAST(s.batch_id AS varchar))
                          WHEN t.publication IS NULL THEN %s ELSE %s END
        FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY project_id
                  ORDER BY seen_at DESC, place, history_id) AS nth FROM undo_since) AS s
        WHERE s.nth = 1 AND s.project_id = t.id AND t.outcome = ''
        """,
        [
            Outcome.KEPT.value,
            _("그 뒤에 다시 가져왔습니다(가져오기 %d)."),
            _("그 뒤에 지웠습니다."),
            _("그 뒤에 고쳤습니다."),
        ],
    )
    seen = [pk for (pk,) in read("SELECT DISTINCT user_id FROM undo_project")]
    names = [(_name(user), user.pk) for user in User.objects.filter(pk__in=filter(None, seen))]
    run_many("UPDATE undo_project SET who = %s WHERE user_id = %s", names)


def _name(user: User) -> str:
    return (user.get_full_name() or user.get_username())[:_NAME]


def _not_editable(user: User) -> _Question:
    mine, parameters = Project.objects.editable_by(user).values("id").query.sql_with_params()
    return _Question(
        f"""
        SELECT t.id AS project_id, CASE t.publication WHEN %s THEN %s ELSE %s END AS reason
        FROM undo_project AS t WHERE t.publication IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM ({mine}) AS mine WHERE mine.id = t.id)
        """,
        Publication.DRAFT.value,
        _("이 사업을 고칠 권한이 없습니다."),
        _("공개한 사업은 공개 권한이 있는 담당자만 되돌릴 수 있습니다."),
        *parameters,
    )


def _of_closed_years() -> _Question:
    closed, parameters = Project.objects.of_closed_years().values("id").query.sql_with_params()
    return _Question(
        f"""
        SELECT t.id AS project_id, %s AS reason FROM undo_project AS t
        WHERE EXISTS (SELECT 1 FROM ({closed}) AS closed WHERE closed.id = t.id)
        """,
        _("마감한 해의 사업입니다. 마감을 푼 뒤에 되돌릴 수 있습니다."),
        *parameters,
    )


def _changed_past_the_history() -> _Question:
    """Find what is not stored as the batch left it, though no version tells of a change."""
    reason = _("이력에 남지 않은 변경이 있어, 되돌리면 그 변경을 잃습니다.")
    return _Question(
        " UNION ALL ".join(
            f"""
            SELECT l.project_id, %s AS reason FROM undo_line AS l
            JOIN {versions(model)} AS z ON z.history_id = l.last_id
            LEFT JOIN {stored(model)} AS s ON s.id = l.id
            WHERE l.kind = '{kind(model)}' AND CASE WHEN l.gone THEN s.id IS NOT NULL
                ELSE ({", ".join(tracked(model, "s"))}) {database().differs}
                     ({", ".join(tracked(model, "z"))}) END
            """
            for model in TRACED
        ),
        *[reason] * len(TRACED),
    )


def _without_a_past() -> _Question:
    return _Question(
        "SELECT project_id, %s AS reason FROM undo_line WHERE NOT made AND before_id IS NULL",
        _("가져오기 전의 값이 이력에 없습니다."),
    )


def _pointed_at() -> _Question:
    """Find new projects that something else than the batch's own rows points at."""
    reason = _("이 사업을 가리키는 다른 기록이 있어 지울 수 없습니다.")
    related = [
        f"""
        SELECT t.id AS project_id, %s AS reason FROM undo_project AS t
        JOIN {stored(Project)} AS s ON s.{column} = t.id WHERE t.made"""
        for column in ("part_of_id", "continues_id")
    ]
    hanging = [
        f"""
        SELECT t.id AS project_id, %s AS reason FROM undo_project AS t
        JOIN {stored(model)} AS s ON s.project_id = t.id
        WHERE t.made AND NOT EXISTS (
            SELECT 1 FROM undo_line AS l WHERE l.kind = '{kind(model)}' AND l.id = s.id)"""
        for model in CHILDREN
    ]
    readers = f"""
        SELECT t.id AS project_id, %s AS reason FROM undo_project AS t
        JOIN {stored(CorrectionRequest)} AS s ON s.project_id = t.id WHERE t.made"""
    asked = [*related, *hanging, readers]
    return _Question(" UNION ALL ".join(asked), *[reason] * len(asked))


def _pointing_at_nothing() -> _Question:
    """Find what would point again at something that is no longer there."""
    columns = [(model, field) for model in TRACED for field in _foreign_keys(model)]
    return _Question(
        " UNION ALL ".join(
            f"""
            SELECT l.project_id, %s AS reason FROM undo_line AS l
            JOIN {versions(model)} AS e ON e.history_id = l.before_id
            WHERE l.kind = '{kind(model)}' AND e.{field.column} IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM {stored(field.related_model)} AS r WHERE r.id = e.{field.column})
            """
            for model, field in columns
        ),
        *[
            _("가져오기 전의 값이 그 뒤에 지워졌습니다(%(kind)s).") % {"kind": field.verbose_name}
            for _model, field in columns
        ],
    )


def _foreign_keys(model: Any) -> list[Any]:
    fields = model.history.model.tracked_fields
    return [field for field in fields if isinstance(field, models.ForeignKey)]
