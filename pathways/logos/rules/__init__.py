"""What a picture has to be to become a logo, and the picture that we make of it."""
