"""Computing `seed_data/` for places from a file of sectors: `python -m pathways.places.build_seed`."""
