from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "lianxin.programmes"
    label = "programmes"
