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
