@JE-01
Feature: Both systems agree on what was synced, account by account
  A tenant that moves journal entries has no documents to compare by customer. What its synced entries
  come to in each account must be the same on both sides.

  Background:
    Given journal entries go as summaries
    And journal entry 9501 is started and says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |
    And journal entry 9502 is started and says
      | Account       | Debit   | Credit  |
      | 6000 Rent     | $900.00 |         |
      | 1000 Checking |         | $900.00 |

  Scenario: Synced entries agree; what is not synced is not compared
    Given journal entry 9503 says
      | Account       | Debit  | Credit |
      | 6000 Rent     | $1.00  |        |
      | 1000 Checking |        | $1.00  |
    When the sync runs
    Then the accounts compare
      | Account                | ServiceTitan | NetSuite |
      | 1000 Checking          | -$900.00     | -$900.00 |
      | 1499 Undeposited Funds | $100.00      | $100.00  |
      | 4000 Sales             | -$100.00     | -$100.00 |
      | 6000 Expenses          | $900.00      | $900.00  |
    And both systems agree to the cent

  Scenario: An entry that was deleted in NetSuite shows
    Given the sync has run
    When somebody deletes JE-9502 in NetSuite
    Then the accounts compare
      | Account                | ServiceTitan | NetSuite |
      | 1000 Checking          | -$900.00     | $0.00    |
      | 1499 Undeposited Funds | $100.00      | $100.00  |
      | 4000 Sales             | -$100.00     | -$100.00 |
      | 6000 Expenses          | $900.00      | $0.00    |
