"""Backups of one county or of all, and restoring them only after every table was compared."""
