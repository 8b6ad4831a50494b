from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "lianxin.matters"
    label = "matters"

    def ready(self) -> None:
        from lianxin.matters import columns, kinds, lapses, measures, notices, reach, rules  # noqa: F401,PLC0415  they fill the registries below
