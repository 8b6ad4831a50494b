from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "lianxin.lists"
    label = "lists"
