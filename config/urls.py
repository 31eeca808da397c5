"""Two doors: the public site and the clerks' admin."""

from django.contrib import admin
from django.urls import include, path

handler403 = "registry.admin.refusals.forbidden"
handler404 = "registry.admin.refusals.not_found"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("registry.urls")),
]
