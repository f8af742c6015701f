"""The catalogue as arrays in versioned, memory-mapped files. It takes plain arrays and knows no model."""
