from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "lianxin.desk"
    label = "desk"

    def ready(self) -> None:
        from lianxin.core.jobs import due_jobs  # noqa: PLC0415  models are ready now
        from lianxin.desk.lists.tasks import work_on_lists  # noqa: PLC0415
        from lianxin.desk.reports.tasks import sign_what_waits  # noqa: PLC0415

        if "lists" not in due_jobs:  # tests of the field labels make the app ready a second time
            due_jobs.add("lists", work_on_lists)
            due_jobs.add("signatures", sign_what_waits)
