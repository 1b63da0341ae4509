Feature: A payment lands as a customer payment or as a deposit
  What a customer pays on an invoice lowers what he owes. What he pays ahead is our liability until
  the work is billed. Which of the two it is decides on which side of the balance sheet it stands.
  Ruling: a payment with at least one application goes whole as a customer payment; what is not
  applied stays on it as its remainder.

  @AR-07
  Scenario: A payment on an invoice lowers what the customer owes
    Given Maria Lopez owes $400.00 on invoice I-310
    And Maria Lopez paid $400.00 as P-31, $400.00 of it on invoice I-310
    When the sync runs
    Then P-31 is in NetSuite as a customer payment of $400.00
    And P-31 posts
      | Account             | Debit   | Credit  |
      | Undeposited Funds   | $400.00 |         |
      | Accounts Receivable |         | $400.00 |
    And invoice I-310 owes $0.00 in NetSuite
    And both systems agree to the cent

  @AR-07
  Scenario: A payment used in part goes whole and keeps its remainder
    Given Maria Lopez owes $400.00 on invoice I-310
    And Maria Lopez paid $500.00 as P-31, $400.00 of it on invoice I-310
    When the sync runs
    Then P-31 is in NetSuite as a customer payment of $500.00
    And P-31 still holds $100.00
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable |         | $100.00 |
      | Undeposited Funds   | $500.00 |         |
      | Sales               |         | $400.00 |
    And both systems agree to the cent

  @AR-08
  Scenario: A payment on no invoice is a deposit, linked to none
    Given Maria Lopez owes $400.00 on invoice I-310
    And Maria Lopez paid $250.00 as P-32
    When the sync runs
    Then P-32 is in NetSuite as a customer deposit of $250.00
    And P-32 posts
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $250.00 |         |
      | Customer Deposits |         | $250.00 |
    And P-32 pays nothing in NetSuite
    And invoice I-310 owes $400.00 in NetSuite
    And both systems agree to the cent

  @AR-07 @AR-08
  Scenario: Money that goes straight to the bank is not undeposited
    Given Maria Lopez owes $400.00 on invoice I-310
    And Maria Lopez paid $400.00 as P-33 by card into account 1000 Checking, for invoice I-310
    And Maria Lopez paid $75.00 as P-34 by card into account 1000 Checking
    When the sync runs
    Then P-33 posts
      | Account             | Debit   | Credit  |
      | Checking            | $400.00 |         |
      | Accounts Receivable |         | $400.00 |
    And P-34 posts
      | Account           | Debit  | Credit |
      | Checking          | $75.00 |        |
      | Customer Deposits |        | $75.00 |
    And both systems agree to the cent

  @AR-07
  Scenario: A payment says in NetSuite how and for which department it was taken
    Given documents of HVAC North belong to department Field, class Homes and location Reno
    And payments by check are NetSuite's payment method Check
    And Maria Lopez owes $400.00 on invoice I-310
    And Maria Lopez paid $400.00 as P-31, $400.00 of it on invoice I-310
    When the sync runs
    Then P-31 was paid by Check in NetSuite
    And every line of P-31 is for Maria Lopez, department Field, class Homes and location Reno
    And both systems agree to the cent
