Feature: Money that paid an invoice goes back
  What ServiceTitan applies the refund to says what it is. Where work is taken back, there is a
  credit memo, and it covers the refund. Where only the money goes back, the refund stays open in
  receivables: the customer owes it again, in both systems.

  Background:
    Given refunds are set up
    And sales tax in Reno is 7%
    And invoice I-204 of Maria Lopez is taxed in Reno and bills
      | Line    | Account    | Price     | Taxable |
      | Furnace | 4000 Sales | $1,000.00 | yes     |
    And Maria Lopez paid $1,070.00 as P-17, $1,070.00 of it on invoice I-204
    And the sync has run

  @REF-01 @REF-02 @REF-03 @REF-07
  Scenario: Work is taken back, to be paid by check
    Given $1,070.00 of P-17 goes back by check as R-1: the work is taken back
    When the sync runs
    Then R-1 is a refund of $1,070.00, Pending Refund
    And R-1 posts as a journal
      | Account                  | Debit     | Credit    |
      | Accounts Receivable      | $1,070.00 |           |
      | Customer Refunds Payable |           | $1,070.00 |
    And I-204-1 is in NetSuite as a credit memo of $1,070.00
    And R-1 is covered in NetSuite by
      | Credit  | Amount    |
      | I-204-1 | $1,070.00 |
    And R-1 has $0.00 open in receivables
    And P-17 pays in NetSuite
      | Invoice | Amount    |
      | I-204   | $1,070.00 |
    And the trial balance is
      | Account                  | Debit     | Credit    |
      | Undeposited Funds        | $1,070.00 |           |
      | Customer Refunds Payable |           | $1,070.00 |
    And the refund R-1 went with this run
    And the run is complete
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @REF-01 @REF-03 @REF-08
  Scenario: Work is taken back, and the money went back by card
    Given $1,070.00 of P-17 goes back by card as R-1: the work is taken back
    When the sync runs
    Then R-1 is a refund of $1,070.00, Complete
    And R-1 posts as a journal
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,070.00 |           |
      | Undeposited Funds   |           | $1,070.00 |
    And R-1 is covered in NetSuite by
      | Credit  | Amount    |
      | I-204-1 | $1,070.00 |
    And the books show no balance
    And both systems agree to the cent

  @REF-01 @REF-09
  Scenario: Only the money goes back, to be paid by check
    In ServiceTitan the invoice owes again. In NetSuite it stays paid, and the refund owes the same.

    Given $250.00 of P-17 goes back by check as R-1: only the money goes back
    When the sync runs
    Then R-1 is a refund of $250.00, Pending Refund
    And R-1 has $250.00 open in receivables
    And invoice I-204 owes $0.00 in NetSuite
    And P-17 pays in NetSuite
      | Invoice | Amount    |
      | I-204   | $1,070.00 |
    And the trial balance is
      | Account                  | Debit     | Credit    |
      | Accounts Receivable      | $250.00   |           |
      | Undeposited Funds        | $1,070.00 |           |
      | Customer Refunds Payable |           | $250.00   |
      | Sales                    |           | $1,000.00 |
      | Sales Taxes Payable      |           | $70.00    |
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing
    And P-17 pays in NetSuite
      | Invoice | Amount    |
      | I-204   | $1,070.00 |
    And both systems agree to the cent

  @REF-11
  Scenario: Only the money goes back, by card
    Given $250.00 of P-17 goes back by card as R-1: only the money goes back
    When the sync runs
    Then R-1 is a refund of $250.00, Complete
    And R-1 has $250.00 open in receivables
    And both systems agree to the cent

  @REF-09 @AR-09
  Scenario: A remainder of the payment is not taken for a refund of what it paid
    Given Maria Lopez owes $100.00 on invoice I-205
    And Maria Lopez paid $180.00 as P-18, $100.00 of it on invoice I-205
    And $60.00 of P-18 goes back by check as R-1: only the money goes back
    When the sync runs
    Then R-1 has $60.00 open in receivables
    And P-18 still holds $80.00
    And both systems agree to the cent

  @REF-12
  Scenario: Tax is taken back by hand, and the refund covered in the same run
    The same item at a negative price takes back its tax; a negative payment is applied to it.

    Given adjustment A-1 of invoice I-204 is taxed in Reno and bills
      | Line    | Account    | Price    | Taxable |
      | Furnace | 4000 Sales | -$100.00 | yes     |
    And $107.00 goes back to Maria Lopez by card as R-1, on A-1
    When the sync runs
    Then R-1 is a refund of $107.00, Complete
    And I-204-1 is in NetSuite as a credit memo of $107.00
    And R-1 is covered in NetSuite by
      | Credit  | Amount  |
      | I-204-1 | $107.00 |
    And the run is complete
    And both systems agree to the cent

  @REF-19
  Scenario: Several refunds of one payment, each with its own credit memo
    Given $300.00 of P-17 goes back by check as R-1: the work is taken back
    And the sync has run
    And $200.00 of P-17 goes back by card as R-2: the work is taken back
    And $50.00 of P-17 goes back by check as R-3: only the money goes back
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit  | Amount  |
      | I-204-1 | $300.00 |
    And R-2 is covered in NetSuite by
      | Credit  | Amount  |
      | I-204-2 | $200.00 |
    And R-3 has $50.00 open in receivables
    And both systems agree to the cent

  @REF-03
  Scenario: The credit memo goes first, and the refund with a later run
    Given $1,070.00 of P-17 goes back by check as R-1 in no batch: the work is taken back
    And only R-1's credit memo is posted
    When the sync runs
    Then I-204-1 still holds $1,070.00

    Given every document is posted
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit  | Amount    |
      | I-204-1 | $1,070.00 |
    And both systems agree to the cent

  @REF-07
  Scenario: The refund goes first, and its credit memo with a later run
    Given $1,070.00 of P-17 goes back by check as R-1 in no batch: the work is taken back
    And only R-1 is posted
    When the sync runs
    Then R-1 has $1,070.00 open in receivables

    Given every document is posted
    When the sync runs
    Then R-1 is covered in NetSuite by
      | Credit  | Amount    |
      | I-204-1 | $1,070.00 |
    And R-1 has $0.00 open in receivables
    And both systems agree to the cent
