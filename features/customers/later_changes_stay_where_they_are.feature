@CUS-01
Feature: A customer is created once, and later changes stay where they are made
  Accounting may correct a customer in NetSuite without fear that the next sync undoes it.
  The other way round, a customer edited in ServiceTitan is edited in NetSuite by hand.

  Background:
    Given Maria Lopez is a new customer at
      | Street    | City | State | Zip   |
      | 1 Main St | Reno | NV    | 89501 |
    And Maria Lopez owes $1,000.00 on invoice I-204
    And the sync has run

  Scenario: A new name in ServiceTitan does not change NetSuite
    When Maria Lopez is renamed Maria Garcia in ServiceTitan
    And Maria Lopez is billed $80.00 on invoice I-205
    And the sync runs
    Then NetSuite's only customer is an individual with first name "Maria" and last name "Lopez"
    And I-205 is booked to Maria Lopez in NetSuite

  Scenario: A new address in ServiceTitan does not change NetSuite
    When Maria Lopez moves in ServiceTitan to
      | Street    | City  | State | Zip   |
      | 7 Oak Ave | Boise | ID    | 83702 |
    And Maria Lopez is billed $80.00 on invoice I-205
    And the sync runs
    Then NetSuite bills Maria Lopez at
      | Street    | Unit | City | State | Zip   | Country |
      | 1 Main St |      | Reno | NV    | 89501 | US      |
    And I-205 is booked to Maria Lopez in NetSuite

  Scenario: A change alone makes no write
    When Maria Lopez is renamed Maria Garcia in ServiceTitan
    And the sync runs
    Then the run writes nothing

  Scenario: A new name in NetSuite stays, and does not flow back
    When NetSuite's customer Maria Lopez is renamed Lopez household
    And Maria Lopez is billed $80.00 on invoice I-205
    And the sync runs
    Then NetSuite's customers are
      | Customer        |
      | Lopez household |
    And I-205 is booked to Lopez household in NetSuite
    And Maria Lopez is still called Maria Lopez in ServiceTitan
