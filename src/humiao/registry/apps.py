"""The registry context as a Django app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """See registry/README.md."""

    name = "humiao.registry"
    label = "registry"

    def ready(self) -> None:
        """Let the registry's own records be corrected, destroyed, and put on the timeline of a file."""
        from humiao.access.public import describe_reading_with, find_granted_files_with
        from humiao.foundation.chores import add_chore
        from humiao.registry.categories.documents import register as register_papers
        from humiao.registry.corrections.kinds import add_kind
        from humiao.registry.corrections.own_records import own_kinds
        from humiao.registry.destruction.commands.executing import carry_out_approved
        from humiao.registry.destruction.kinds import add_kind as add_due_kind
        from humiao.registry.destruction.own_records import own_kinds as due_kinds
        from humiao.registry.family.timeline import register
        from humiao.registry.restricted.grants import granted_files
        from humiao.registry.restricted.reading import acts_of_reading

        find_granted_files_with(granted_files)
        describe_reading_with(acts_of_reading)
        for kind in own_kinds():
            add_kind(kind)
        for due in due_kinds():
            add_due_kind(due)
        add_chore("carrying out approved lists of destruction", carry_out_approved)
        register()
        register_papers()
