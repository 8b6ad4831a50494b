from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "lianxin.bulletins"
    label = "bulletins"

    def ready(self) -> None:
        from lianxin.bulletins import kinds, measures, notices, reach, rules, withholding  # noqa: F401,PLC0415  they fill the registries below
