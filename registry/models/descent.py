"""내력: whose projects are a body's past, worked out from the successors and kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registry.models.municipality import Municipality
from registry.querysets import DescentQuerySet


class Descent(models.Model):
    """A lineage that is in a body's past: its own, and each that went into it."""

    body = models.ForeignKey(
        Municipality,
        verbose_name=_("지자체"),
        on_delete=models.CASCADE,
        related_name="descents",
    )
    origin = models.CharField(_("이어진 지자체 코드"), max_length=5, db_index=True)
    whole = models.BooleanField(_("나뉘지 않음"), default=True)
    # Empty for the body's own lineage. A merger may be entered before its day.
    since = models.DateField(_("이어받은 날"), null=True)

    objects = DescentQuerySet.as_manager()

    class Meta:
        verbose_name = _("내력")
        verbose_name_plural = _("내력")
        ordering = ["body", "origin"]
        constraints = [
            models.UniqueConstraint(fields=["body", "origin"], name="descent_once"),
            models.CheckConstraint(
                condition=Q(since__isnull=False) | Q(whole=True), name="descent_own_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} → {self.body}"

    def natural_key(self) -> tuple[str, str]:
        """Return what fixtures know it by: the codes of both."""
        return (self.body.code, self.origin)

    natural_key.dependencies = ["registry.municipality"]  # type: ignore[attr-defined]
