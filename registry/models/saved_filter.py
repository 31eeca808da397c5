"""저장한 조건: a list of projects to which a clerk comes back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from registry.querysets import SavedFilterQuerySet


class SavedFilter(models.Model):
    """The conditions of the list of projects, as its address has them, under a clerk's name."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("담당자"),
        on_delete=models.CASCADE,
        related_name="saved_filters",
    )
    name = models.CharField(_("이름"), max_length=60)
    query = models.CharField(_("조건"), max_length=1000)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("저장한 조건")
        verbose_name_plural = _("저장한 조건")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="savedfilter_once_per_name"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(query=""), name="savedfilter_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the list under these conditions."""
        return f"{reverse('admin:registry_project_changelist')}?{self.query}"
