@MAP-02
Feature: Department, class and location are stamped on header and lines
  Managers read profit by department, class and location. What the business unit says of them must be
  on every line that posts.

  Background:
    Given NetSuite has department "Service", class "Residential" and location "Reno"
    And Maria Lopez owes $1,000.00 on invoice I-204
    And Sam Reed paid $300.00 as P-17
    And purchase order PO-9 of $50.00 for Maria Lopez's job is received

  Scenario: A business unit with all three
    Given the business unit maps to department "Service", class "Residential" and location "Reno"
    When the sync runs
    Then header and lines are stamped
      | Document | Department | Class       | Location |
      | I-204    | Service    | Residential | Reno     |
      | P-17     | Service    | Residential | Reno     |
      | PO-9     | Service    | Residential | Reno     |
    And both systems agree to the cent

  Scenario: A business unit with none
    When the sync runs
    Then header and lines are stamped
      | Document | Department | Class | Location |
      | I-204    |            |       |          |
      | P-17     |            |       |          |
      | PO-9     |            |       |          |

  @MAP-05
  Scenario: A business unit without a department takes the tenant's
    Given the tenant's default department is "Service"
    When the sync runs
    Then header and lines are stamped
      | Document | Department | Class | Location |
      | I-204    | Service    |       |          |
      | P-17     | Service    |       |          |
      | PO-9     | Service    |       |          |
