"""What a file or a record is, and how it becomes a Document. The only room that knows file formats."""
