"""One module an output: `NAME` is what `--target` takes, `emit(context)` gives (path, text)."""
