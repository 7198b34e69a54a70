"""A statutory term shown to people: the months as a picture, and a page that a judge can follow."""
