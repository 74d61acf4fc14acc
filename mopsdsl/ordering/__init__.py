"""The order of a change in which no step on the way breaks a promise that holds before and after it."""
