"""What can be asked of intakes."""
