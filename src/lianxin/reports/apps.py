from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lianxin.reports"
    label = "reports"

    def ready(self) -> None:
        from lianxin.reports import measures, reach, rules, shelves  # noqa: F401,PLC0415  they fill the registries below
