"""The registry context as a Django app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """See registry/README.md."""

    name = "humiao.registry"
    label = "registry"

    def ready(self) -> None:
        """Let the registry's own records be corrected, and put them on the timeline of a file."""
        from humiao.access.public import describe_reading_with, find_granted_files_with
        from humiao.registry.categories.documents import register as register_papers
        from humiao.registry.corrections.kinds import add_kind
        from humiao.registry.corrections.own_records import own_kinds
        from humiao.registry.family.timeline import register
        from humiao.registry.restricted.grants import granted_files
        from humiao.registry.restricted.reading import acts_of_reading

        find_granted_files_with(granted_files)
        describe_reading_with(acts_of_reading)
        for kind in own_kinds():
            add_kind(kind)
        register()
        register_papers()
