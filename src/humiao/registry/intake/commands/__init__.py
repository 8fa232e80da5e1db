"""The only writers of intakes."""
