Feature: A refund is taken off the invoice it was applied to
  ServiceTitan then takes it out of what its payment has left, and the invoice is paid again. So what
  the payment has left covers the refund in NetSuite, too.

  Background:
    Given refunds are set up
    And applications go with every run
    And Maria Lopez owes $250.00 on invoice I-250

  @REF-06 @REF-09
  Scenario: What is left of the payment covers it
    Given Maria Lopez paid $600.00 as P-17, $250.00 of it on invoice I-250
    And the sync has run
    And $250.00 of P-17 goes back by check as R-1: only the money goes back
    When the sync runs
    Then R-1 has $250.00 open in receivables

    Given R-1 is taken off what it was applied to
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-17   | $250.00 |
    And P-17 still holds $100.00
    And the refund record of R-1 says $0.00 is unapplied
    And the trial balance is
      | Account                  | Debit   | Credit  |
      | Accounts Receivable      |         | $100.00 |
      | Undeposited Funds        | $600.00 |         |
      | Customer Refunds Payable |         | $250.00 |
      | Sales                    |         | $250.00 |
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @REF-06 @REF-09
  Scenario: Only a part of it stays on the invoice
    Given Maria Lopez paid $600.00 as P-17, $250.00 of it on invoice I-250
    And $250.00 of P-17 goes back by check as R-1: only the money goes back
    And the sync has run
    And R-1 is taken off what it was applied to
    And $100.00 of R-1 is left on invoice I-250
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-17   | $150.00 |
    And R-1 has $100.00 open in receivables
    And the refund record of R-1 says $100.00 is unapplied
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @REF-06 @REF-09 @AR-09
  Scenario: The deposit is released to it
    Given Maria Lopez paid $600.00 as P-17
    And the sync has run
    And $250.00 of P-17 is applied to invoice I-250
    And the sync has run
    And $250.00 of P-17 goes back by check as R-1: only the money goes back
    And the sync has run
    And R-1 is taken off what it was applied to
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-17   | $250.00 |
    And P-17 still holds $100.00
    And the trial balance is
      | Account                  | Debit   | Credit  |
      | Undeposited Funds        | $600.00 |         |
      | Customer Deposits        |         | $100.00 |
      | Customer Refunds Payable |         | $250.00 |
      | Sales                    |         | $250.00 |
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @REF-06 @AR-08
  Scenario: A payment goes although its refund is in no batch
    ServiceTitan has lowered what is unapplied already; both figures are known.

    Given Maria Lopez paid $600.00 as P-17
    And $100.00 of P-17 goes back by check as R-1 in no batch: it was not used
    When the sync runs
    Then P-17 is in NetSuite as a customer deposit of $600.00
    And P-17 still holds $600.00
    And R-1 is no refund in NetSuite
    And the run is complete
    And both systems agree to the cent

    Given every document is posted
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-17   | $100.00 |
    And P-17 still holds $500.00
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing
