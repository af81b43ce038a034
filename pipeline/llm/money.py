"""What a call costs, what it can cost at worst, and how much a run may still spend.

A model whose price nobody told us has an unknown cost, never none. What such a model may use is then limited in tokens.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.domain.exchange import Request, Usage
from pipeline.errors import BudgetReached

__all__ = ["Budget", "Hold", "Price"]

_MILLION = 1_000_000
#: Tokens that servers add around the words: roles, the grammar of the answer.
_AROUND = 1_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens. `cached_input` is for input that the provider had kept; None: no discount.

    `batch_input` and `batch_output` are for what goes through the provider's Batch API; None: nobody told them.
    """

    input: float
    output: float
    cached_input: float | None = None
    batch_input: float | None = None
    batch_output: float | None = None

    def of(self, usage: Usage) -> float:
        """The price of one call. Where the server does not say what it had kept, no discount is counted."""
        kept = usage.cached or 0
        cached = self.input if self.cached_input is None else self.cached_input
        spent = (usage.input - kept) * self.input + kept * cached + usage.output * self.output
        return spent / _MILLION

    def most(self, tokens_in: int, tokens_out: int) -> float:
        """The most that so many tokens can cost."""
        dearest = max(self.input, self.cached_input or 0.0)
        return (tokens_in * dearest + tokens_out * self.output) / _MILLION

    def in_batch(self) -> Price | None:
        """The price of the same model through the Batch API; None where it is not known. No discount on kept input."""
        if self.batch_input is None or self.batch_output is None:
            return None
        return Price(self.batch_input, self.batch_output)


@dataclass(frozen=True, slots=True)
class Hold:
    """What is set aside for a call in the air: its tokens at worst, and dollars where the price is known."""

    tokens: int
    usd: float | None


@dataclass(slots=True)
class _Used:
    """What a run has used or set aside so far, of all its models together."""

    usd: float = 0.0
    tokens: int = 0
    unpriced_tokens: int = 0
    reached: bool = False


class Budget:
    """What one run may spend: dollars where the price is known, tokens where it is not. Both are hard.

    The worst case of a call is held before it starts: as many tokens as its body has bytes (no text has more), and the
    whole length that its answer may have. A run that asks several models has one limit for all (`beside`).
    """

    def __init__(self, *, price: Price | None, usd: float, tokens: int) -> None:
        self.price = price
        self._usd = usd
        self._tokens = tokens
        self._used = _Used()

    def beside(self, price: Price | None) -> Budget:
        """The same limits for another model at its own price: what one of the two uses, the other has no more."""
        other = Budget(price=price, usd=self._usd, tokens=self._tokens)
        other._used = self._used
        return other

    @property
    def used_usd(self) -> float:
        """Dollars used or set aside."""
        return self._used.usd

    @property
    def used_tokens(self) -> int:
        """Tokens used or set aside."""
        return self._used.tokens

    @property
    def reached(self) -> bool:
        """Whether a call was not made because it could have cost too much."""
        return self._used.reached

    @reached.setter
    def reached(self, value: bool) -> None:
        self._used.reached = value

    def hold(self, request: Request) -> Hold:
        """Set aside what a call can cost at worst. Raises BudgetReached, and says what would let it through."""
        most_input, most_output = request.sent_bytes + _AROUND, request.most_output
        worst = self.price.most(most_input, most_output) if self.price else None
        hold = Hold(most_input + most_output, worst)
        if worst is not None and self.used_usd + worst > self._usd:
            self.reached = True
            raise BudgetReached(
                f"the next call could cost {worst:.4f} USD, and {max(0.0, self._usd - self.used_usd):.4f} of the "
                f"{self._usd:.2f} USD of this run are left",
                hint="raise --max-cost or budget.run_usd; the same command goes on where it stopped",
            )
        if worst is None and self._used.unpriced_tokens + hold.tokens > self._tokens:
            self.reached = True
            raise BudgetReached(
                f"the price of this model is not known, and the next call could use {hold.tokens} tokens while "
                f"{max(0, self._tokens - self._used.unpriced_tokens)} of the {self._tokens} of this run are left",
                hint="give its price in [budget.prices], or raise --max-tokens or budget.run_tokens",
            )
        self._count(hold.tokens, worst or 0.0)
        return hold

    def settle(self, hold: Hold, usage: Usage | None, cost_usd: float | None) -> None:
        """Replace what was held by what was used. What the server did not count stays held."""
        tokens = usage.input + usage.output - hold.tokens if usage is not None else 0
        self._count(tokens, cost_usd - (hold.usd or 0.0) if cost_usd is not None else 0.0)

    def release(self, hold: Hold) -> None:
        """Give back what was held for a call that certainly cost nothing."""
        self._count(-hold.tokens, -(hold.usd or 0.0))

    def in_words(self) -> str:
        """What is used or set aside, for people."""
        unpriced = f"{self._used.unpriced_tokens} tokens of unknown price"
        if self.price is None and not self._used.usd:
            return unpriced
        return f"{self._used.usd:.2f} USD" + (f" and {unpriced}" if self._used.unpriced_tokens else "")

    def _count(self, tokens: int, usd: float) -> None:
        self._used.tokens += tokens
        self._used.unpriced_tokens += tokens if self.price is None else 0
        self._used.usd += usd
