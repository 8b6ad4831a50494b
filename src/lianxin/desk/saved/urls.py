"""Addresses of saved lists and of the export of what is listed."""

from django.urls import path

from lianxin.desk.saved import picking, views

urlpatterns = [
    path("saved/<int:pk>/", views.open_saved, name="saved_open"),
    path("saved/<int:pk>/drop/", views.drop, name="saved_drop"),
    path("saved/<slug:page>/add/", views.save, name="saved_add"),
    path("saved/<slug:page>/columns/", views.columns, name="saved_columns"),
    path("saved/<slug:page>/ties/", picking.choose_body, name="saved_ties"),
    path("saved/<slug:page>/export/", views.export, name="saved_export"),
]
