"""Keys with which a provider's own systems write its listings through the API."""
