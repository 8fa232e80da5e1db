"""A year of work in each county: planned as plain values, then done through commands."""
