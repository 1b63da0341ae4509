@MAP-03
Feature: ServiceTitan's accounts post to NetSuite's
  An account maps by its number unless somebody chose another, and only to one that the controller has
  marked Available to ServiceTitan. What maps to nothing is named, so that it can be mapped.

  Scenario: By its number
    Given Maria Lopez is billed $1,000.00 to 4100 Parts revenue on I-204
    When the sync runs
    Then the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,000.00 |           |
      | Parts revenue       |           | $1,000.00 |
    And both systems agree to the cent

  Scenario: By a choice, which wins over the number
    Given Maria Lopez is billed $1,000.00 to 4100 Parts revenue on I-204
    And account 4100 is mapped to NetSuite's 4000
    When the sync runs
    Then the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,000.00 |           |
      | Sales               |           | $1,000.00 |
    And both systems agree to the cent

  Scenario: An account that is not Available to ServiceTitan is refused by name
    Given Maria Lopez is billed $1,000.00 to 4100 Parts revenue on I-204
    And NetSuite's 4100 is not Available to ServiceTitan
    When the sync runs
    Then I-204 stays out because "Account 4100 Parts revenue maps to 4100 Parts revenue, which is not Available to ServiceTitan. Mark it in NetSuite or map another."
    And the books show nothing

  Scenario: An account that NetSuite does not have is refused by name
    Given Maria Lopez is billed $1,000.00 to 4777 Emergency service on I-204
    And Sam Reed owes $80.00 on invoice I-205
    When the sync runs
    Then I-204 stays out because "Account 4777 Emergency service is not mapped: NetSuite has no account 4777. Map it: crossfoot mapping set account 4777 --account NUMBER"
    And the trial balance is
      | Account             | Debit  | Credit |
      | Accounts Receivable | $80.00 |        |
      | Sales               |        | $80.00 |

    Given account 4777 is mapped to NetSuite's 4000
    When the sync runs
    Then I-204 is in NetSuite as an invoice of $1,000.00
    And both systems agree to the cent
