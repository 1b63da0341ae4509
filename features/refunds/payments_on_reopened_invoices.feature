Feature: A customer pays an invoice again whose money went back
  In ServiceTitan the invoice owes again. In NetSuite it stays paid, and the refund is what is open. So
  the money goes to the invoice as far as that owes, and then to its refunds, the oldest first.

  Background:
    Given refunds are set up
    And Maria Lopez owes $250.00 on invoice I-250
    And Maria Lopez paid $250.00 as P-17, $250.00 of it on invoice I-250
    And the sync has run
    And $250.00 of P-17 goes back by check as R-1: only the money goes back

  @AR-07 @REF-09
  Scenario: A payment of a later run
    Given the sync has run
    And Maria Lopez paid $250.00 as P-19, $250.00 of it on invoice I-250
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-19   | $250.00 |
    And R-1 has $0.00 open in receivables
    And the refund record of R-1 says $0.00 is unapplied
    And P-17 pays in NetSuite
      | Invoice | Amount  |
      | I-250   | $250.00 |
    And the trial balance is
      | Account                  | Debit   | Credit  |
      | Undeposited Funds        | $500.00 |         |
      | Customer Refunds Payable |         | $250.00 |
      | Sales                    |         | $250.00 |
    And the run is complete
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @AR-07 @REF-09
  Scenario: A payment of the same run as the refund
    Given Maria Lopez paid $250.00 as P-19, $250.00 of it on invoice I-250
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-19   | $250.00 |
    And the refund record of R-1 says $0.00 is unapplied
    And the run is complete
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @AR-07 @AR-13 @REF-09
  Scenario: The invoice first, then its refunds, the oldest first
    Of $400.00 one half was paid and went back in two parts.

    Given Maria Lopez owes $400.00 on invoice I-400
    And Maria Lopez paid $200.00 as P-20, $200.00 of it on invoice I-400
    And the sync has run
    And $120.00 of P-20 goes back by check as R-2: only the money goes back
    And $80.00 of P-20 goes back by card as R-3: only the money goes back
    And the sync has run
    And Maria Lopez paid $360.00 as P-21, $350.00 of it on invoice I-400
    When the sync runs
    Then P-21 pays in NetSuite
      | Invoice | Amount  |
      | I-400   | $200.00 |
      | R-2-J   | $120.00 |
      | R-3-J   | $30.00  |
    And P-21 still holds $10.00
    And R-3 has $50.00 open in receivables
    And the refund record of R-3 says $50.00 is unapplied
    And the trial balance is
      | Account                  | Debit   | Credit  |
      | Accounts Receivable      | $290.00 |         |
      | Undeposited Funds        | $730.00 |         |
      | Customer Refunds Payable |         | $370.00 |
      | Sales                    |         | $650.00 |
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @AR-09 @AR-14 @REF-09
  Scenario: A deposit is used on it, and taken off again
    Given the sync has run
    And Maria Lopez paid $300.00 as P-19
    And the sync has run
    And applications go with every run
    And $250.00 of P-19 is applied to invoice I-250
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-19   | $250.00 |
    And P-19 still holds $50.00
    And the refund record of R-1 says $0.00 is unapplied
    And the trial balance is
      | Account                  | Debit   | Credit  |
      | Undeposited Funds        | $550.00 |         |
      | Customer Deposits        |         | $50.00  |
      | Customer Refunds Payable |         | $250.00 |
      | Sales                    |         | $250.00 |
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

    When P-19 is taken off invoice I-250
    And the sync runs
    Then R-1 has $250.00 open in receivables
    And P-19 still holds $300.00
    And the refund record of R-1 says $250.00 is unapplied
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @AR-09 @AR-14 @REF-09
  Scenario: What is left of a payment is used on it, and taken off again
    Given Maria Lopez owes $40.00 on invoice I-40
    And Maria Lopez paid $140.00 as P-19, $40.00 of it on invoice I-40
    And the sync has run
    And applications go with every run
    And $100.00 of P-19 is applied to invoice I-250
    When the sync runs
    Then P-19 pays in NetSuite
      | Invoice | Amount  |
      | I-40    | $40.00  |
      | R-1-J   | $100.00 |
    And R-1 has $150.00 open in receivables
    And the refund record of R-1 says $150.00 is unapplied
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

    When P-19 is taken off invoice I-250
    And the sync runs
    Then P-19 pays in NetSuite
      | Invoice | Amount |
      | I-40    | $40.00 |
    And R-1 has $250.00 open in receivables
    And the refund record of R-1 says $250.00 is unapplied
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @REF-10
  Scenario: A later credit memo finds only what is left
    Given the sync has run
    And Maria Lopez paid $100.00 as P-19, $100.00 of it on invoice I-250
    And the sync has run
    And adjustment A-1 of invoice I-250 takes back $200.00
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit  | Amount  |
      | P-19    | $100.00 |
      | I-250-1 | $150.00 |
    And I-250-1 still holds $50.00
    And the refund record of R-1 says $0.00 is unapplied
    And the refund record of R-1 names I-250-1 as its credit memo
    And both systems agree to the cent

  @AR-13 @REF-09
  Scenario: What neither the invoice nor its refunds can take is refused
    A credit memo took $50.00 of the refund; ServiceTitan still lets the whole invoice be paid.

    Given the sync has run
    And adjustment A-1 of invoice I-250 takes back $50.00
    And the sync has run
    And Maria Lopez paid $250.00 as P-19, $250.00 of it on invoice I-250
    When the sync runs
    Then P-19 stays out because "I-250: owes $0.00 in NetSuite, and refunds of it have $200.00 open; $250.00 would overpay it. Correct one of the two."
    And R-1 has $200.00 open in receivables

  @AR-07 @REF-09
  Scenario: The reply to the payment is lost
    Given the sync has run
    And Maria Lopez paid $250.00 as P-19, $250.00 of it on invoice I-250
    And NetSuite gets the payment and takes it, but its reply is lost
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-19   | $250.00 |
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing
