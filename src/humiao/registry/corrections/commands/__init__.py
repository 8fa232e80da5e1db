"""The only writers of corrections."""
