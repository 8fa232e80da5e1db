"""Setting periods, preparing, approving and carrying out lists of destruction."""
