"""Translation between the core and the world: vendors, storage, command line. No accounting here."""
