"""Immutable classes are dataclasses like any other."""

from dataclasses import dataclass, field, replace

import pytest

from autograder.immutable import immutable


@immutable
class Plain:
    one: int
    two: tuple = ()
    beside: str = field(default="", compare=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True)
class Frozen:
    one: int
    two: tuple = ()
    beside: str = field(default="", compare=False)
    secret: str = field(default="", repr=False)


@immutable
class Spoken:
    one: int

    def __repr__(self):
        return "said"


@pytest.mark.parametrize(
    ("mine", "others"),
    [
        ((1, (2,)), (1, (2,))),
        ((1, (2,)), (1, (3,))),
        ((1, (), "a"), (1, (), "b")),
        ((1, (), "", "a"), (1, (), "", "b")),
    ],
)
def test_they_compare_hash_and_show_like_frozen_ones(mine, others):
    plain, frozen = ((kind(*mine), kind(*others)) for kind in (Plain, Frozen))
    assert (plain[0] == plain[1]) == (frozen[0] == frozen[1])
    assert (hash(plain[0]) == hash(plain[1])) == (hash(frozen[0]) == hash(frozen[1]))
    assert repr(plain[0]) == repr(frozen[0]).replace("Frozen", "Plain")


def test_classes_of_equal_content_are_not_equal():
    assert Plain(1) != Frozen(1)
    assert Spoken(1) != Plain(1)


def test_a_copy_with_changes_is_another_one():
    assert replace(Plain(1), one=2) == Plain(2)


def test_methods_of_its_own_are_kept():
    assert repr(Spoken(1)) == "said"
