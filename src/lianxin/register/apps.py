from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "lianxin.register"
    label = "register"

    def ready(self) -> None:
        from lianxin.core.jobs import due_jobs  # noqa: PLC0415  models are ready now
        from lianxin.register import (  # noqa: F401,PLC0415  they fill registries
            columns,
            lines,
            list_rules,
            matching_rules,
            measures,
            rules,
            tracing,
            withholding,
        )
        from lianxin.register.queries import search, timeline  # noqa: F401,PLC0415  they fill the registries of reach
        from lianxin.register.services.linking import match_what_is_new  # noqa: PLC0415
        from lianxin.register.services.previews import drop_stale_previews  # noqa: PLC0415

        if "previews" not in due_jobs:  # tests of the field labels make the app ready a second time
            due_jobs.add("previews", drop_stale_previews)
            due_jobs.add("matching", match_what_is_new)
