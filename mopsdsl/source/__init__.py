"""Text and where it comes from: the only room that reads files."""
