"""Two models side by side: what differs, who gains or loses sight of what, and the moves that lead from one to the other."""
