"""Pictures of the graphs: what to draw (`sight`, `lifecycle`, `sharing`, `ways_in`, `reference`), where, and as what (`svg`, ...)."""
