"""사업 번호 순번: the counters, for a superuser to look at."""

from django.contrib import admin
from django.db.models import QuerySet

from registry.admin.batch import ReadOnlyAdmin
from registry.models import NumberCounter, User


@admin.register(NumberCounter)
class NumberCounterAdmin(ReadOnlyAdmin):
    """사업 번호 순번."""

    role_to_read = role_to_change = None
    list_display = ["fiscal_year", "municipality", "last"]
    list_select_related = ["municipality"]
    ordering = ["-fiscal_year", "municipality__code"]

    def readable(self, user: User) -> QuerySet:
        """Return all of them to a superuser."""
        return NumberCounter.objects.all() if user.is_superuser else NumberCounter.objects.none()

    def editable(self, user: User) -> QuerySet:
        """Numbers are issued, never typed."""
        return NumberCounter.objects.none()
