@AR-10
Feature: When a later application goes
  An application made in ServiceTitan goes with the next run in which any record of that customer
  moves. Until then it is listed as waiting, so that nobody looks for the money twice.
  Ruling: this is the default; a tenant may have applications go with every run instead. A purchase
  order is a record of the customer of its job.

  Background:
    Given Maria Lopez owes $400.00 on invoice I-330
    And Maria Lopez paid $400.00 as P-51
    And the sync has run
    And $400.00 of P-51 is applied to invoice I-330

  Scenario: Nothing of the customer moves: dry run and latest run list what waits
    When a dry run is made
    Then P-51 to I-330 waits because "It goes with the next record of Maria Lopez that moves."
    When the sync runs
    Then P-51 to I-330 waits because "It goes with the next record of Maria Lopez that moves."
    And the run writes nothing
    And invoice I-330 owes $400.00 in NetSuite
    And both systems agree to the cent

  Scenario: Another customer's record does not release it
    Given Omar Haddad owes $90.00 on invoice I-331
    And purchase order PO-51 of $50.00 for Omar Haddad's job is received
    And purchase order PO-52 of $20.00 for stock is received
    When the sync runs
    Then the run posts I-331
    And the run posts PO-51
    And the run posts PO-52
    And P-51 to I-330 waits because "It goes with the next record of Maria Lopez that moves."
    And P-51 still holds $400.00
    And both systems agree to the cent

  Scenario: A new invoice of the customer releases it
    Given Maria Lopez owes $30.00 on invoice I-332
    When the sync runs
    Then the run posts P-51 to I-330
    And invoice I-330 owes $0.00 in NetSuite
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $30.00  |         |
      | Undeposited Funds   | $400.00 |         |
      | Sales               |         | $430.00 |

  Scenario: A new payment of the customer releases it
    Given Maria Lopez paid $25.00 as P-52
    When the sync runs
    Then the run posts P-51 to I-330
    And P-52 still holds $25.00
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $425.00 |         |
      | Customer Deposits |         | $25.00  |
      | Sales             |         | $400.00 |

  Scenario: A purchase order for a job of the customer releases it
    Given purchase order PO-53 of $50.00 for Maria Lopez's job is received
    When the sync runs
    Then the run posts P-51 to I-330
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $400.00 |         |
      | Sales             |         | $400.00 |
      | Inventory Asset   | $50.00  |         |
      | Accrued Purchases |         | $50.00  |

  Scenario: A record of the customer that is refused releases nothing
    Given Maria Lopez owes $30.00 on invoice I-333 of business unit "Plumbing" (77)
    When the sync runs
    Then P-51 to I-330 waits because "It goes with the next record of Maria Lopez that moves."
    And I-333 is not in NetSuite

  Scenario: A tenant may have applications go with every run
    Given applications go with every run
    When a dry run is made
    Then P-51 to I-330 is planned
    And nothing is written
    When the sync runs
    Then the run posts P-51 to I-330
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $400.00 |         |
      | Sales             |         | $400.00 |
    And both systems agree to the cent

  Scenario: An application that was due and that NetSuite refused goes with the next run
    Given NetSuite refuses the next deposit application
    And Maria Lopez owes $5.00 on invoice I-334
    And the sync has run
    When the sync runs again
    Then the run posts P-51 to I-330
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $5.00   |         |
      | Undeposited Funds   | $400.00 |         |
      | Sales               |         | $405.00 |
