"""Consents: what a guardian or child allowed beyond the statutory duty."""
