"""The list of children: filters, chips, rows."""
