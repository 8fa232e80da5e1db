"""How long records are kept: one table of classes, and the class each model declares."""
