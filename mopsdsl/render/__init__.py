"""From the model and the plan to files: one emitter an output, found by the writer of outputs."""
