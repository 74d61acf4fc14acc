"""Assets and sharing."""
