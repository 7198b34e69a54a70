"""What is public, and what the holder of number and code may see of one request. The public pages read nothing else.

It stands between the store and the audiences; every function here returns plain values of what may leave the house.
"""
