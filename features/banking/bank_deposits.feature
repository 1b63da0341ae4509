@AR-15
Feature: Payments that reach the bank together leave undeposited funds
  What the bank has is one amount on its statement; what it kept is a cost. A deposit is a journal:
  the bank gets the net, the fees are an expense, undeposited funds lose the gross.
  Ruling: the bank and the fees have one line each. Its payments must be in NetSuite first.

  Background:
    Given the bank's fees go to 6200 Merchant fees
    And Maria Lopez paid $300.00 as P-1
    And Sam Reed paid $700.00 as P-2

  Scenario: Two payments less a fee
    Given the sync has run
    And P-1 and P-2 go to the bank as deposit Monday, which keeps $29.00
    When the sync runs
    Then the trial balance is
      | Account           | Debit   | Credit    |
      | Checking          | $971.00 |           |
      | Merchant fees     | $29.00  |           |
      | Customer Deposits |         | $1,000.00 |
    And the journal of deposit Monday has
      | Account           | Department | Debit   | Credit    |
      | Checking          |            | $971.00 |           |
      | Merchant fees     |            | $29.00  |           |
      | Undeposited Funds |            |         | $1,000.00 |
    And deposit Monday is Exported in ServiceTitan
    And the journal of deposit Monday is of batch "November"
    And the run is complete
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing
    And the run does not mention Monday
    And both systems agree to the cent

  Scenario: Deposit and payments go with the same run
    Given P-1 and P-2 go to the bank as deposit Monday, which keeps $29.00
    When the sync runs
    Then the trial balance is
      | Account           | Debit   | Credit    |
      | Checking          | $971.00 |           |
      | Merchant fees     | $29.00  |           |
      | Customer Deposits |         | $1,000.00 |
    And deposit Monday is Exported in ServiceTitan
    And the run is complete

  Scenario: A payment that is applied to an invoice leaves undeposited funds like any other
    Given Ann Park owes $250.00 on invoice I-3
    And Ann Park paid $250.00 as P-3, $250.00 of it on invoice I-3
    And P-1 and P-3 go to the bank as deposit Monday
    When the sync runs
    Then the trial balance is
      | Account           | Debit   | Credit    |
      | Checking          | $550.00 |           |
      | Undeposited Funds | $700.00 |           |
      | Customer Deposits |         | $1,000.00 |
      | Sales             |         | $250.00   |

  @TRG-03
  Scenario: A deposit in no batch does not go
    Given P-1 and P-2 go to the bank as deposit Monday in no batch
    When the sync runs
    Then the run does not mention Monday
    And deposit Monday is not in NetSuite

  @TRG-08
  Scenario: A dry run shows the deposit, and does nothing
    Given P-1 and P-2 go to the bank as deposit Monday, which keeps $29.00
    When a dry run is made
    Then Monday is planned
    And Monday would post
      | Account                | Debit   | Credit    |
      | 1000 Checking          | $971.00 |           |
      | 6200 Merchant fees     | $29.00  |           |
      | 1499 Undeposited Funds |         | $1,000.00 |
    And Monday would be mapped
      | From                       | To                 |
      | account 1000 Checking      | 1000 Checking      |
      | account 6200 Merchant fees | 6200 Merchant fees |
    And neither system has changed

  Scenario: A card refund that the bank took off the deposit
    Given refunds are set up
    And R-1 is a card refund of $50.00 to Sam Reed, posted
    And P-1 and R-1 go to the bank as deposit Monday
    When the sync runs
    Then the journal of deposit Monday has
      | Account           | Department | Debit   | Credit  |
      | Checking          |            | $250.00 |         |
      | Undeposited Funds |            |         | $250.00 |
    And deposit Monday is Exported in ServiceTitan

  Scenario: A card refund that NetSuite has as a Customer Refund
    Given refunds are set up
    And refunds land as customer refund
    And $50.00 of P-1 goes back by card as R-1: it was not used
    And P-1 and R-1 go to the bank as deposit Monday
    When the sync runs
    Then the trial balance is
      | Account           | Debit   | Credit  |
      | Checking          | $250.00 |         |
      | Undeposited Funds | $700.00 |         |
      | Customer Deposits |         | $950.00 |
    And deposit Monday is Exported in ServiceTitan

  Scenario: The bank takes more back than it brings
    Given refunds are set up
    And R-1 is a card refund of $350.00 to Sam Reed, posted
    And P-1 and R-1 go to the bank as deposit Monday
    When the sync runs
    Then the journal of deposit Monday has
      | Account           | Department | Debit  | Credit |
      | Checking          |            |        | $50.00 |
      | Undeposited Funds |            | $50.00 |        |

  Scenario: A deposit of nothing has nothing to book
    Given refunds are set up
    And R-1 is a card refund of $300.00 to Sam Reed, posted
    And P-1 and R-1 go to the bank as deposit Monday
    When the sync runs
    Then Monday stays out because "It moves no money. Take it out of its batch in ServiceTitan."
    And deposit Monday is not in NetSuite
    And deposit Monday is Posted in ServiceTitan

  @MAP-02
  Scenario: Payments of two business units clear what each of them has
    Given business unit "Plumbing" (43) is department "Plumbing" of Parent Company
    And Ann Park paid $200.00 as P-3 to business unit "Plumbing" (43)
    And P-1 and P-2 and P-3 go to the bank as deposit Monday, which keeps $29.00
    When the sync runs
    Then the journal of deposit Monday has
      | Account           | Department | Debit     | Credit    |
      | Checking          |            | $1,171.00 |           |
      | Merchant fees     |            | $29.00    |           |
      | Undeposited Funds |            |           | $1,000.00 |
      | Undeposited Funds | Plumbing   |           | $200.00   |
    And the run is complete

  @MAP-02
  Scenario: What all payments share, the bank has too
    Given business unit "Plumbing" (43) is department "Plumbing" of Parent Company
    And Ann Park paid $200.00 as P-3 to business unit "Plumbing" (43)
    And P-3 goes to the bank as deposit Monday
    When the sync runs
    Then the journal of deposit Monday has
      | Account           | Department | Debit   | Credit  |
      | Checking          | Plumbing   | $200.00 |         |
      | Undeposited Funds | Plumbing   |         | $200.00 |

  Scenario: What was booked in an account of its own leaves that one
    Given account 1450 maps to 1498 Card clearing, a current asset in NetSuite
    And Ann Park paid $80.00 as P-3 into 1450 Cards
    And P-1 and P-3 go to the bank as deposit Monday
    When the sync runs
    Then the journal of deposit Monday has
      | Account           | Department | Debit   | Credit  |
      | Checking          |            | $380.00 |         |
      | Undeposited Funds |            |         | $300.00 |
      | Card clearing     |            |         | $80.00  |
