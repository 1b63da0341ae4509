@AR-21
Feature: Invoices of nothing, for no job, without items
  Warranty work is billed at zero, a counter sale has no job, a cancelled visit has no items. All of
  these are everyday documents: they go, they are marked, and they move no balance they should not.

  Scenario: A warranty visit is billed at zero
    Given invoice I-380 of Maria Lopez bills
      | Line           | Account    | Price |
      | Warranty visit | 4000 Sales | $0.00 |
    When the sync runs
    Then I-380 is in NetSuite as an invoice of $0.00
    And no account has a balance
    And the run is complete
    And both systems agree to the cent

  Scenario: A full discount brings the invoice to zero, line by line
    Given invoice I-381 of Maria Lopez bills
      | Line     | Account        | Price    |
      | Tune-up  | 4000 Sales     | $120.00  |
      | Goodwill | 4900 Discounts | -$120.00 |
    When the sync runs
    Then the trial balance is
      | Account   | Debit   | Credit  |
      | Sales     |         | $120.00 |
      | Discounts | $120.00 |         |
    And both systems agree to the cent

  Scenario: A counter sale has no job
    Given invoice I-382 of Maria Lopez for no job bills
      | Line   | Account            | Price  |
      | Filter | 4100 Parts revenue | $12.50 |
    When the sync runs
    Then I-382 belongs to no project
    And the trial balance is
      | Account             | Debit  | Credit |
      | Accounts Receivable | $12.50 |        |
      | Parts revenue       |        | $12.50 |
    And both systems agree to the cent

  Scenario: An invoice has no items
    Given Maria Lopez's job "Ducts" is no project in NetSuite
    And invoice I-383 of Maria Lopez for job "Ducts" has no items
    When the sync runs
    Then I-383 is in NetSuite as an invoice of $0.00
    And no account has a balance
    And the run is complete
    And both systems agree to the cent

  Scenario: All three at once, and it is done with
    Given invoice I-384 of Maria Lopez has neither job nor items nor amount
    When the sync runs
    Then I-384 is in NetSuite as an invoice of $0.00
    And no account has a balance
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing
    And the run does not mention I-384
