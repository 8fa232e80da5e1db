"""Legal holds: what a court or an audit still needs is neither erased nor destroyed."""
