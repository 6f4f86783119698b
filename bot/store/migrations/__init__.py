"""The schema, step by step. Alembic runs these files in order; see bot/store/migrate.py."""
