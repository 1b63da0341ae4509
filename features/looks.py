"""What both systems show."""

from adapters.netsuite.objects import CUSTOMER_SYNC, SOURCE
from features.premises import Json, Premises


class Looks(Premises):
    """Documents go by their number, customers by their name."""

    def sync_status(self, number: str) -> str:
        """What ServiceTitan says of a document: Pending, Posted or Exported."""
        state = self.servicetitan_state()
        found = [one for kind in ("invoices", "payments") for one in state[kind].values()]
        return str(next(one["sync_status"] for one in found if one["id"] == self.ids[number]))

    def transactions(self) -> list[Json]:
        found: list[Json] = self.in_netsuite("GET", "ledger/transactions")
        return found

    def transaction(self, number: str) -> Json:
        """NetSuite's transaction with this number."""
        found = [one for one in self.transactions() if one["tranId"] == number]
        assert len(found) == 1, f"{number}: {len(found)} transactions in NetSuite"
        return found[0]

    def paid_by(self, number: str) -> list[Json]:
        """What NetSuite's payment is applied to; of a deposit, by its deposit applications."""
        payer = self.transaction(number)
        if payer["type"] == "customerPayment":
            applied: list[Json] = payer["applications"]
            return applied
        uses = [one for one in self.transactions() if one["deposit"] == payer["id"]]
        return [line for one in uses for line in one["applications"]]

    def any_item(self) -> str:
        """The id of an item that NetSuite has."""
        items: list[Json] = self.netsuite_state()["records"]["item"]
        return str(items[0]["id"])

    def trial_balance(self) -> list[Json]:
        rows: list[Json] = self.in_netsuite("GET", "ledger/trial-balance")
        return [row for row in rows if row["debit"] != row["credit"]]

    # NetSuite's customers

    def customers_in_netsuite(self) -> list[Json]:
        """Every customer's fields, and its `id` and `addresses`."""
        found = [one for one in self._records("entity") if one["kind"] == "customer"]
        return [{**one["fields"], "id": one["id"], "addresses": _addresses(one)} for one in found]

    def customer_in_netsuite(self, name: str) -> Json:
        """The customer of that name, ServiceTitan's number after it or left out."""
        found = [one for one in self.customers_in_netsuite() if name in names_of(one)]
        assert len(found) == 1, f"{name}: {len(found)} customers in NetSuite"
        return found[0]

    def sync_records(self) -> list[Json]:
        """Every Customer Sync Record's fields, and its `id`."""
        found = self._records(CUSTOMER_SYNC)
        return [{**one["fields"], "id": one["id"]} for one in found]

    def sync_record(self, name: str) -> Json:
        """The Customer Sync Record of the ServiceTitan customer with this name."""
        source = str(self.ids[name])
        found = [one for one in self.sync_records() if one[SOURCE] == source]
        assert len(found) == 1, f"{name}: {len(found)} sync records"
        return found[0]

    def _records(self, kind: str) -> list[Json]:
        found: list[Json] = self.netsuite_state()["records"].get(kind, [])
        return found


def _addresses(record: Json) -> list[Json]:
    lines: list[Json] = record["sublists"].get("addressBook", [])
    return [line["addressBookAddress"] for line in lines]


def names_of(customer: Json) -> tuple[str, str]:
    """NetSuite's name of a customer, as it is and without ServiceTitan's number."""
    name: str = customer["entityId"]
    return name, name.rstrip("0123456789").rstrip()
