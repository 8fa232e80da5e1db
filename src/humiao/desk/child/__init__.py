"""A child's file: head, timeline, sections, changing it."""
