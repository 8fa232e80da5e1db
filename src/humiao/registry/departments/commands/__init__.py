"""The only writers of departments' lists."""
