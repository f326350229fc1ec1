"""From a question to an answer: read, reckoned, drawn, posted, exported."""
