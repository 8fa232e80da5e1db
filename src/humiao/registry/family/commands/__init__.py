"""Writing down what is known of a family and a child's life."""
