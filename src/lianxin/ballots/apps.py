from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "lianxin.ballots"
    label = "ballots"

    def ready(self) -> None:
        from lianxin.ballots import kinds, measures, notices, reach, rules, withholding  # noqa: F401,PLC0415  they fill the registries below
