"""The form of a listing, declared: which steps, which fields on which route, and how what is typed is read."""
