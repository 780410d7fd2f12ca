"""What Alembic runs: the revisions in `versions/`, on the connection that `upgrade` hands over."""

from alembic import context

from agente.migrations.schema import metadata

connection = context.config.attributes["connection"]
# SQLite cannot change a column: there a table is made anew.
on_sqlite = connection.dialect.name == "sqlite"
context.configure(connection=connection, target_metadata=metadata, render_as_batch=on_sqlite)
with context.begin_transaction():
    context.run_migrations()
