"""Today: what each role has to do now, the worst first."""
