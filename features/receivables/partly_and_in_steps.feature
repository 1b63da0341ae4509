@AR-13
Feature: Money is applied partly, to several invoices, in several steps
  Every application is made for its own amount. None ever exceeds what the invoice still owes in
  NetSuite, nor what the payment has left there: what would is refused, with both figures.

  Scenario: One payment pays two invoices, one of them in part
    Given Maria Lopez owes $70.00 on invoice I-350
    And Maria Lopez owes $50.00 on invoice I-351
    And Maria Lopez paid $100.00 as P-71, $70.00 of it on invoice I-350 and $30.00 on invoice I-351
    When the sync runs
    Then P-71 pays in NetSuite
      | Invoice | Amount |
      | I-350   | $70.00 |
      | I-351   | $30.00 |
    And invoice I-350 owes $0.00 in NetSuite
    And invoice I-351 owes $20.00 in NetSuite
    And P-71 still holds $0.00
    And both systems agree to the cent

  Scenario: A payment of $1,000 pays $600 on one invoice and later $400 on another
    Given Maria Lopez owes $600.00 on invoice A-1
    And Maria Lopez paid $1,000.00 as P-72, $600.00 of it on invoice A-1
    When the sync runs
    Then P-72 still holds $400.00
    And the trial balance is
      | Account             | Debit     | Credit  |
      | Accounts Receivable |           | $400.00 |
      | Undeposited Funds   | $1,000.00 |         |
      | Sales               |           | $600.00 |

    Given Maria Lopez owes $400.00 on invoice B-1
    And $400.00 of P-72 is applied to invoice B-1
    When the sync runs
    Then invoice A-1 owes $0.00 in NetSuite
    And invoice B-1 owes $0.00 in NetSuite
    And P-72 still holds $0.00
    And the trial balance is
      | Account           | Debit     | Credit    |
      | Undeposited Funds | $1,000.00 |           |
      | Sales             |           | $1,000.00 |
    And both systems agree to the cent

  Scenario: A deposit pays two invoices in three steps
    Given applications go with every run
    And Maria Lopez owes $100.00 on invoice I-352
    And Maria Lopez owes $100.00 on invoice I-353
    And Maria Lopez paid $180.00 as P-73
    And the sync has run
    And $40.00 of P-73 is applied to invoice I-352
    And the sync has run
    And $60.00 of P-73 is applied to invoice I-353
    And the sync has run
    And $60.00 of P-73 is applied to invoice I-352
    When the sync runs
    Then P-73 pays in NetSuite
      | Invoice | Amount |
      | I-352   | $40.00 |
      | I-353   | $60.00 |
      | I-352   | $60.00 |
    And invoice I-352 owes $0.00 in NetSuite
    And invoice I-353 owes $40.00 in NetSuite
    And P-73 still holds $20.00
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $40.00  |         |
      | Undeposited Funds   | $180.00 |         |
      | Customer Deposits   |         | $20.00  |
      | Sales               |         | $200.00 |
    And both systems agree to the cent

  Scenario: A new payment is a cent more than the invoice owes in NetSuite
    Given Maria Lopez owes $100.00 on invoice I-354
    And the sync has run
    And somebody in NetSuite enters $0.01 received on invoice I-354
    And Maria Lopez paid $100.00 as P-74, $100.00 of it on invoice I-354
    When the sync runs
    Then P-74 stays out because "I-354: owes $99.99 in NetSuite; $100.00 would overpay it. Correct one of the two."
    And invoice I-354 owes $99.99 in NetSuite
    And the run finishes with refused documents

  Scenario: A deposit is applied for a cent more than the invoice owes in NetSuite
    Given applications go with every run
    And Maria Lopez owes $100.00 on invoice I-355
    And Maria Lopez owes $10.00 on invoice I-356
    And Maria Lopez paid $110.00 as P-75
    And the sync has run
    And somebody in NetSuite enters $0.01 received on invoice I-355
    And $100.00 of P-75 is applied to invoice I-355
    And $10.00 of P-75 is applied to invoice I-356
    When the sync runs
    Then P-75 to I-355 stays out because "I-355: owes $99.99 in NetSuite; $100.00 would overpay it. Correct one of the two."
    And P-75 pays in NetSuite
      | Invoice | Amount |
      | I-356   | $10.00 |
    And P-75 still holds $100.00

  Scenario: A payment has a cent less left in NetSuite than is applied
    Given applications go with every run
    And Maria Lopez owes $600.00 on invoice I-357
    And Maria Lopez owes $400.00 on invoice I-358
    And Maria Lopez paid $1,000.00 as P-76, $600.00 of it on invoice I-357
    And the sync has run
    And somebody in NetSuite bills $0.01 as invoice HAND-1 and pays it from P-76
    And $400.00 of P-76 is applied to invoice I-358
    When the sync runs
    Then P-76 to I-358 stays out because "P-76: has $399.99 left in NetSuite; $400.00 cannot be applied. Look there for what else used it."
    And P-76 pays in NetSuite
      | Invoice | Amount  |
      | I-357   | $600.00 |
      | HAND-1  | $0.01   |
    And invoice I-358 owes $400.00 in NetSuite
