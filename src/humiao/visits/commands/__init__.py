"""The only writers of this context."""
