"""Metrics, forecast, distribution and content."""
