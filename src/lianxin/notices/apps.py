from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lianxin.notices"
    label = "notices"

    def ready(self) -> None:
        from lianxin.core.jobs import due_jobs  # noqa: PLC0415  models are ready now
        from lianxin.notices.services.outbox import send_all_due  # noqa: PLC0415

        due_jobs.add("notices", send_all_due)
