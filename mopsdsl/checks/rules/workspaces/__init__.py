"""Workspaces, partitions and walls."""
