"""Where new papers come from. Each service is one file; they return raw replies, which `sources` reads."""
