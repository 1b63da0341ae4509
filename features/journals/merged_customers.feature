@CUS-15
Feature: In detail, customers merged in ServiceTitan are merged in NetSuite too
  A detailed entry names customers, so the two systems must agree on who is one customer. A summary names
  nobody, and nobody is merged for it.

  Background:
    Given journal entries go in detail
    And journal entry 9501 is started and says
      | Account                  | Debit  | Credit  | Customer    |
      | 1100 Accounts receivable | $60.00 |         | Maria Lopez |
      | 1100 Accounts receivable | $40.00 |         | Ann Wood    |
      | 4000 Service revenue     |        | $100.00 |             |
    And the sync has run
    And Ann Wood is merged into Maria Lopez in ServiceTitan

  Scenario: The next run merges them, and a later line of either is the survivor's
    Given journal entry 9502 is started and says
      | Account                  | Debit  | Credit | Customer |
      | 1100 Accounts receivable | $10.00 |        | Ann Wood |
      | 4000 Service revenue     |        | $10.00 |          |
    When the sync runs
    Then NetSuite's customers are
      | Customer    |
      | Maria Lopez |
    And Maria Lopez owes $110.00 in NetSuite in all
    And JE-9502 has the lines
      | Account             | Debit  | Credit | Customer    |
      | Accounts Receivable | $10.00 |        | Maria Lopez |
      | Sales               |        | $10.00 |             |
    And the run is complete
    And both systems agree to the cent

  Scenario: With summaries nobody is merged
    Given journal entries go as summaries
    When the sync runs
    Then NetSuite's customers are
      | Customer    |
      | Ann Wood    |
      | Maria Lopez |
    And the run writes nothing
