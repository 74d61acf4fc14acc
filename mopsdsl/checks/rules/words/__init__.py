"""Standards and words."""
