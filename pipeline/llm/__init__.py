"""Language models: one client, when it asks again, what it may spend, and a fake. Loaded only when a model drafts."""
