"""Placing and lifting legal holds."""
