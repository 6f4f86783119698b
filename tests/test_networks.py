"""Limits count people by their network, not by the addresses that they can choose from."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.networks import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_address_stands_for_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1), st.integers(1, 2**64 - 1))
def test_whoever_has_a_line_gains_nothing_by_choosing_addresses(one: int, other: int, line: int) -> None:
    mine = {network_of(str(IPv6Address((line << 64) | host))) for host in (one, other)}

    assert len(mine) == 1


@given(st.integers(0, 2**32 - 1))
def test_an_ipv4_address_is_one_person_however_it_is_written(number: int) -> None:
    address = IPv4Address(number)

    assert network_of(f"::ffff:{address}") == network_of(str(address)) == str(address)
