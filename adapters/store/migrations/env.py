"""Alembic's way in: runs on the connection, and in the transaction, that the store hands over."""

from alembic import context

from adapters.store.tables import VERSION_TABLE

context.configure(connection=context.config.attributes["connection"], version_table=VERSION_TABLE)
with context.begin_transaction():
    context.run_migrations()
