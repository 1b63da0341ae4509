@AP-02
Feature: What came of an order is in stock, and is owed though not billed yet
  Ruling: a receipt posts the price of its order. What ServiceTitan received it at does not post; where
  the two differ, the run says so.

  Background:
    Given 10 pipes at $4.80 are ordered as PO-1

  Scenario: Order and receipt go in the same run
    Given 10 pipes of PO-1 are received as R-1
    When the sync runs
    Then R-1 posts
      | Account           | Debit  | Credit |
      | Inventory Asset   | $48.00 |        |
      | Accrued Purchases |        | $48.00 |
    And NetSuite's payables are
      | Document | Kind    | Amount |
      | PO-1     | order   | $48.00 |
      | R-1      | receipt | $48.00 |

    When the sync runs again
    Then the run writes nothing

  Scenario: What comes in parts is received in parts
    Given 4 pipes of PO-1 are received as R-1
    And the sync has run
    And 6 pipes of PO-1 are received as R-2
    When the sync runs
    Then NetSuite's payables are
      | Document | Kind    | Amount |
      | PO-1     | order   | $48.00 |
      | R-1      | receipt | $19.20 |
      | R-2      | receipt | $28.80 |
    And the trial balance is
      | Account           | Debit  | Credit |
      | Inventory Asset   | $48.00 |        |
      | Accrued Purchases |        | $48.00 |

  Scenario: Two receipts of one order go in one run
    Given 4 pipes of PO-1 are received as R-1
    And 6 pipes of PO-1 are received as R-2
    When the sync runs
    Then the trial balance is
      | Account           | Debit  | Credit |
      | Inventory Asset   | $48.00 |        |
      | Accrued Purchases |        | $48.00 |

  Scenario: A receipt at another price posts the order's
    Given 10 pipes of PO-1 are received as R-1 at $5.00
    When the sync runs
    Then the run remarks on R-1 "ServiceTitan received Pipe at 5.00, ordered at 4.80: NetSuite books the order's price."
    And the trial balance is
      | Account           | Debit  | Credit |
      | Inventory Asset   | $48.00 |        |
      | Accrued Purchases |        | $48.00 |

  Scenario: A receipt of a closed period stays out, its order does not
    Given NetSuite's period Oct 2026 is closed
    And 10 pipes of PO-1 are received as R-1, dated 2026-10-30
    When the sync runs
    Then R-1 stays out because "It is dated 2026-10-30, in period Oct 2026, which is closed. Open the period in NetSuite or change the date in ServiceTitan."
    And no account has moved

  Scenario: An order of a closed period goes with a receipt of an open one
    Given 10 pipes at $4.80 are ordered as PO-2, dated 2026-10-30
    And NetSuite's period Oct 2026 is closed
    And 10 pipes of PO-2 are received as R-2
    When the sync runs
    Then NetSuite's payables are
      | Document | Kind    | Amount |
      | PO-2     | order   | $48.00 |
      | R-2      | receipt | $48.00 |

  Scenario: A dry run shows it and writes nothing
    Given 10 pipes of PO-1 are received as R-1
    When a dry run is made
    Then the books show nothing

  Scenario: With purchase orders switched off nothing is received
    Given purchase orders are switched off
    And 10 pipes of PO-1 are received as R-1
    When the sync runs
    Then the books show nothing
    And the run does not mention R-1
