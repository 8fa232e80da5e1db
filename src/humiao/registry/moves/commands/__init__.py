"""Handing over, receiving, ending: the only writers of moves between counties."""
