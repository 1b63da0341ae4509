"""Money in whole cents, made from text.

A sum that is not a whole number of cents is not money here: the edge refuses it, nothing rounds it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Final

EXACT: Final = Context(prec=60, traps=[Inexact, InvalidOperation])
"""Never rounds: what does not fit in 60 digits is no amount of money."""
HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in US cents; negative amounts are allowed."""

    cents: int

    @classmethod
    def of(cls, amount: str | Decimal) -> "Money":
        """From decimal text such as `"1234.50"`; ValueError when it is not whole cents."""
        try:
            cents = EXACT.multiply(Decimal(amount), HUNDRED)
            whole = int(cents)
        except (ArithmeticError, ValueError):
            raise ValueError(f"{amount!r} is not an amount of money") from None
        if whole != cents:
            raise ValueError(f"{amount} is not a whole number of cents")
        return cls(whole)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.cents + other.cents)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.cents - other.cents)

    def __neg__(self) -> "Money":
        return Money(-self.cents)

    def __abs__(self) -> "Money":
        return Money(abs(self.cents))

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        return f"{sign}${abs(self.cents) // 100:,}.{abs(self.cents) % 100:02}"

    @property
    def text(self) -> str:
        """Plain decimal text with two places, `"-1234.50"`: how money travels."""
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02}"

    def shared_by(self, weights: Sequence["Money"]) -> tuple["Money", ...]:
        """Parts in proportion to `weights`, summing to this to the cent.

        Cents left over go to the largest remainders, the first first. Of weights that sum to
        zero the first takes all.
        """
        assert weights, "nothing to share by"
        whole = sum(weight.cents for weight in weights)
        if whole == 0:
            return (self, *(ZERO for _ in weights[1:]))
        parts = [divmod(self.cents * weight.cents, whole) for weight in weights]
        left = self.cents - sum(part for part, _ in parts)
        by_remainder = sorted(range(len(parts)), key=lambda i: -abs(parts[i][1]))
        lucky = set(by_remainder[:left])
        return tuple(Money(part + (i in lucky)) for i, (part, _) in enumerate(parts))


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    return Money(sum(amount.cents for amount in amounts))
