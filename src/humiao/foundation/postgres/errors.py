"""What goes wrong with the database as a whole, told so that a person can act on it."""


class DatabaseUnavailableError(Exception):
    """Say in one message why the database can't be used and what to do; its text is for the person."""
