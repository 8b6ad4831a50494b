from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "lianxin.journal"
    label = "journal"

    def ready(self) -> None:
        from lianxin.core.jobs import due_jobs  # noqa: PLC0415  models are ready now
        from lianxin.journal.services.chain import seal_entries  # noqa: PLC0415

        due_jobs.add("journal", seal_entries)
