"""The checksum that Google's services compare: CRC-32C (Castagnoli), bit by bit."""

from typing import Final

_POLYNOMIAL: Final = 0x82F63B78


def crc32c(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF
