"""What a fixture leaves out: loaddata saves raw, past ``save()`` and past the history.

A row that comes by a fixture still gets its first version, and its public number is never
issued again.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import post_save, pre_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.models.number import NumberCounter
from registry.models.project import Project
from registry.notation.codes import Publication
from registry.notation.hangul import name_key


def connect() -> None:
    """Listen to what fixtures save."""
    pre_save.connect(refuse_another_project, sender=Project)
    pre_save.connect(say_since_when_public, sender=Project)
    post_save.connect(keep_version)
    post_save.connect(pass_over_number, sender=Project)


def refuse_another_project(instance: Project, raw: bool, **_kwargs: Any) -> None:
    """Refuse to overwrite a project with another one that bears the same public number."""
    if not raw:
        return
    instance.prepare()
    stored = Project.objects.filter(number=instance.number).first()
    if stored and stored.name_key != name_key(instance.name):
        raise ValidationError(
            _("사업 번호 %(number)s은(는) 이미 다른 사업의 번호입니다."),
            params={"number": instance.number},
        )


def say_since_when_public(instance: Project, raw: bool, **_kwargs: Any) -> None:
    """Give a published project that names no day the one it is known by, or else today.

    The article of 2013 bore a day of its own year here, when there was no registry to show it.
    """
    published = instance.publication == Publication.PUBLISHED
    if not raw or not published or instance.published_from is not None:
        return
    known = Project.objects.filter(number=instance.number)
    day = known.values_list("published_from", flat=True).first()
    instance.published_from = day or timezone.localdate()


def keep_version(sender: Any, instance: models.Model, raw: bool, **_kwargs: Any) -> None:
    """Keep a version of a row that a fixture brought, unless nothing changed."""
    history = getattr(sender, "history", None)
    if not raw or history is None:
        return
    latest = sender.history.filter(**{sender._meta.pk.name: instance.pk}).first()
    if latest is None:
        history.bulk_history_create([instance], default_change_reason=_("기준 자료"))
    elif _differs(latest, instance):
        history.bulk_history_create([instance], update=True, default_change_reason=_("기준 자료"))


def _differs(version: Any, instance: models.Model) -> bool:
    tracked = {field.attname for field in version.tracked_fields}
    return any(getattr(version, name) != getattr(instance, name) for name in tracked)


def pass_over_number(instance: Project, raw: bool, **_kwargs: Any) -> None:
    """Move the counter past a number that came by a fixture."""
    if raw:
        NumberCounter.objects.pass_over(instance.number)
