"""Recording what happened to a request: one description of each kind, from which its form and its page are made."""
