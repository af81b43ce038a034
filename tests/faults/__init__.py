"""A model server that misbehaves on purpose, on the wire and in its words."""
