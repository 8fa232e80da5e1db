"""Instruments as data: their form, those shipped, and the one made from a programme's wording."""
