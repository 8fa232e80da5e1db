"""Pages with invented data, to look at the parts of the desk. Not shipped."""
