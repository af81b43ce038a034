"""The ledger of papers and paid calls: SQLite or PostgreSQL through one schema."""
