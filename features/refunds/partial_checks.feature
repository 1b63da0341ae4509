Feature: A refund is paid in parts
  The amount on a check is what is left, unless somebody lowers it. It is never more than what is left,
  and never nothing. What is left stays on the list, and the refund stays Pending Refund until all of
  it is paid.

  Background:
    Given refunds are set up
    And Maria Lopez paid $500.00 as P-17
    And the sync has run
    And $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run

  @REF-05 @REF-06 @REF-13 @REF-15
  Scenario: A deposit goes back in two checks
    Then the trial balance is
      | Account                  | Debit   | Credit  |
      | Undeposited Funds        | $500.00 |         |
      | Customer Refunds Payable |         | $500.00 |
    And the check tool lists
      | Refund | Customer    | Amount  | Paid  | Left    |
      | R-1    | Maria Lopez | $500.00 | $0.00 | $500.00 |

    When Ann pays $200.00 of R-1 by check
    Then Ann gets the checks
      | Number | Payee       | Amount  | State    |
      | 1      | Maria Lopez | $200.00 | approved |
    And the trial balance is
      | Account                  | Debit   | Credit  |
      | Checking                 |         | $200.00 |
      | Undeposited Funds        | $500.00 |         |
      | Customer Refunds Payable |         | $300.00 |
    And the status of R-1 is Pending Refund
    And the check tool lists
      | Refund | Amount  | Paid    | Left    |
      | R-1    | $500.00 | $200.00 | $300.00 |

    When Ann pays R-1 by check
    Then the trial balance is
      | Account           | Debit   | Credit  |
      | Checking          |         | $500.00 |
      | Undeposited Funds | $500.00 |         |
    And the status of R-1 is Check Refunded
    And the record of R-1 shows $500.00 paid
    And the check tool lists nothing
    And the history of R-1 is
      | Who | From           | To             | Why                                      |
      | Ann | Pending Refund | Pending Refund | $200.00 of $500.00 is paid by check 1    |
      | Ann | Pending Refund | Check Refunded | $500.00 of $500.00 is paid by check 1, 2 |

  @REF-15
  Scenario: Two parts of the same amount, paid on the same day, are two checks
    Given Ann has paid $250.00 of R-1 by check
    When Ann pays $250.00 of R-1 by check
    Then NetSuite has the checks
      | Payee       | Amount  |
      | Maria Lopez | $250.00 |
      | Maria Lopez | $250.00 |
    And the status of R-1 is Check Refunded

  @REF-15
  Scenario Outline: What is too much or nothing is refused
    Given Ann has paid $200.00 of R-1 by check
    When Bo reviews a check of <Amount> for R-1
    Then Bo sees that R-1 is refused because "<Words>"

    Examples:
      | Amount  | Words                                                                                                          |
      | $300.01 | It has $300.00 left to pay; $300.01 would overpay it. Pay at most $300.00.                                     |
      | $0.00   | It has $300.00 left to pay; $0.00 is nothing to pay. Pay at least $0.01 and at most $300.00. |
