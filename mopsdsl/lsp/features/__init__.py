"""What an editor can ask, a module a subject. They are found by walking: each has `ANSWERS`, method → what answers it (given the
session and the request's parameters), and may have `OPTIONS`, method → what the client is told of it."""
