"""Bank deposits as documents: posted ones, whole, with all their payments (AR-15)."""

from datetime import date

import pytest

from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.documents import BankDeposit, Batch, DepositedPayment, GlAccount, Kind, PaymentId
from core.documents.ids import BankDepositId
from core.money import Money
from core.ports import ExportMark, MarkFailure
from simulators.control.faults import Fault
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.conftest import connected
from tests.adapters.servicetitan.spoiling import Row, setting, spoil
from tests.adapters.servicetitan.test_marks import mark
from tests.simulators.servicetitan.office import Office

DEPOSITS = "accounting/bank-deposits"


@pytest.fixture
def deposit(office: Office) -> int:
    """Deposit Monday of 300.00 and -50.00 less 2.00, posted."""
    maria = office.customer()
    paid = office.payment(maria, "300.00", referenceNumber="P-1")
    back = office.payment(maria, "-50.00", referenceNumber="R-1")
    made = office.deposit(paid, back, fees="2.00", feeAccountNumber="4000", name="Monday")
    office.batch(bankDepositIds=[made])
    return made


async def test_a_posted_deposit_is_read_whole(
    office: Office, field_service: ServiceTitanFieldService, deposit: int
) -> None:
    office.deposit(office.payment(office.customer(), "1.00"))
    queue = await field_service.bank_deposits()
    paid, back = office.st.tenant.bank_deposits[deposit].payment_ids
    (batch_id,) = office.st.tenant.batches
    maria = "Maria Lopez"
    assert queue.bank_deposits == (
        BankDeposit(
            id=BankDepositId(deposit),
            number="Monday",
            date=date(2026, 10, 5),
            bank_account=GlAccount("1000", "Checking"),
            gross=Money.of("250.00"),
            fees=Money.of("2.00"),
            net=Money.of("248.00"),
            fee_account=GlAccount("4000", "Service revenue"),
            payments=(
                DepositedPayment(PaymentId(paid), "P-1", maria, Money.of("300.00"), "Check"),
                DepositedPayment(PaymentId(back), "R-1", maria, Money.of("-50.00"), "Check"),
            ),
            batch=Batch(batch_id, "September"),
        ),
    )
    assert (queue.unreadable, queue.payments) == ((), ())
    assert str(queue.bank_deposits[0].payments[1]) == "refund R-1"


async def test_an_exported_deposit_is_out_of_the_queue(
    st: ServiceTitan, field_service: ServiceTitanFieldService, deposit: int
) -> None:
    assert await field_service.mark_exported([mark(Kind.BANK_DEPOSIT, deposit)]) == []
    assert st.tenant.bank_deposits[deposit].sync_status == "Exported"
    assert (await field_service.bank_deposits()).bank_deposits == ()


async def test_one_deposit_that_is_not_taken_does_not_keep_the_others_unmarked(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService, deposit: int
) -> None:
    pending = office.deposit(office.payment(office.customer(), "1.00"))
    marks: list[ExportMark] = [mark(Kind.BANK_DEPOSIT, one) for one in (pending, deposit)]
    assert await field_service.mark_exported(marks) == [
        MarkFailure(
            marks[0].document,
            "ServiceTitan still says Pending: Bank deposit Deposit 9701 is not posted.",
        )
    ]
    assert st.tenant.bank_deposits[deposit].sync_status == "Exported"


async def test_a_mark_that_had_no_effect_is_found_out(
    st: ServiceTitan, field_service: ServiceTitanFieldService, deposit: int
) -> None:
    st.faults.lay(Fault("status", path="markasexported$", status=200, body=""))
    (failure,) = await field_service.mark_exported([mark(Kind.BANK_DEPOSIT, deposit)])
    assert failure.why == "ServiceTitan still says Posted"


async def test_more_payments_than_a_page_holds_are_all_read(
    st: ServiceTitan, office: Office
) -> None:
    maria = office.customer()
    made = office.deposit(*(office.payment(maria, "1.00") for _ in range(5)))
    office.batch(bankDepositIds=[made])
    async with connected(st, page_size=2) as field_service:
        (read,) = (await field_service.bank_deposits()).bank_deposits
    assert [one.id for one in read.payments] == st.tenant.bank_deposits[made].payment_ids


@pytest.mark.parametrize(
    ("member", "value", "says"),
    [
        ("grossAmount", "1.005", "gross amount '1.005' is not a whole number of cents"),
        ("netAmount", None, "net amount is missing"),
        ("depositDate", "Monday", "deposit date 'Monday' is not a date"),
    ],
)
@pytest.mark.usefixtures("deposit")
async def test_a_deposit_that_does_not_say_what_it_must_is_told_by_its_name(
    st: ServiceTitan,
    field_service: ServiceTitanFieldService,
    member: str,
    value: object,
    says: str,
) -> None:
    spoil(st, DEPOSITS, lambda rows: setting(member, to=value)(rows[0]))
    queue = await field_service.bank_deposits()
    assert queue.bank_deposits == ()
    assert [(str(one.label), one.problem) for one in queue.unreadable] == [
        ("Bank deposit Monday", says)
    ]


async def test_a_payment_that_cannot_be_read_keeps_its_deposit_out(
    st: ServiceTitan, field_service: ServiceTitanFieldService, deposit: int
) -> None:
    path = f"{DEPOSITS}/{deposit}/transactions"
    spoil(st, path, lambda rows: setting("total", to="12.345")(rows[1]))
    queue = await field_service.bank_deposits()
    assert queue.bank_deposits == ()
    (one,) = queue.unreadable
    assert one.problem == "payment R-1 in it: total '12.345' is not a whole number of cents"


@pytest.mark.parametrize("member", ["bankAccount", "feeAccount", "fees", "name", "batch"])
async def test_what_may_be_missing_may_be_missing(
    st: ServiceTitan, field_service: ServiceTitanFieldService, deposit: int, member: str
) -> None:
    spoil(st, DEPOSITS, lambda rows: setting(member, to=None)(rows[0]))
    (one,) = (await field_service.bank_deposits()).bank_deposits
    assert (one.id, one.gross, len(one.payments)) == (deposit, Money.of("250.00"), 2)


async def test_what_servicetitan_sends_unasked_stays_out(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService, deposit: int
) -> None:
    office.deposit(office.payment(office.customer(), "1.00"))

    def delete_a_payment(rows: list[Row]) -> None:
        rows[0]["active"] = False

    spoil(st, DEPOSITS, lambda _: None)
    spoil(st, f"{DEPOSITS}/{deposit}/transactions", delete_a_payment)
    (one,) = (await field_service.bank_deposits()).bank_deposits
    assert [paid.number for paid in one.payments] == ["R-1"]
