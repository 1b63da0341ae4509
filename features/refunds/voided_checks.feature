@REF-05
Feature: A check is void, and its refund waits for another
  A check that becomes void pays nothing. Its refund is Pending Refund again, and the next check pays
  it. The void check stays in the books for everybody to see.

  Background:
    Given refunds are set up
    And Maria Lopez paid $500.00 as P-17
    And the sync has run
    And $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run

  Scenario: The only check is void, and the refund is paid by another
    Given Ann has paid R-1 by check
    When the check of R-1 is void in NetSuite
    Then the check tool lists
      | Refund | Paid  | Left    |
      | R-1    | $0.00 | $500.00 |

    When the sync runs
    Then the status of R-1 is Pending Refund
    And the record of R-1 shows $0.00 paid
    And the history of R-1 is
      | Who        | From           | To             | Why                                   |
      | Ann        | Pending Refund | Check Refunded | $500.00 of $500.00 is paid by check 1 |
      | the office | Check Refunded | Pending Refund | $0.00 of $500.00 is paid              |

    When Bo pays R-1 by check
    Then the status of R-1 is Check Refunded
    And NetSuite has the checks
      | Payee       | Amount  |
      | Maria Lopez | $0.00   |
      | Maria Lopez | $500.00 |
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Checking          |         | $500.00 |
      | Undeposited Funds | $500.00 |         |

  Scenario: A void check can be paid anew before any run
    Given Ann has paid R-1 by check
    When the check of R-1 is void in NetSuite
    And Bo pays R-1 by check
    Then the status of R-1 is Check Refunded
    And the check tool lists nothing

  Scenario: One of two checks is void
    Given Ann has paid $200.00 of R-1 by check
    And Ann has paid R-1 by check
    When the check of R-1 is void in NetSuite
    And the sync runs
    Then the status of R-1 is Pending Refund
    And the check tool lists
      | Refund | Paid    | Left    |
      | R-1    | $200.00 | $300.00 |

  Scenario: A check is void by a reversing journal
    Given NetSuite voids by a reversing journal
    And Ann has paid R-1 by check
    When the check of R-1 is void in NetSuite
    And the sync runs
    Then the status of R-1 is Pending Refund
    And the trial balance is
      | Account                  | Debit   | Credit  |
      | Undeposited Funds        | $500.00 |         |
      | Customer Refunds Payable |         | $500.00 |

  Scenario: A check is deleted after it paid the refund
    Given Ann has paid R-1 by check
    When the check of R-1 is deleted in NetSuite
    And the sync runs
    Then the status of R-1 is Pending Refund
    And the check tool lists
      | Refund | Paid  | Left    |
      | R-1    | $0.00 | $500.00 |

  @REF-17
  Scenario: Somebody says in NetSuite that it is paid, and there is no check
    Given somebody in NetSuite sets R-1 to Check Refunded
    When the sync runs
    Then the status of R-1 is Check Refunded
    And the check tool lists nothing
