"""The registry's addresses, the peer's list and a stock admin."""

from django.contrib import admin
from django.urls import include, path

from bench.peer.views import ProjectList
from registry.models import Project

stock = admin.AdminSite(name="stock")


@admin.register(Project, site=stock)
class StockAdmin(admin.ModelAdmin):
    """What the tutorial has: columns, filters, a search."""

    change_list_template = "admin/change_list.html"

    list_display = (
        *("name", "number", "owner", "department", "fiscal_year", "total_won"),
        *("total_certainty", "status", "publication", "modified_at"),
    )
    list_filter = ("fiscal_year", "status", "total_certainty", "type", "publication")
    list_select_related = ("owner", "department")
    search_fields = ("name", "number", "department__name", "department_text")
    ordering = ("-fiscal_year", "number")


urlpatterns = [
    path("peer/", ProjectList.as_view()),
    path("stock/", stock.urls),
    path("", include("config.urls")),
]
