"""What this context can be asked. Reads only."""
