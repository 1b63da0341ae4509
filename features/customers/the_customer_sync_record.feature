@CUS-03
Feature: The Customer Sync Record ties ServiceTitan's customer to NetSuite's
  It stands in NetSuite, where accounting can see and correct it, and it is what every later sync
  goes by. Change the customer it names, and the documents that come after follow.

  Background:
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And the sync has run

  Scenario: One record for each customer, with its status
    Given Ann Wood owes $80.00 on invoice I-205
    When the sync runs
    Then the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Ann Wood              | Ann Wood          | linked |
      | Maria Lopez           | Maria Lopez       | linked |

  Scenario: Later documents follow the customer it points to, earlier ones stay
    Given Lopez household was entered as a customer in NetSuite by hand
    When Maria Lopez's sync record is pointed to NetSuite's customer Lopez household
    And Maria Lopez is billed $80.00 on invoice I-205
    And the sync runs
    Then I-204 is booked to Maria Lopez in NetSuite
    And I-205 is booked to Lopez household in NetSuite
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Lopez household   | linked |
    And the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,080.00 |           |
      | Sales               |           | $1,080.00 |

  Scenario: A lost record is made again for the same customer
    Given Maria Lopez's sync record was deleted in NetSuite
    And Maria Lopez owes $80.00 on invoice I-205
    When the sync runs
    Then the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Maria Lopez       | linked |
    And NetSuite's customers are
      | Customer    |
      | Maria Lopez |
    And I-205 is booked to Maria Lopez in NetSuite

  Scenario: It says why a customer is not linked, once, until that is mended
    Given customer 601 in ServiceTitan has the blank name " "
    And customer 601 owes $80.00 on invoice I-205
    When the sync runs
    Then I-205 stays out because "Customer 601 has a blank name. Give it a name in ServiceTitan."
    And customer 601's sync record says "Customer 601 has a blank name. Give it a name in ServiceTitan."

    When the sync runs again
    Then the run writes nothing

    When customer 601 is renamed Ann Wood in ServiceTitan
    And the sync runs again
    Then customer 601's sync record says ""
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Ann Wood              | Ann Wood          | linked |
      | Maria Lopez           | Maria Lopez       | linked |
    And I-205 is booked to Ann Wood in NetSuite

  Scenario: A dry run says it and writes it nowhere
    Given customer 601 in ServiceTitan has the blank name " "
    And customer 601 owes $80.00 on invoice I-205
    When a dry run is made
    Then I-205 stays out because "Customer 601 has a blank name. Give it a name in ServiceTitan."
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Maria Lopez       | linked |
