"""Which process runs `one_paper` now. On one machine: asyncio. The ledger decides who has a paper."""
