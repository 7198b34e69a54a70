"""What concerns a person as such: signing in and out, the second factor, large type, notices."""
