"""How long records are kept, and destroying those whose time is over."""
