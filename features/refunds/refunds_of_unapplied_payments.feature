Feature: A payment that was not used goes back
  What is held for a customer goes back: the deposit is released to the refund, or the remainder of a
  customer payment applied to it. Receivables are even, and the payable stands.

  Background:
    Given refunds are set up

  @REF-06
  Scenario: A deposit goes back, to be paid by check
    Given Maria Lopez paid $500.00 as P-17
    And the sync has run
    And $500.00 of P-17 goes back by check as R-1: it was not used
    When the sync runs
    Then R-1 is a refund of $500.00, Pending Refund
    And R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-17   | $500.00 |
    And P-17 still holds $0.00
    And the trial balance is
      | Account                  | Debit   | Credit  |
      | Undeposited Funds        | $500.00 |         |
      | Customer Refunds Payable |         | $500.00 |
    And the run is complete
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing
    And both systems agree to the cent

  @REF-06
  Scenario: Payment and refund go with the same run
    Given Maria Lopez paid $500.00 as P-17
    And $200.00 of P-17 goes back by check as R-1: it was not used
    When the sync runs
    Then P-17 is in NetSuite as a customer deposit of $500.00
    And P-17 still holds $300.00
    And R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-17   | $200.00 |
    And the run is complete
    And both systems agree to the cent

  @REF-06 @REF-19
  Scenario: A deposit goes back in two parts, and the rest is used
    Given Maria Lopez paid $500.00 as P-17
    And the sync has run
    And $200.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run
    And $100.00 of P-17 goes back by card as R-2: it was not used
    And Maria Lopez owes $900.00 on invoice I-204
    And $200.00 of P-17 is applied to invoice I-204
    When the sync runs
    Then P-17 still holds $0.00
    And invoice I-204 owes $700.00 in NetSuite
    And R-2 is covered in NetSuite by
      | Credit | Amount  |
      | P-17   | $100.00 |
    And the run is complete
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @REF-06
  Scenario: What is left of a customer payment goes back
    Given Maria Lopez owes $60.00 on invoice I-204
    And Maria Lopez paid $100.00 as P-17, $60.00 of it on invoice I-204
    And the sync has run
    And $40.00 of P-17 goes back by check as R-1: it was not used
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount |
      | P-17   | $40.00 |
    And P-17 still holds $0.00
    And P-17 pays $60.00 of invoice I-204 in NetSuite
    And the run is complete
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing
    And P-17 pays $60.00 of invoice I-204 in NetSuite

  @REF-06
  Scenario: An application is taken off, and its money goes back
    Given Maria Lopez owes $60.00 on invoice I-204
    And Maria Lopez paid $100.00 as P-17
    And the sync has run
    And $60.00 of P-17 is applied to invoice I-204
    And Maria Lopez owes $5.00 on invoice I-205
    And the sync has run
    And P-17 is taken off invoice I-204
    And $100.00 of P-17 goes back by check as R-1: it was not used
    When the sync runs
    Then P-17 still holds $0.00
    And R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-17   | $100.00 |
    And invoice I-204 owes $60.00 in NetSuite
    And both systems agree to the cent

  @REF-06 @AR-20
  Scenario: The refund is older than its payment's way into NetSuite
    The payment stays out; the refund goes, and what it gives back is released once it is there.

    Given Maria Lopez paid $500.00 as P-17 dated 2026-10-28
    And NetSuite's period Oct 2026 is closed
    And $500.00 of P-17 goes back by check as R-1: it was not used
    When the sync runs
    Then P-17 is not in NetSuite
    And R-1 has $500.00 open in receivables

    When NetSuite's period Oct 2026 is opened again
    And the sync runs
    Then P-17 still holds $0.00
    And R-1 has $0.00 open in receivables
    And both systems agree to the cent
