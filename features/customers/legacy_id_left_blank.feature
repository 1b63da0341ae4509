@CUS-12
Feature: A customer without a legacy ID is created as usual
  A field in ServiceTitan may hold the number a customer had in NetSuite before. Where it is blank,
  or no such field was chosen, the customer is new to NetSuite.

  Scenario: No legacy ID field is chosen
    Given Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then NetSuite's only customer is an individual with first name "Maria" and last name "Lopez"
    And I-204 is booked to Maria Lopez in NetSuite

  Scenario: The customer's legacy ID is blank
    Given the legacy ID is kept in the field "NetSuite ID"
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then NetSuite's only customer is an individual with first name "Maria" and last name "Lopez"
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Maria Lopez       | linked |
    And I-204 is booked to Maria Lopez in NetSuite

  Scenario: The customer's legacy ID is white space only
    Given the legacy ID is kept in the field "NetSuite ID"
    And Maria Lopez's legacy ID is "  "
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then NetSuite's only customer is an individual with first name "Maria" and last name "Lopez"
    And the run is complete
