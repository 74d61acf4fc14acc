"""Text to a typed tree, with recovery. The grammar in grammar/*.lark is the only place where syntax is written."""
