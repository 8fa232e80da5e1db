"""One module for each part of a programme's terms made from a draft."""
