"""Signing, closing, limits, background figures: the only writers of months."""
