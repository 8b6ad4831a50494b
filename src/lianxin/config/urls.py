"""The root of the URLs: health, sign-in, and the pages of desk, portal, API and public."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from lianxin.config.health import healthz

handler403 = "lianxin.config.errors.refused"
handler404 = "lianxin.config.errors.not_found"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
]
for prefix, module in (
    ("accounts/", "lianxin.accounts.urls"),
    ("desk/", "lianxin.desk.urls"),
    ("me/", "lianxin.portal.urls"),
    ("api/v1/", "lianxin.api.urls"),
    ("shell/", "lianxin.ui.urls"),
    ("", "lianxin.portal.public_urls"),
):
    if find_spec(module) is not None:
        urlpatterns.append(path(prefix, include(module)))
urlpatterns.append(path("accounts/", include("allauth.urls")))
