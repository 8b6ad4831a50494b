from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "lianxin.sample"
    label = "sample"
