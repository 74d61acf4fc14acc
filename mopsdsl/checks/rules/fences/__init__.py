"""Fences: what marketing and sales have agreed, and whether it can hold."""
