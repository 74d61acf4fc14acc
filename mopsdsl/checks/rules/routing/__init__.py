"""Routing, duplicates and forms."""
