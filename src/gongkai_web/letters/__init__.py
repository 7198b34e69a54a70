"""Letters between draft and service: what both the office and the public need of them."""
