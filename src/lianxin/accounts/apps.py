from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lianxin.accounts"
    label = "accounts"

    def ready(self) -> None:
        from lianxin.accounts import measures, reach, rules, sight  # noqa: F401,PLC0415  they fill the registries below
