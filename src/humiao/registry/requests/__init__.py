"""What guardians and children ask about their data, and the answers."""
