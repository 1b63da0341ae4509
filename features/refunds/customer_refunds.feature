Feature: Refunds land as NetSuite's own Customer Refund
  What is to be paid by check posts nothing before its money leaves; its record alone says that it is to
  be paid. Then a Customer Refund takes the money from the bank, and gives back the deposit or the credit
  memo. Money that went back by card is booked at once.

  Background:
    Given refunds are set up
    And refunds land as customer refund
    And Maria Lopez paid $500.00 as P-17
    And Bo Chen owes $1,000.00 on invoice I-204
    And Bo Chen paid $1,000.00 as P-18, $1,000.00 of it on invoice I-204
    And the sync has run

  @REF-06 @REF-13 @REF-15
  Scenario: A deposit goes back in two Customer Refunds
    Given $500.00 of P-17 goes back by check as R-1: it was not used
    When the sync runs
    Then R-1 is a refund of $500.00, Pending Refund
    And R-1 has no journal
    And NetSuite has no Customer Refund
    And P-17 still holds $500.00
    And the run is complete
    And both systems agree to the cent
    And the check tool lists
      | Refund | Customer    | Amount  | Paid  | Left    |
      | R-1    | Maria Lopez | $500.00 | $0.00 | $500.00 |

    When Ann pays $200.00 of R-1 by check
    Then Ann gets the checks
      | Number | Payee       | Amount  | State    |
      | 1      | Maria Lopez | $200.00 | approved |
    And NetSuite has the Customer Refunds
      | Payee       | Amount  | From     |
      | Maria Lopez | $200.00 | Checking |
    And NetSuite has no check
    And P-17 still holds $300.00
    And the status of R-1 is Pending Refund
    And the refund record of R-1 says $300.00 is unapplied
    And both systems agree to the cent

    When Ann pays R-1 by check
    Then NetSuite has the Customer Refunds
      | Payee       | Amount  | From     |
      | Maria Lopez | $200.00 | Checking |
      | Maria Lopez | $300.00 | Checking |
    And the trial balance is
      | Account           | Debit     | Credit    |
      | Checking          |           | $500.00   |
      | Undeposited Funds | $1,500.00 |           |
      | Sales             |           | $1,000.00 |
    And P-17 still holds $0.00
    And the status of R-1 is Check Refunded
    And the record of R-1 shows $500.00 paid
    And the check tool lists nothing
    And the history of R-1 is
      | Who | From           | To             | Why                                      |
      | Ann | Pending Refund | Pending Refund | $200.00 of $500.00 is paid by check 1    |
      | Ann | Pending Refund | Check Refunded | $500.00 of $500.00 is paid by check 1, 2 |

  @REF-08 @REF-11 @REF-12
  Scenario: Money that went back by card is booked at once, and a check pays it instead
    Given $300.00 of P-18 goes back by card as R-1: the work is taken back
    And $500.00 of P-17 goes back by card as R-2: it was not used
    When the sync runs
    Then NetSuite has the Customer Refunds
      | Payee       | Amount  | From              |
      | Bo Chen     | $300.00 | Undeposited Funds |
      | Maria Lopez | $500.00 | Undeposited Funds |
    And R-1 is a refund of $300.00, Complete
    And R-1 has no journal
    And the refund record of R-1 says $0.00 is unapplied
    And the refund R-1 went with this run
    And the refund R-2 went with this run
    And the check tool lists nothing

    When Ann sets R-2 to Pending Refund since "the card was closed"
    And Ann pays R-2 by check
    Then the status of R-2 is Check Refunded
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Checking          |         | $500.00 |
      | Undeposited Funds | $1,200.00 |       |
      | Sales             |         | $700.00 |
    And both systems agree to the cent

  @REF-17
  Scenario Outline: The reply to what a run writes is lost, and it is found
    Given $300.00 of P-18 goes back by card as R-1: the work is taken back
    And NetSuite gets the <write> and takes it, but its reply is lost
    When the sync runs
    Then the run is complete
    And NetSuite has the Customer Refunds
      | Payee   | Amount  | From              |
      | Bo Chen | $300.00 | Undeposited Funds |
    And R-1 is a refund of $300.00, Complete
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

    Examples:
      | write           |
      | Customer Refund |
      | refund record   |

  @REF-17
  Scenario Outline: What a run writes is refused, and goes with the next one
    Given $300.00 of P-18 goes back by card as R-1: the work is taken back
    And NetSuite gets the <write> and refuses it
    When the sync runs
    Then the refund R-1 is still to go
    When the sync runs again
    Then the run is complete
    And NetSuite has the Customer Refunds
      | Payee   | Amount  | From              |
      | Bo Chen | $300.00 | Undeposited Funds |
    And the refund R-1 went with this run
    And both systems agree to the cent

    Examples:
      | write           |
      | Customer Refund |
      | refund record   |

  @REF-17
  Scenario: ServiceTitan's marks are lost: everything is recognized
    Given $300.00 of P-18 goes back by card as R-1: the work is taken back
    And $200.00 of P-17 goes back by card as R-2: it was not used
    And $300.00 of P-17 goes back by check as R-3: it was not used
    And the sync has run
    And the marks of all refunds are lost in ServiceTitan
    When the sync runs
    Then the run writes nothing
    And the run is complete
    And both systems agree to the cent

  @REF-17
  Scenario: The reply to a payment is lost
    Given $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run
    And NetSuite makes the check, but its reply is lost
    When Ann pays $200.00 of R-1 by check
    Then NetSuite has the Customer Refunds
      | Payee       | Amount  | From     |
      | Maria Lopez | $200.00 | Checking |
    And the check tool lists
      | Refund | Paid    | Left    |
      | R-1    | $200.00 | $300.00 |

  @REF-17
  Scenario: NetSuite makes a payment late, after everybody has stopped waiting
    Given $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run
    And NetSuite makes the check two minutes later and does not answer
    When Ann pays R-1 by check
    Then Ann is told that it is uncertain whether R-1 is paid
    And the check tool lists nothing

    When 2 minutes pass
    And the sync runs
    Then NetSuite has the Customer Refunds
      | Payee       | Amount  | From     |
      | Maria Lopez | $500.00 | Checking |
    And the status of R-1 is Check Refunded

  @REF-17
  Scenario: Two people confirm at once
    Given $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run
    And Ann has reviewed a check for R-1
    And Bo has reviewed a check for R-1
    When Ann and Bo confirm at once
    Then one of Ann and Bo has paid, and the other is told
    And NetSuite has the Customer Refunds
      | Payee       | Amount  | From     |
      | Maria Lopez | $500.00 | Checking |

  @REF-17
  Scenario: Crossfoot is cut off between the payment and the status
    Given $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run
    And Ann has reviewed a check for R-1
    When Ann confirms, and Crossfoot is cut off after the first check
    Then the status of R-1 is Pending Refund
    But the check tool lists nothing

    When the sync runs
    Then the status of R-1 is Check Refunded
    And NetSuite has the Customer Refunds
      | Payee       | Amount  | From     |
      | Maria Lopez | $500.00 | Checking |

  @REF-09 @REF-10
  Scenario: A credit memo that a Customer Refund is to give back goes to no other refund
    Given $300.00 of P-18 goes back by check as R-1: the work is taken back
    And $100.00 of P-18 goes back by check as R-2: only the money goes back
    When the sync runs
    Then R-2 has $100.00 open in receivables
    And I-204-1 still holds $300.00
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing
    And R-2 has $100.00 open in receivables

    When Ann reviews checks for everything
    And Ann confirms
    Then the status of R-1 is Check Refunded
    And the status of R-2 is Check Refunded
    And NetSuite has the checks
      | Payee   | Amount  |
      | Bo Chen | $100.00 |
    And NetSuite has the Customer Refunds
      | Payee   | Amount  | From     |
      | Bo Chen | $300.00 | Checking |
    And the trial balance is
      | Account             | Debit     | Credit  |
      | Checking            |           | $400.00 |
      | Accounts Receivable | $100.00   |         |
      | Undeposited Funds   | $1,500.00 |         |
      | Customer Deposits   |           | $500.00 |
      | Sales               |           | $700.00 |
    And both systems agree to the cent

  @REF-05
  Scenario: A Customer Refund is deleted in NetSuite, and its refund is to be paid again
    Given $300.00 of P-18 goes back by check as R-1: the work is taken back
    And the sync has run
    And $300.00 of R-1 leaves Checking
    When the Customer Refund of R-1 is deleted in NetSuite
    And the sync runs
    Then the status of R-1 is Pending Refund
    And I-204-1 still holds $300.00

    When Ann pays R-1 by check
    Then the status of R-1 is Check Refunded
    And I-204-1 still holds $0.00
    And both systems agree to the cent

  @REF-13
  Scenario: What somebody else has given back already cannot be paid again
    Given $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run
    And somebody gives $400.00 of P-17 back in NetSuite
    When Bo reviews a check of $500.00 for R-1
    Then Bo sees that R-1 is refused because "It has $500.00 left to pay; what it gives back has $100.00 left in NetSuite. Find there what else has used it, and free it; or bypass the refund."

  @REF-16
  Scenario: A bypassed refund keeps nothing for itself
    Given $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run
    When Ann bypasses R-1 since "paid in cash"
    Then the check tool lists nothing
    And P-17 still holds $500.00

  @REF-06 @AR-20
  Scenario: Money that went back by card waits until its payment is in NetSuite
    Given Ann Park paid $80.00 as P-20 dated 2026-10-28
    And NetSuite's period Oct 2026 is closed
    And $80.00 of P-20 goes back by card as R-4: it was not used
    When the sync runs
    Then the refund R-4 is still to go
    And NetSuite has no Customer Refund

    When NetSuite's period Oct 2026 is opened again
    And the sync runs
    Then the refund R-4 went with this run
    And P-20 still holds $0.00
    And both systems agree to the cent
