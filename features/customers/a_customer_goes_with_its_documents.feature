@CUS-02
Feature: A customer goes to NetSuite with the first document that names it
  ServiceTitan is full of people who asked for a quote and never bought. NetSuite's customer list
  is for those we do business with: nobody is sent before a document of theirs is.

  Scenario: A new customer alone is not sent
    Given Maria Lopez is a new customer
    When the sync runs
    Then NetSuite has no customer
    And the run writes nothing

  Scenario: The first invoice takes its customer along
    Given Ann Wood is a new customer
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then NetSuite's customers are
      | Customer    |
      | Maria Lopez |
    And I-204 is booked to Maria Lopez in NetSuite
    And both systems agree to the cent

  Scenario: The first payment does so as well
    Given Maria Lopez paid $250.00 as P-17
    When the sync runs
    Then NetSuite's customers are
      | Customer    |
      | Maria Lopez |
    And P-17 is booked to Maria Lopez in NetSuite

  Scenario: A customer of two documents is created once
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And Maria Lopez paid $250.00 as P-17
    When the sync runs
    Then NetSuite's customers are
      | Customer    |
      | Maria Lopez |
    And I-204 is booked to Maria Lopez in NetSuite
    And P-17 is booked to Maria Lopez in NetSuite

    Given Maria Lopez owes $80.00 on invoice I-205
    When the sync runs
    Then NetSuite's customers are
      | Customer    |
      | Maria Lopez |
    And I-205 is booked to Maria Lopez in NetSuite

  Scenario: An invoice in no posted batch takes nobody along
    Given invoice I-204 of Maria Lopez for $1,000.00 in no batch
    When the sync runs
    Then NetSuite has no customer
    And the books show nothing

  Scenario: A refused invoice takes nobody along
    Given Maria Lopez owes $1,000.00 on invoice I-204 of business unit "Plumbing South" (77)
    And Ann Wood owes $80.00 on invoice I-205
    When the sync runs
    Then I-204 is not in NetSuite
    And NetSuite's customers are
      | Customer |
      | Ann Wood |
    And the trial balance is
      | Account             | Debit  | Credit |
      | Accounts Receivable | $80.00 |        |
      | Sales               |        | $80.00 |

  Scenario: A dry run takes nobody along
    Given Maria Lopez owes $1,000.00 on invoice I-204
    When a dry run is made
    Then NetSuite has no customer
    And the books show nothing
