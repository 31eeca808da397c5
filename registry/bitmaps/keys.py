"""Keys of projects as bits, and back."""

from collections.abc import Collection


def bits_of(keys: Collection[int]) -> int:
    """Return the bits of projects by their keys.

    >>> bits_of([0, 3])
    9
    """
    said = bytearray(max(keys, default=0) // 8 + 1)
    for key in keys:
        said[key >> 3] |= 1 << (key & 7)
    return int.from_bytes(said, "little")


def keys_of(bits: int) -> list[int]:
    """Return the keys of projects by their bits, the lowest first.

    >>> keys_of(9)
    [0, 3]
    """
    digits, keys = f"{bits:b}"[::-1], []
    key = digits.find("1")
    while key >= 0:
        keys.append(key)
        key = digits.find("1", key + 1)
    return keys


class Flags:
    """Bits that are asked for one by one: of an integer that copies all of it."""

    __slots__ = ("_said",)

    def __init__(self, bits: int) -> None:
        self._said = bits.to_bytes(bits.bit_length() // 8 + 1, "little")

    def has(self, key: int) -> bool:
        """Return whether the bit of a key is set."""
        place = key >> 3
        return place < len(self._said) and bool(self._said[place] >> (key & 7) & 1)
