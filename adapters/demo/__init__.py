"""The demonstration: stories of a small contractor's books, told by the systems themselves."""
