@AP-04
Feature: What goes back to a vendor is owed less
  Ruling: a return goes once the vendor's credit for it is posted; the credit has the return's lines
  and is applied to no bill.

  Background:
    Given 10 pipes at $4.80 are ordered as PO-1
    And 10 pipes of PO-1 are received as R-1 and billed at $4.80 as INV-7
    And R-1 and INV-7 are posted in one batch
    And the sync has run

  Scenario: Five of ten pipes go back
    Given 5 pipes of R-1 go back, and Pipe Supply credits them as CR-1
    When the sync runs
    Then CR-1 posts
      | Account          | Debit  | Credit |
      | Accounts Payable | $24.00 |        |
      | Inventory Asset  |        | $24.00 |
    And the trial balance is
      | Account          | Debit  | Credit |
      | Inventory Asset  | $24.00 |        |
      | Accounts Payable |        | $24.00 |
    And credit CR-1 is Exported

    When the sync runs again
    Then the run writes nothing

  Scenario: Without the vendor's credit nothing has changed
    When the sync runs
    Then the run writes nothing
    And the trial balance is
      | Account          | Debit  | Credit |
      | Inventory Asset  | $48.00 |        |
      | Accounts Payable |        | $48.00 |
