"""Every address of the system. Each name needs a row in ``accounts/matrix.yaml``, or it answers that it is not there."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("gongkai_web.personal.urls")),
    path("", include("gongkai_web.public.urls")),
    path("work/", include("gongkai_web.agency.urls")),
    path("work/", include("gongkai_web.supervisor.urls")),
    path("work/", include("gongkai_web.administrator.urls")),
]
handler400 = "gongkai_web.ui.errors.bad_request"
handler403 = "gongkai_web.ui.errors.forbidden"
handler404 = "gongkai_web.ui.errors.not_there"
handler500 = "gongkai_web.ui.errors.broken"
