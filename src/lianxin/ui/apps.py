"""The interface: components, page shells, charts and list pages used by the desk and the portal."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers the template tags, templates and static files of the interface."""

    name = "lianxin.ui"
    label = "ui"
