"""The canonical form of a text: the same words and comments, in the one layout that there is."""
