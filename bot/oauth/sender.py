"""Where a browser's request comes from, as far as can be known: whose requests are counted together."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

NETWORK: Final = 64
"""Bits of an IPv6 address that are one subscriber's: the rest they choose as they like."""


def sender_of(peer: str, forwarded: str) -> str:
    """The address, or the network, of who sent a request over a connection of `peer`.

    `forwarded` is its X-Forwarded-For, all lines of it, for some proxies add one; "" for none. Only a peer on a private
    network is taken for a proxy, and of what it says only the last address, which it has added itself: what stands
    before that, anybody can send.
    """
    try:
        by = ip_address(peer)
        sender = ip_address(forwarded.rpartition(",")[2].strip()) if forwarded and not by.is_global else by
    except ValueError:
        return peer
    if isinstance(sender, IPv6Address):
        mapped = sender.ipv4_mapped
        return str(mapped or ip_network((int(sender), 128)).supernet(new_prefix=NETWORK))
    return str(sender)
