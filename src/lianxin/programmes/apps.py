from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "lianxin.programmes"
    label = "programmes"

    def ready(self) -> None:
        from lianxin.programmes import reach, rules, shelves  # noqa: F401,PLC0415  they fill the registries below
