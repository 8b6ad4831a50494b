from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "lianxin.keeping"
    label = "keeping"

    def ready(self) -> None:
        from lianxin.core.jobs import due_jobs  # noqa: PLC0415  models are ready now
        from lianxin.keeping import lapses, rules  # noqa: F401,PLC0415  they fill the registries
        from lianxin.keeping.services.retention import delete_what_is_due  # noqa: PLC0415
        from lianxin.register.services.erasing import empty_log  # noqa: PLC0415

        for key, job in (("retention", delete_what_is_due), ("residue", empty_log)):
            if key not in due_jobs:  # tests of the field labels make the app ready a second time
                due_jobs.add(key, job)
