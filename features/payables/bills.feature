@AP-03
Feature: A vendor's bill clears what was received, or buys what was not
  Ruling: a line of a bill clears Accrued Purchases when its receipt is in NetSuite or goes there, and
  debits its own account when not. A bill waits for its receipts.

  Scenario: Ten pipes at $4.80 are billed at $8.00
    Given 10 pipes at $4.80 are ordered as PO-1
    And 10 pipes of PO-1 are received as R-1 and billed at $8.00 as INV-7
    And R-1 and INV-7 are posted in one batch
    When the sync runs
    Then INV-7 posts
      | Account           | Debit  | Credit |
      | Accrued Purchases | $80.00 |        |
      | Accounts Payable  |        | $80.00 |
    And the trial balance is
      | Account           | Debit  | Credit |
      | Inventory Asset   | $48.00 |        |
      | Accrued Purchases | $32.00 |        |
      | Accounts Payable  |        | $80.00 |
    And bill INV-7 is Exported

    When the sync runs again
    Then the run writes nothing
    And bill INV-7 is Exported

  Scenario: A bill that is posted before its receipt waits for it
    Given 10 pipes at $4.80 are ordered as PO-1
    And 10 pipes of PO-1 are received as R-1 and billed at $4.80 as INV-7
    And bill INV-7 is posted
    When the sync runs
    Then INV-7 waits because "It bills receipt R-1, which is in no posted batch. It goes once that is."
    And the books show nothing

    Given receipt R-1 is posted
    When the sync runs
    Then the trial balance is
      | Account          | Debit  | Credit |
      | Inventory Asset  | $48.00 |        |
      | Accounts Payable |        | $48.00 |

  Scenario: A bill goes in a later run than its receipt
    Given 10 pipes at $4.80 are ordered as PO-1
    And 10 pipes of PO-1 are received as R-1 and billed at $4.80 as INV-7
    And receipt R-1 is posted
    And the sync has run
    And bill INV-7 is posted
    When the sync runs
    Then the run posts INV-7
    And the trial balance is
      | Account          | Debit  | Credit |
      | Inventory Asset  | $48.00 |        |
      | Accounts Payable |        | $48.00 |

  Scenario: Parts of an order are billed as they come
    Given 10 pipes at $4.80 are ordered as PO-1
    And 4 pipes of PO-1 are received as R-1 and billed at $4.80 as INV-7
    And 6 pipes of PO-1 are received as R-2 and billed at $5.00 as INV-8
    And R-1 and INV-7 are posted in one batch
    And R-2 and INV-8 are posted in one batch
    When the sync runs
    Then NetSuite's payables are
      | Document | Kind    | Amount |
      | PO-1     | order   | $48.00 |
      | R-1      | receipt | $19.20 |
      | R-2      | receipt | $28.80 |
      | INV-7    | bill    | $19.20 |
      | INV-8    | bill    | $30.00 |
    And the trial balance is
      | Account           | Debit  | Credit |
      | Inventory Asset   | $48.00 |        |
      | Accrued Purchases | $1.20  |        |
      | Accounts Payable  |        | $49.20 |

  Scenario: A bill of no order debits inventory
    Given Pipe Supply bills 10 pipes at $8.00 as INV-7, never ordered
    When the sync runs
    Then the trial balance is
      | Account          | Debit  | Credit |
      | Inventory Asset  | $80.00 |        |
      | Accounts Payable |        | $80.00 |
    And bill INV-7 is Exported

  Scenario: A bill of expenses debits them
    Given account 6000 Expenses is in both systems
    And Pipe Supply bills $35.00 of fuel as INV-7
    When the sync runs
    Then the trial balance is
      | Account          | Debit  | Credit |
      | Expenses         | $35.00 |        |
      | Accounts Payable |        | $35.00 |

  Scenario: With purchase orders switched off the bill debits inventory itself
    Given purchase orders are switched off
    And 10 pipes at $4.80 are ordered as PO-1
    And 10 pipes of PO-1 are received as R-1 and billed at $8.00 as INV-7
    And R-1 and INV-7 are posted in one batch
    When the sync runs
    Then NetSuite's payables are
      | Document | Kind | Amount |
      | INV-7    | bill | $80.00 |
    And the trial balance is
      | Account          | Debit  | Credit |
      | Inventory Asset  | $80.00 |        |
      | Accounts Payable |        | $80.00 |

  Scenario: Switched off later, what was received is cleared all the same
    Given 10 pipes at $4.80 are ordered as PO-1
    And 10 pipes of PO-1 are received as R-1 and billed at $4.80 as INV-7
    And receipt R-1 is posted
    And the sync has run
    And purchase orders are switched off
    And bill INV-7 is posted
    When the sync runs
    Then the trial balance is
      | Account          | Debit  | Credit |
      | Inventory Asset  | $48.00 |        |
      | Accounts Payable |        | $48.00 |

  Scenario: Tax and shipping need an account each
    Given account 6000 Expenses is in both systems
    And 10 pipes at $4.80 are ordered as PO-1
    And 10 pipes of PO-1 are received as R-1 and billed at $4.80 as INV-7, with $3.00 tax and $5.00 shipping
    And R-1 and INV-7 are posted in one batch
    When the sync runs
    Then INV-7 stays out because "It has tax of $3.00, and no account is set for the tax of bills. Set bill_tax_account in the configuration."

    Given tax of bills goes to account 6000
    And shipping of bills goes to account 6000
    When the sync runs
    Then INV-7 posts
      | Account           | Debit  | Credit |
      | Accrued Purchases | $48.00 |        |
      | Expenses          | $3.00  |        |
      | Expenses          | $5.00  |        |
      | Accounts Payable  |        | $56.00 |

  Scenario: The same number of the same vendor twice is the same bill, most likely
    Given Pipe Supply bills 10 pipes at $8.00 as INV-7, never ordered
    And the sync has run
    And Pipe Supply bills 10 pipes at $8.00 as INV-7, never ordered
    When the sync runs
    Then the run refuses a second bill INV-7
    And the trial balance is
      | Account          | Debit  | Credit |
      | Inventory Asset  | $80.00 |        |
      | Accounts Payable |        | $80.00 |

  Scenario: A bill of a closed period stays out
    Given NetSuite's period Oct 2026 is closed
    And account 6000 Expenses is in both systems
    And Pipe Supply bills $35.00 of fuel as INV-7, dated 2026-10-30
    When the sync runs
    Then INV-7 stays out because "It is dated 2026-10-30, in period Oct 2026, which is closed. Open the period in NetSuite or change the date in ServiceTitan."
    And the books show nothing

  Scenario: A dry run shows the bill and changes nothing
    Given Pipe Supply bills 10 pipes at $8.00 as INV-7, never ordered
    When a dry run is made
    Then the dry run predicts for INV-7
      | Account               | Debit  | Credit |
      | 1300 Inventory Asset  | $80.00 |        |
      | 2000 Accounts Payable |        | $80.00 |
    And the books show nothing

  @AR-10
  Scenario: A bill for a customer's job takes the customer's waiting application along
    Given account 6000 Expenses is in both systems
    And Maria Lopez owes $100.00 on invoice I-204
    And Maria Lopez paid $100.00 as P-17
    And the sync has run
    And $100.00 of P-17 is applied to invoice I-204
    And Pipe Supply bills $35.00 of fuel as INV-7 for Maria Lopez's job
    When the sync runs
    Then invoice I-204 owes $0.00 in NetSuite
    And P-17 still holds $0.00
