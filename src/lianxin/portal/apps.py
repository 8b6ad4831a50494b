from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "lianxin.portal"
    label = "portal"

    def ready(self) -> None:
        from lianxin.portal import navigation  # noqa: F401,PLC0415  it fills the registry of the shell
