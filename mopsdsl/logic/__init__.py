"""Conditions: whether they hold of a person, and whether there is a person of whom they hold."""
