"""What may be answered about two files that look like one child's."""
