"""Who refers to whom, who sees whom, what is shared with whom; and the questions asked of that. The one home of networkx."""
