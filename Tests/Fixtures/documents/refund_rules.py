"""Refund rules of the shop. 退款规则。"""

from dataclasses import dataclass

PICKUP_FEE = 12


@dataclass
class Refund:
    paid: int
    is_defective: bool

    def amount(self) -> int:
        """What goes back, in yuan: defective goods are picked up for free."""
        return self.paid if self.is_defective else max(0, self.paid - PICKUP_FEE)


async def notify(refund: Refund, channel: str = "sms") -> str:
    # def inside_a_comment(): is no function
    return f"您的退款 {refund.amount()} 元已经发出（{channel}）"


def main():
    print(Refund(paid=199, is_defective=False).amount())
