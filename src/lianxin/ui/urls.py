"""Addresses of the interface itself; include them at the root, outside desk, portal and API."""

from django.urls import path

from lianxin.ui import views

app_name = "ui"
urlpatterns = [
    path("elder/", views.elder_mode, name="elder"),
]
