"""A stand-in for OpenAI's organization API: an invented organization, served in the real wire format on loopback."""
