@CUS-11 @MAP-05
Feature: Customers that NetSuite has from before are found by their legacy ID
  A company that changes its books brings its customers along. Where ServiceTitan says which NetSuite
  customer someone is, that one is billed; a second one of the same name would split what is owed.

  Background:
    Given the legacy ID is kept in the field "NetSuite ID"
    And Maria Lopez is customer 501 in ServiceTitan
    And Lopez household is customer 1107 in NetSuite

  Scenario: The customer that the legacy ID names is billed, and none is created
    Given Maria Lopez's legacy ID is "1107"
    And Maria Lopez owes $1,000.00 on invoice I-204
    And Maria Lopez paid $250.00 as P-17
    When the sync runs
    Then NetSuite's customers are
      | Customer        |
      | Lopez household |
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Lopez household   | linked |
    And I-204 is booked to Lopez household in NetSuite
    And P-17 is booked to Lopez household in NetSuite
    And the run remarks nothing
    And both systems agree to the cent

  @CUS-10
  Scenario: Once linked, the link counts and not the legacy ID
    Given Maria Lopez's legacy ID is "1107"
    And Maria Lopez owes $1,000.00 on invoice I-204
    And the sync has run
    When Maria Lopez's legacy ID is changed to "999"
    And Maria Lopez is billed $80.00 on invoice I-205
    And the sync runs
    Then I-205 is booked to Lopez household in NetSuite
    And the run is complete

  Scenario: A customer of another subsidiary stays out, both named, until it is assigned
    Given business unit "Plumbing South" (77) belongs to subsidiary South
    And Maria Lopez's legacy ID is "1107"
    And Maria Lopez owes $1,000.00 on invoice I-204 of business unit "Plumbing South" (77)
    When the sync runs
    Then I-204 stays out because "Legacy ID "1107" of customer Maria Lopez (501) is Lopez household (1107) of subsidiary Parent Company, but the document belongs to subsidiary South. Assign Lopez household (1107) to subsidiary South in NetSuite."
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status     |
      | Maria Lopez           |                   | not linked |
    And the books show nothing

    When Lopez household is assigned to subsidiary South in NetSuite
    And the sync runs again
    Then I-204 is booked to Lopez household in NetSuite
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Lopez household   | linked |
    And Maria Lopez's sync record says ""

  Scenario: Of two subsidiaries' documents the customer's own goes, the other stays out, then and later
    Given business unit "Plumbing South" (77) belongs to subsidiary South
    And Maria Lopez's legacy ID is "1107"
    And Maria Lopez owes $1,000.00 on invoice I-204 of business unit "Plumbing South" (77)
    And Maria Lopez owes $80.00 on invoice I-205
    When the sync runs
    Then I-204 stays out because "Legacy ID "1107" of customer Maria Lopez (501) is Lopez household (1107) of subsidiary Parent Company, but the document belongs to subsidiary South. Assign Lopez household (1107) to subsidiary South in NetSuite."
    And I-205 is booked to Lopez household in NetSuite
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Lopez household   | linked |
    And Maria Lopez's sync record says ""

    When the sync runs again
    Then I-204 stays out because "Customer Maria Lopez (501) is linked to Lopez household (1107) of subsidiary Parent Company, but the document belongs to subsidiary South. Assign Lopez household (1107) to subsidiary South in NetSuite."
    And the run writes nothing

  @CUS-13 @CUS-03
  Scenario Outline: A legacy ID that is not exactly an internal id keeps the documents out
    Given Maria Lopez's legacy ID is "<Legacy ID>"
    And Maria Lopez owes $1,000.00 on invoice I-204
    And Ann Wood owes $80.00 on invoice I-205
    When the sync runs
    Then I-204 stays out because "Legacy ID "<Legacy ID>" of customer Maria Lopez (501) is invalid: <Why> Correct "NetSuite ID" in ServiceTitan, or blank it to have the customer created."
    And the run posts I-205
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status     |
      | Ann Wood              | Ann Wood          | linked     |
      | Maria Lopez           |                   | not linked |

    Examples:
      | Legacy ID | Why                                       |
      | 1107x     | it is not a NetSuite internal id.         |
      | 11 07     | it is not a NetSuite internal id.         |
      | +1107     | it is not a NetSuite internal id.         |
      | 999       | NetSuite has no customer with that id.    |

  @CUS-13
  Scenario: A legacy ID of an inactive customer keeps the documents out
    Given Lopez household is inactive in NetSuite
    And Maria Lopez's legacy ID is "1107"
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then I-204 stays out because "Legacy ID "1107" of customer Maria Lopez (501) is invalid: Lopez household (1107) is inactive in NetSuite. Correct "NetSuite ID" in ServiceTitan, or blank it to have the customer created."
    And the books show nothing

  @CUS-13 @CUS-03
  Scenario: A corrected legacy ID lets the documents go, and the error is gone
    Given Maria Lopez's legacy ID is "1107x"
    And Maria Lopez owes $1,000.00 on invoice I-204
    And the sync has run
    When Maria Lopez's legacy ID is changed to "1107"
    And the sync runs again
    Then I-204 is booked to Lopez household in NetSuite
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Lopez household   | linked |
    And Maria Lopez's sync record says ""

  Scenario: A dry run shows the same, and links nobody
    Given Maria Lopez's legacy ID is "1107"
    And Maria Lopez owes $1,000.00 on invoice I-204
    When a dry run is made
    Then the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
    And the books show nothing
