@AR-12
Feature: A payment waits for the invoice that it pays
  Money booked on an invoice that the books do not have would stand nowhere. So the payment waits
  and says for what, and it goes with that invoice or after it.
  Ruling: it waits whole, also when only a part of it is for the missing invoice.

  Scenario: The invoice is in no posted batch yet
    Given invoice I-340 of Maria Lopez for $100.00 in no batch
    And payment P-61 of Maria Lopez for $100.00, $100.00 of it on invoice I-340, in no batch
    And only P-61 is posted
    When the sync runs
    Then P-61 waits because "Waiting for invoice I-340: it is not in NetSuite yet."
    And the books show nothing
    And P-61 is the only payment of ServiceTitan still to go

    Given every document is posted
    When the sync runs
    Then the run posts P-61
    And P-61 is in NetSuite as a customer payment of $100.00
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $100.00 |         |
      | Sales             |         | $100.00 |
    And both systems agree to the cent

  Scenario: The invoice is refused
    Given Maria Lopez owes $100.00 on invoice I-341 of business unit "Plumbing" (77)
    And Maria Lopez owes $80.00 on invoice I-342
    And Maria Lopez paid $180.00 as P-62, $100.00 of it on invoice I-341 and $80.00 on invoice I-342
    When the sync runs
    Then P-62 waits because "Waiting for invoice I-341: Business unit "Plumbing" (77) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 77 --subsidiary ID"
    And P-62 is not in NetSuite
    And invoice I-342 owes $80.00 in NetSuite
    And the trial balance is
      | Account             | Debit  | Credit |
      | Accounts Receivable | $80.00 |        |
      | Sales               |        | $80.00 |
    And both systems agree to the cent

  Scenario: Invoice and payment go in one run
    Given invoice I-343 of Maria Lopez for $100.00 in no batch
    And payment P-63 of Maria Lopez for $100.00, $100.00 of it on invoice I-343, in no batch
    And every document is posted
    When the sync runs
    Then the run is complete
    And invoice I-343 owes $0.00 in NetSuite
    And both systems agree to the cent
