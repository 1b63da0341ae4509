@AR-09
Feature: A payment is applied to an invoice later
  Money often comes before the work is billed. When somebody in ServiceTitan applies it, the deposit
  or the remainder of the payment pays the invoice in NetSuite; the payment itself is not sent again
  and nobody does anything in NetSuite.

  Scenario: The payment was collected before the invoice was posted
    Given invoice I-320 of Maria Lopez for $300.00 in no batch
    And payment P-41 of Maria Lopez for $300.00 in no batch
    And only P-41 is posted
    And the sync has run
    And $300.00 of P-41 is applied to invoice I-320
    And every document is posted
    When the sync runs
    Then P-41 is in NetSuite as a customer deposit of $300.00
    And P-41 pays in NetSuite
      | Invoice | Amount  |
      | I-320   | $300.00 |
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $300.00 |         |
      | Sales             |         | $300.00 |
    And both systems agree to the cent

  Scenario: The payment was collected for the customer, before there was any invoice
    Given Maria Lopez paid $500.00 as P-42
    And the sync has run
    And Maria Lopez owes $320.00 on invoice I-321
    And $320.00 of P-42 is applied to invoice I-321
    When the sync runs
    Then P-42 is in NetSuite as a customer deposit of $500.00
    And P-42 still holds $180.00
    And invoice I-321 owes $0.00 in NetSuite
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $500.00 |         |
      | Customer Deposits |         | $180.00 |
      | Sales             |         | $320.00 |
    And both systems agree to the cent

  Scenario: The payment was left unapplied on purpose
    Given Maria Lopez owes $200.00 on invoice I-322
    And Maria Lopez paid $200.00 as P-43
    And the sync has run
    And Maria Lopez owes $60.00 on invoice I-323
    And the sync has run
    And Maria Lopez owes $40.00 on invoice I-324
    When the sync runs
    Then P-43 pays nothing in NetSuite
    And P-43 still holds $200.00
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $300.00 |         |
      | Undeposited Funds   | $200.00 |         |
      | Customer Deposits   |         | $200.00 |
      | Sales               |         | $300.00 |
    And both systems agree to the cent

  Scenario: The payment is a deposit in NetSuite already and pays an open invoice
    Given Maria Lopez owes $200.00 on invoice I-325
    And Maria Lopez paid $150.00 as P-44
    And the sync has run
    And $150.00 of P-44 is applied to invoice I-325
    And Maria Lopez owes $10.00 on invoice I-326
    When the sync runs
    Then P-44 is in NetSuite as a customer deposit of $150.00
    And P-44 still holds $0.00
    And invoice I-325 owes $50.00 in NetSuite
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $60.00  |         |
      | Undeposited Funds   | $150.00 |         |
      | Sales               |         | $210.00 |
    And both systems agree to the cent

  Scenario: The remainder of a customer payment pays an invoice, and posts nothing more
    Given Maria Lopez owes $200.00 on invoice I-327
    And Maria Lopez paid $250.00 as P-45, $200.00 of it on invoice I-327
    And the sync has run
    And Maria Lopez owes $50.00 on invoice I-328
    And $50.00 of P-45 is applied to invoice I-328
    When the sync runs
    Then P-45 pays in NetSuite
      | Invoice | Amount  |
      | I-327   | $200.00 |
      | I-328   | $50.00  |
    And P-45 posts
      | Account             | Debit   | Credit  |
      | Undeposited Funds   | $250.00 |         |
      | Accounts Receivable |         | $250.00 |
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $250.00 |         |
      | Sales             |         | $250.00 |
    And both systems agree to the cent
