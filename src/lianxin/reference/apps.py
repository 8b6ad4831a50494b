from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "lianxin.reference"
    label = "reference"
