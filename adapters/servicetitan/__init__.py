"""ServiceTitan as the core's FieldService: documents read over HTTP, export marks written."""
