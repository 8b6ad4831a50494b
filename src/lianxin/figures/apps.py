from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "lianxin.figures"
    label = "figures"

    def ready(self) -> None:
        from lianxin.core.jobs import due_jobs  # noqa: PLC0415  models are ready now
        from lianxin.figures.services.versions import note_what_is_new  # noqa: PLC0415
        from lianxin.figures.suppression import renew_patterns  # noqa: PLC0415

        if "measures" not in due_jobs:  # tests of the field labels make the app ready a second time
            due_jobs.add("measures", note_what_is_new)
            due_jobs.add("patterns", renew_patterns)
