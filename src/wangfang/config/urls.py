"""Which address belongs to which room: the portal at the top, desk and interface under their own names."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("wangfang.interfaces.api.urls", namespace="api")),
    path("desk/", include("wangfang.interfaces.desk.urls")),
    path("", include("wangfang.interfaces.portal.urls")),
]
