"""Writing down consents and their withdrawal."""
