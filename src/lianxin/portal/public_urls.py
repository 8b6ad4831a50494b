"""Pages for everybody, at the root."""

from django.urls import path

from lianxin.portal.views import public

urlpatterns = [
    path("", public.landing, name="home"),
    path("gatherings/", public.gatherings, name="public_gatherings"),
    path("gatherings/<int:pk>/", public.gathering, name="public_gathering"),
    path("columns/", public.columns, name="public_columns"),
    path("columns/<int:pk>/", public.column, name="public_column"),
    path("privacy/", public.privacy, name="public_privacy"),
]
