"""The only writers of participants after they were added."""
