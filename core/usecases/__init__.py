"""What people ask of the product, in terms of the ports only."""
