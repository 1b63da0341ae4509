Feature: Refund checks are reviewed, then written exactly once
  Nothing is written by a review. Paying is bound to what was reviewed: when a refund, an amount or
  another person's check has changed it, nothing is written. Whatever happens on the way, a refund
  is never paid twice, and its status follows its checks.

  Background:
    Given refunds are set up
    And sales tax in Reno is 7%
    And invoice I-204 of Maria Lopez is taxed in Reno and bills
      | Line    | Account    | Price     | Taxable |
      | Furnace | 4000 Sales | $1,000.00 | yes     |
    And Maria Lopez paid $1,070.00 as P-17, $1,070.00 of it on invoice I-204
    And the sync has run
    And $1,070.00 of P-17 goes back by check as R-1: the work is taken back
    And the sync has run

  @REF-07 @REF-13
  Scenario: Work is taken back and paid by check
    When Ann reviews checks for everything
    Then Ann sees these checks, and nothing is written
      | Check | Payee       | Refund | Pays      |
      | 1     | Maria Lopez | R-1    | $1,070.00 |

    When Ann confirms
    Then Ann gets the checks
      | Number | Payee       | Amount    | State    |
      | 1      | Maria Lopez | $1,070.00 | approved |
    And the trial balance is
      | Account           | Debit     | Credit    |
      | Checking          |           | $1,070.00 |
      | Undeposited Funds | $1,070.00 |           |
    And the status of R-1 is Check Refunded
    And the record of R-1 shows $1,070.00 paid
    And the check tool lists nothing
    And R-1 has $0.00 open in receivables

    When the sync runs again
    Then the run writes nothing

  @REF-12 @REF-16
  Scenario: What went back by card is not listed, unless somebody wants a check instead
    Given Bo Chen paid $300.00 as P-30
    And the sync has run
    And $300.00 of P-30 goes back by card as R-2: it was not used
    And the sync has run
    Then the check tool lists
      | Refund | Left      |
      | R-1    | $1,070.00 |

    When Ann sets R-2 to Pending Refund since "the card was closed"
    And Ann pays R-2 by check
    Then the status of R-2 is Check Refunded
    And the trial balance is
      | Account                  | Debit     | Credit    |
      | Checking                 |           | $300.00   |
      | Undeposited Funds        | $1,370.00 |           |
      | Customer Refunds Payable |           | $1,070.00 |

  @REF-17
  Scenario: Two people confirm at once
    Given Ann has reviewed a check for R-1
    And Bo has reviewed a check for R-1
    When Ann and Bo confirm at once
    Then one of Ann and Bo has paid, and the other is told
    And NetSuite has the checks
      | Payee       | Amount    |
      | Maria Lopez | $1,070.00 |

  @REF-17
  Scenario: Two people confirm one after the other
    Given Ann has reviewed a check for R-1
    And Bo has reviewed a check for R-1
    When Ann confirms
    And Bo confirms
    Then Bo is told "What would be paid has changed since it was reviewed: now 0 checks over $0.00. Review it again."
    And NetSuite has the checks
      | Payee       | Amount    |
      | Maria Lopez | $1,070.00 |

  @REF-17
  Scenario: Confirming twice pays once
    Given Ann has reviewed a check for R-1
    And Ann confirms
    When Ann confirms
    Then Ann is told "What would be paid has changed since it was reviewed: now 0 checks over $0.00. Review it again."
    And NetSuite has the checks
      | Payee       | Amount    |
      | Maria Lopez | $1,070.00 |

  @REF-17
  Scenario: The reply to a check is lost
    Given NetSuite makes the check, but its reply is lost
    When Ann pays R-1 by check
    Then Ann gets the checks
      | Number | Payee       | Amount    | State    |
      | 1      | Maria Lopez | $1,070.00 | approved |
    And the status of R-1 is Check Refunded
    And NetSuite has the checks
      | Payee       | Amount    |
      | Maria Lopez | $1,070.00 |

  @REF-17
  Scenario: NetSuite makes a check late, after everybody has stopped waiting
    Given NetSuite makes the check two minutes later and does not answer
    When Ann pays R-1 by check
    Then Ann is told that it is uncertain whether R-1 is paid
    And NetSuite has no check
    And the check tool lists nothing

    When Bo reviews a check of $1,070.00 for R-1
    Then Bo sees that R-1 is refused because "Of $1,070.00, $0.00 is paid and $1,070.00 on its way; nothing is left. Approve or void its check in NetSuite; if there is none yet, list it again later."

    When 2 minutes pass
    And the sync runs
    Then NetSuite has the checks
      | Payee       | Amount    |
      | Maria Lopez | $1,070.00 |
    And the status of R-1 is Check Refunded

  @REF-17
  Scenario: A check that never arrived can be paid again once that is certain
    Given NetSuite neither makes the check nor answers
    When Ann pays R-1 by check
    Then Ann is told that it is uncertain whether R-1 is paid
    And the check tool lists nothing

    When 15 minutes pass
    Then the check tool lists
      | Refund | Paid  | Left      |
      | R-1    | $0.00 | $1,070.00 |

    When Bo pays R-1 by check
    Then NetSuite has the checks
      | Payee       | Amount    |
      | Maria Lopez | $1,070.00 |

  @REF-17
  Scenario: Crossfoot is cut off between the check and the status
    Given Ann has reviewed a check for R-1
    When Ann confirms, and Crossfoot is cut off after the first check
    Then the status of R-1 is Pending Refund
    But the check tool lists nothing

    When the sync runs
    Then the status of R-1 is Check Refunded
    And NetSuite has the checks
      | Payee       | Amount    |
      | Maria Lopez | $1,070.00 |
    And the trial balance is
      | Account           | Debit     | Credit    |
      | Checking          |           | $1,070.00 |
      | Undeposited Funds | $1,070.00 |           |

  @REF-17
  Scenario: Crossfoot is cut off between two checks
    Given Bo Chen paid $300.00 as P-30
    And the sync has run
    And $300.00 of P-30 goes back by check as R-2: it was not used
    And the sync has run
    When Ann reviews checks for everything
    And Ann confirms, and Crossfoot is cut off after the first check
    And 15 minutes pass
    And Bo reviews checks for everything
    And Bo confirms
    And the sync runs
    Then the check tool lists nothing
    And the status of R-1 is Check Refunded
    And the status of R-2 is Check Refunded
    And the trial balance is
      | Account           | Debit     | Credit    |
      | Checking          |           | $1,370.00 |
      | Undeposited Funds | $1,370.00 |           |

  @REF-17
  Scenario: The reply to the status is lost
    Given NetSuite sets the status, but its reply is lost
    When Ann pays R-1 by check
    Then the status of R-1 is Check Refunded

  @REF-17
  Scenario: The status is not set, and the next run sets it
    Given NetSuite does not answer when the status is set
    When Ann pays R-1 by check
    Then the status of R-1 is Pending Refund
    But the check tool lists nothing

    When 15 minutes pass
    And the sync runs
    Then the status of R-1 is Check Refunded
