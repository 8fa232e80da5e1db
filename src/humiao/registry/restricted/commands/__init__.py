"""Commands about restricted files."""
