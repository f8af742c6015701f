"""What can be told of an address without asking anybody."""
