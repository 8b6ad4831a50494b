"""Pages for everybody, at the root."""

from django.urls import path

from lianxin.portal.views import public, reports

urlpatterns = [
    path("", public.landing, name="home"),
    path("gatherings/", public.gatherings, name="public_gatherings"),
    path("gatherings/<int:pk>/", public.gathering, name="public_gathering"),
    path("columns/", public.columns, name="public_columns"),
    path("columns/<int:pk>/", public.column, name="public_column"),
    path("reports/", reports.published, name="public_reports"),
    path("reports/<int:pk>/", reports.report, name="public_report"),
    path("reports/<int:pk>/<int:number>/", reports.report, name="public_revision"),
    path("reports/<int:pk>/<int:number>/<slug:form>/", reports.report_file, name="public_report_file"),
    path("f/<str:code>/", reports.code, name="public_code"),
    path("privacy/", public.privacy, name="public_privacy"),
]
