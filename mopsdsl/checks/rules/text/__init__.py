"""Text, names and structure."""
