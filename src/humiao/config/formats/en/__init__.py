"""English: 30 June 2025, as `desk.formats` writes it; the Chinese formats are Django's own."""
