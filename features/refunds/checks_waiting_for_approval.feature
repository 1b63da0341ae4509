@REF-13
Feature: A check that waits for approval is on its way
  Where NetSuite holds checks for approval, a new check pays nothing yet. Its amount is on its way: nobody
  can pay it again, and the refund is Check Refunded only once the check is approved.

  Background:
    Given refunds are set up
    And NetSuite holds checks for approval
    And Maria Lopez paid $500.00 as P-17
    And the sync has run
    And $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run

  Scenario: It is approved, and the next run sets the status
    When Ann pays R-1 by check
    Then Ann gets the checks
      | Number | Payee       | Amount  | State                |
      | 1      | Maria Lopez | $500.00 | waiting for approval |
    And the status of R-1 is Pending Refund
    And the check tool lists nothing
    And the trial balance is
      | Account                  | Debit   | Credit  |
      | Undeposited Funds        | $500.00 |         |
      | Customer Refunds Payable |         | $500.00 |

    When the check of R-1 is approved in NetSuite
    And the sync runs
    Then the status of R-1 is Check Refunded
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Checking          |         | $500.00 |
      | Undeposited Funds | $500.00 |         |

  @REF-15
  Scenario: Only what is not on its way can be paid
    Given Ann has paid $200.00 of R-1 by check
    Then the check tool lists
      | Refund | Paid  | On its way | Left    |
      | R-1    | $0.00 | $200.00    | $300.00 |

    When Bo reviews a check of $300.01 for R-1
    Then Bo sees that R-1 is refused because "It has $300.00 left to pay; $300.01 would overpay it. Pay at most $300.00."

  Scenario: It is rejected, and the refund can be paid again
    Given Ann has paid R-1 by check
    When the check of R-1 is rejected in NetSuite
    Then the check tool lists
      | Refund | Paid  | On its way | Left    |
      | R-1    | $0.00 | $0.00      | $500.00 |

  @REF-17
  Scenario: A waiting check whose reply is lost is on its way once
    Given NetSuite makes the check, but its reply is lost
    When Ann pays $200.00 of R-1 by check
    Then the check tool lists
      | Refund | Paid  | On its way | Left    |
      | R-1    | $0.00 | $200.00    | $300.00 |
