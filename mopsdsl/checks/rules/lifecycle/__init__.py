"""Lifecycles: stages, ways on, timers, and what a local model may change."""
