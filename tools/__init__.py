"""What ``./dev`` is made of. Until the environment stands, only the standard library may be imported."""
