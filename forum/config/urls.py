"""The root of all addresses."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("forum.urls")),
    path("account/", include("accounts.urls")),
    path("desk/", include("moderation.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "forum.views.errors.not_understood"
handler403 = "forum.views.errors.forbidden"
handler404 = "forum.views.errors.missing"
handler429 = "forum.views.errors.too_many"  # allauth's name for it
handler500 = "forum.views.errors.broken"
