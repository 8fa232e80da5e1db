"""The only writers of this context; each is one verb and noun."""
