"""Entering requests, answering them, erasing by two people."""
