from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "lianxin.core"
    label = "core"

    def ready(self) -> None:
        from lianxin.core import checks  # noqa: F401,PLC0415  Django registers checks on import
