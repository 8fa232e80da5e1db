"""Mutations that make somebody see more, or less, than the tables and scopes say."""
