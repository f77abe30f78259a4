"""Which address belongs to which room: the portal at the top, the desk under its own name."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("desk/", include("wangfang.interfaces.desk.urls")),
    path("", include("wangfang.interfaces.portal.urls")),
]
