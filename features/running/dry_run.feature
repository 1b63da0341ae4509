@TRG-08
Feature: A dry run shows what a run would do, and does nothing
  An accountant looks first: every document, what would be sent for it, how it is mapped, and the
  debits and credits it would make. Ruling: it is the very plan that a live run executes, so a live
  run can be held to it; if anything has changed since, it stops and writes nothing.

  Background:
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And Sam Reed paid $300.00 as P-17
    And Ann Park owes $80.00 on invoice I-300 of business unit "Plumbing" (50)

  Scenario: Everything is shown and nothing is changed
    When a dry run is made
    Then the run lists
      | Document | Outcome | Reason                                                                                                                        |
      | I-204    | planned |                                                                                                                               |
      | P-17     | planned |                                                                                                                               |
      | I-300    | refused | Business unit "Plumbing" (50) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 50 --subsidiary ID |
    And I-204 would post
      | Account                  | Debit     | Credit    |
      | 1100 Accounts Receivable | $1,000.00 |           |
      | 4000 Sales               |           | $1,000.00 |
    And P-17 would post
      | Account                | Debit   | Credit  |
      | 1499 Undeposited Funds | $300.00 |         |
      | 2200 Customer Deposits |         | $300.00 |
    And I-204 would be mapped
      | From                            | To                            |
      | business unit "HVAC North" (42) | subsidiary 1 (Parent Company) |
      | account 4000 Service revenue    | 4000 Sales                    |
    And the payload of I-204 holds
      | Value      |
      | I-204      |
      | 2026-11-10 |
      | Tune-up    |
      | November   |
      | $1,000.00  |
    And neither system has changed

  Scenario: The live run does what the dry run showed
    Given a dry run was made
    When the sync runs as the dry run showed
    Then the plan is the one of the dry run
    And the run posts I-204
    And P-17 is in NetSuite as a customer deposit of $300.00
    And I-300 is not in NetSuite
    And both systems agree to the cent

  Scenario: A live run held to a dry run stops when the plan has changed
    Given a dry run was made
    And Maria Lopez owes $50.00 on invoice I-205
    When the sync runs as the dry run showed
    Then the run stops because the plan has changed
    And the books show nothing
    And neither system has changed

  @AR-05
  Scenario: A credit memo is shown with the number it will have, and turned around
    Given the sync has run
    And adjustment A-1 of invoice I-204 takes back $120.00
    When a dry run is made
    Then the run lists
      | Document | Outcome | Reason                                                                                                                   |
      | A-1      | planned |                                                                                                                          |
      | I-300    | refused | Business unit "Plumbing" (50) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 50 --subsidiary ID |
    And A-1 would post
      | Account                  | Debit   | Credit  |
      | 1100 Accounts Receivable |         | $120.00 |
      | 4000 Sales               | $120.00 |         |
    And the payload of A-1 holds
      | Value   |
      | I-204-1 |
      | Tune-up |
      | $120.00 |
    And neither system has changed
