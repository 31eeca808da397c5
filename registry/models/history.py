"""Every version of everything a clerk can change, and the import that made it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class ImportedVersion(models.Model):
    """A version that knows by which import it came, if by any."""

    import_batch = models.ForeignKey(
        "registry.ImportBatch",
        verbose_name=_("가져오기"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True


def versions(**kwargs: Any) -> HistoricalRecords:
    """Return the history of a model, each version linked to its import."""
    return HistoricalRecords(
        bases=[ImportedVersion], verbose_name=_("이력"), verbose_name_plural=_("이력"), **kwargs
    )
