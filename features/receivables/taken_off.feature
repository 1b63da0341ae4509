@AR-14
Feature: An application taken back in ServiceTitan is taken back in NetSuite
  Somebody applied money to the wrong invoice. Once that is put right in ServiceTitan, NetSuite
  follows: the deposit application is deleted, the payment's apply line is off, and the money is
  free again. Ruling: it goes when applications go (AR-10).

  Background:
    Given Maria Lopez owes $100.00 on invoice I-360
    And Maria Lopez owes $100.00 on invoice I-361

  Scenario: A deposit is taken off its invoice and is a liability again
    Given applications go with every run
    And Maria Lopez paid $100.00 as P-81
    And the sync has run
    And $100.00 of P-81 is applied to invoice I-360
    And the sync has run
    And P-81 is taken off invoice I-360
    When the sync runs
    Then P-81 pays nothing in NetSuite
    And P-81 still holds $100.00
    And invoice I-360 owes $100.00 in NetSuite
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $200.00 |         |
      | Undeposited Funds   | $100.00 |         |
      | Customer Deposits   |         | $100.00 |
      | Sales               |         | $200.00 |
    And both systems agree to the cent

  Scenario: A payment is taken off one of its invoices and keeps the other
    Given applications go with every run
    And Maria Lopez paid $150.00 as P-82, $50.00 of it on invoice I-361
    And the sync has run
    And $100.00 of P-82 is applied to invoice I-360
    And the sync has run
    And P-82 is taken off invoice I-360
    When the sync runs
    Then P-82 pays in NetSuite
      | Invoice | Amount |
      | I-361   | $50.00 |
    And P-82 still holds $100.00
    And invoice I-360 owes $100.00 in NetSuite
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $50.00  |         |
      | Undeposited Funds   | $150.00 |         |
      | Sales               |         | $200.00 |
    And both systems agree to the cent

  Scenario: A deposit is moved to another invoice in one run
    Given applications go with every run
    And Maria Lopez paid $100.00 as P-83
    And the sync has run
    And $100.00 of P-83 is applied to invoice I-360
    And the sync has run
    And P-83 is taken off invoice I-360
    And $100.00 of P-83 is applied to invoice I-361
    When the sync runs
    Then P-83 pays in NetSuite
      | Invoice | Amount  |
      | I-361   | $100.00 |
    And invoice I-360 owes $100.00 in NetSuite
    And invoice I-361 owes $0.00 in NetSuite
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $100.00 |         |
      | Undeposited Funds   | $100.00 |         |
      | Sales               |         | $200.00 |
    And both systems agree to the cent

  Scenario: The remainder of a payment is moved to another invoice in one run
    Given applications go with every run
    And Maria Lopez owes $20.00 on invoice I-362
    And Maria Lopez paid $120.00 as P-84, $20.00 of it on invoice I-362
    And the sync has run
    And $100.00 of P-84 is applied to invoice I-360
    And the sync has run
    And P-84 is taken off invoice I-360
    And $100.00 of P-84 is applied to invoice I-361
    When the sync runs
    Then P-84 pays in NetSuite
      | Invoice | Amount  |
      | I-362   | $20.00  |
      | I-361   | $100.00 |
    And invoice I-360 owes $100.00 in NetSuite
    And both systems agree to the cent

  Scenario: It waits, as an application does, for a record of the customer
    Given Maria Lopez paid $100.00 as P-85
    And the sync has run
    And $100.00 of P-85 is applied to invoice I-360
    And Maria Lopez owes $5.00 on invoice I-363
    And the sync has run
    And P-85 is taken off invoice I-360
    When the sync runs
    Then P-85 off I-360 waits because "It goes with the next record of Maria Lopez that moves."
    And invoice I-360 owes $0.00 in NetSuite

    Given Maria Lopez owes $7.00 on invoice I-364
    When the sync runs
    Then invoice I-360 owes $100.00 in NetSuite
    And P-85 still holds $100.00
    And both systems agree to the cent
