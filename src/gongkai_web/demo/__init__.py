"""The invented 云溪县: its government, bureaus and townships, and three years of what happened to them.

``python -m gongkai_web.demo`` fills an empty database (``GONGKAI_HOME`` says which; ``python -m gongkai_web.manage
migrate`` makes it) and prints one account a role; every account has the same password. ``GONGKAI_TODAY`` is the day
that it is in the county, :data:`~gongkai_web.demo.county.TODAY` where it is not set: serve it with the same day.
``python -m gongkai_web.demo --organs 10000 --requests 100000`` fills it with a crowd for load runs instead.

Everything and everybody is invented, and the same seed gives the same county.
"""
