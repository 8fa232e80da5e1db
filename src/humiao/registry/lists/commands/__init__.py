"""The only writers of lists."""
