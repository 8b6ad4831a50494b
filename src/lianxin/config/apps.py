from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "lianxin.config"
    label = "config"

    def ready(self) -> None:
        from lianxin.config import checks  # noqa: F401,PLC0415  Django registers checks on import
