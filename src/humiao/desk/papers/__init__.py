"""Papers made of what pages show: a child's whole file as PDF and Word."""
