"""The root of the URLs: health, sign-in, and the pages of desk, portal, API and public."""

from django.urls import URLPattern, URLResolver, include, path

from lianxin.config.health import healthz

handler403 = "lianxin.config.errors.refused"
handler404 = "lianxin.config.errors.not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("lianxin.accounts.urls")),
    path("desk/", include("lianxin.desk.urls")),
    path("me/", include("lianxin.portal.urls")),
    path("api/v1/", include("lianxin.api.urls")),
    path("shell/", include("lianxin.ui.urls")),
    path("", include("lianxin.portal.public_urls")),
    path("accounts/", include("allauth.urls")),
]
