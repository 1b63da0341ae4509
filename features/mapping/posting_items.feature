@MAP-04
Feature: One item for each account
  NetSuite books a line by its item, so each account that documents use has one item that posts to it.
  It is made when it is first needed, and never a second time.

  Scenario: Made with the first document, used again by the next
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And Sam Reed is billed $25.00 to 4100 Parts revenue on I-205
    When the sync runs
    Then NetSuite has the items
      | Item               | Posts to      |
      | 4000 Sales         | Sales         |
      | 4100 Parts revenue | Parts revenue |

    Given Ann Park owes $70.00 on invoice I-206
    When the sync runs
    Then NetSuite has the items
      | Item               | Posts to      |
      | 4000 Sales         | Sales         |
      | 4100 Parts revenue | Parts revenue |
    And the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,095.00 |           |
      | Sales               |           | $1,070.00 |
      | Parts revenue       |           | $25.00    |
    And both systems agree to the cent

  Scenario: An item that does not accrue is named before anything is received
    What is received must debit the account against accrued purchases; without accruals a receipt posts
    nothing.
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And the sync has run
    And the set-up of posting items is complete
    When somebody in NetSuite unticks Generate Accruals on the item "4000 Sales"
    Then check says of the item of 4000 Sales "The item of account 4000 Sales does not accrue when it is received. In NetSuite tick Generate Accruals on it and make this its expense account too."
