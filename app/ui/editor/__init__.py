"""The editor of a scheme: a draft with undo, its fields found from the declared types, the widgets that show them."""
