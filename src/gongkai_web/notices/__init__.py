"""What people are told without asking: each working morning what waits for them, and by e-mail what they have not read.

No private word stands in a notice: it says how many, and which number.
"""
