"""The only writers of what stands behind a category."""
