from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lianxin.reports"
    label = "reports"

    def ready(self) -> None:
        from lianxin.core.jobs import due_jobs  # noqa: PLC0415  models are ready now
        from lianxin.reports import measures, reach, rules, shelves  # noqa: F401,PLC0415  they fill the registries below
        from lianxin.reports.duties import measures as of_duties  # noqa: F401,PLC0415  likewise
        from lianxin.reports.duties import reach as duties_reach  # noqa: F401,PLC0415  likewise
        from lianxin.reports.duties import rules as duties_rules  # noqa: F401,PLC0415  likewise
        from lianxin.reports.duties.reminding import look_after_duties  # noqa: PLC0415

        if "duties" not in due_jobs:  # tests of the field labels make the app ready a second time
            due_jobs.add("duties", look_after_duties)
