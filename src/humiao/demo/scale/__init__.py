"""A county as large as one gets, for measuring speed: seeded."""
