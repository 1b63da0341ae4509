@AR-11
Feature: The $1,000 payment that lands as a deposit and is applied later
  A payment that no invoice has used yet is money we owe back: it lands as a customer deposit.
  Applied in ServiceTitan later, it is applied in NetSuite by the next run that moves any record
  of that customer, here a purchase order for the customer's job; what was received of it is in stock. Nobody does anything in NetSuite.

  Scenario: Invoice, deposit, application
    Given Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,000.00 |           |
      | Sales               |           | $1,000.00 |

    Given Maria Lopez paid $1,000.00 as P-17
    When the sync runs
    Then P-17 is in NetSuite as a customer deposit of $1,000.00
    And the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,000.00 |           |
      | Undeposited Funds   | $1,000.00 |           |
      | Customer Deposits   |           | $1,000.00 |
      | Sales               |           | $1,000.00 |

    When $1,000.00 of P-17 is applied to invoice I-204
    And the sync runs
    Then P-17 to I-204 waits because "It goes with the next record of Maria Lopez that moves."
    And nothing is written

    Given purchase order PO-9 of $50.00 for Maria Lopez's job is received
    When the sync runs
    Then invoice I-204 owes $0.00 in NetSuite
    And P-17 still holds $0.00
    And the trial balance is
      | Account           | Debit     | Credit    |
      | Undeposited Funds | $1,000.00 |           |
      | Sales             |           | $1,000.00 |
      | Inventory Asset   | $50.00    |           |
      | Accrued Purchases |           | $50.00    |
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing
