from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "lianxin.register"
    label = "register"

    def ready(self) -> None:
        from lianxin.register import columns, lines, measures, rules  # noqa: F401,PLC0415  they fill the registries below
        from lianxin.register.queries import search, timeline  # noqa: F401,PLC0415  they fill the registries of reach
