"""How fast the pages are with 10,000 children and 100,000 visits: `python -m tests.bench`."""
