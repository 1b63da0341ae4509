Feature: A credit memo that comes later covers the refund of its invoice
  Only money went back, and the customer owes it again. When work of that invoice is taken back after
  all, the credit memo goes to the oldest refund that is still open, as far as both reach.

  Background:
    Given refunds are set up
    And Maria Lopez owes $1,000.00 on invoice I-204
    And Maria Lopez paid $1,000.00 as P-17, $1,000.00 of it on invoice I-204
    And the sync has run

  @REF-10
  Scenario: It covers the refund, and revenue is reduced
    Given $250.00 of P-17 goes back by check as R-1: only the money goes back
    When the sync runs
    Then R-1 has $250.00 open in receivables

    Given adjustment A-1 of invoice I-204 takes back $250.00
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit  | Amount  |
      | I-204-1 | $250.00 |
    And I-204-1 still holds $0.00
    And the refund record of R-1 says $0.00 is unapplied
    And the refund record of R-1 names I-204-1 as its credit memo
    And the trial balance is
      | Account                  | Debit     | Credit  |
      | Undeposited Funds        | $1,000.00 |         |
      | Customer Refunds Payable |           | $250.00 |
      | Sales                    |           | $750.00 |
    And both systems agree to the cent

  @REF-10
  Scenario: The oldest refund first, and no more than both have
    Given $250.00 of P-17 goes back by check as R-1: only the money goes back
    And the sync has run
    And $100.00 of P-17 goes back by card as R-2: only the money goes back
    And the sync has run
    And adjustment A-1 of invoice I-204 takes back $300.00
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit  | Amount  |
      | I-204-1 | $250.00 |
    And R-2 is covered in NetSuite by
      | Credit  | Amount |
      | I-204-1 | $50.00 |
    And R-2 has $50.00 open in receivables
    And the refund record of R-2 says $50.00 is unapplied
    And both systems agree to the cent

    Given adjustment A-2 of invoice I-204 takes back $80.00
    When the sync runs
    Then R-2 has $0.00 open in receivables
    And I-204-2 still holds $30.00
    And both systems agree to the cent

  @REF-10
  Scenario: A credit memo of another invoice covers nothing
    Given Maria Lopez owes $300.00 on invoice I-205
    And $250.00 of P-17 goes back by check as R-1: only the money goes back
    And the sync has run
    And adjustment A-1 of invoice I-205 takes back $40.00
    When the sync runs
    Then R-1 has $250.00 open in receivables
    And I-205-1 still holds $40.00
    And both systems agree to the cent

  @REF-02 @REF-10
  Scenario: The run ends between the credit memo and the record
    Given $250.00 of P-17 goes back by check as R-1: only the money goes back
    And the sync has run
    And adjustment A-1 of invoice I-204 takes back $250.00
    And NetSuite gets the note on the refund record and refuses it
    When the sync runs
    Then R-1 has $0.00 open in receivables
    And the refund record of R-1 says $250.00 is unapplied

    When the sync runs again
    Then the refund record of R-1 says $0.00 is unapplied
    And the refund record of R-1 names I-204-1 as its credit memo
    And the run is complete

    When the sync runs again
    Then the run writes nothing
