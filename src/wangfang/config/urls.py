"""Which address belongs to which room: the portal at the top, desk and interface under their own names."""

from __future__ import annotations

from django.urls import include, path

from wangfang.interfaces.desk.urls import files

urlpatterns = [
    path("api/v1/", include("wangfang.interfaces.api.urls", namespace="api")),
    path("desk/", include("wangfang.interfaces.desk.urls")),
    path("files/", include((files, "files"))),  # what came from outside has a path of its own
    path("", include("wangfang.interfaces.portal.urls")),
]
