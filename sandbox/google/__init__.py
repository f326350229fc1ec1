"""Google Secret Manager and Cloud KMS on loopback: plaintext gRPC with the services' own messages."""
