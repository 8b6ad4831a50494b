from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "lianxin.gatherings"
    label = "gatherings"

    def ready(self) -> None:
        from lianxin.gatherings import columns, kinds, measures, notices, reach, rules, tracing  # noqa: F401,PLC0415  they fill the registries below
