"""The demonstration catalogue: from the files of ``seed_data`` to rows of the database."""
