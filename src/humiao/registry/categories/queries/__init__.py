"""What can be asked of categories."""

from humiao.registry.categories.queries.due import due_for_review
from humiao.registry.categories.queries.standing import exit_of, require_file_reach, standing_of

__all__ = ["due_for_review", "exit_of", "require_file_reach", "standing_of"]
