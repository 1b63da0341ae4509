Feature: Tenants on one NetSuite account share what it allows
  NetSuite counts the calls of an account, not of a tenant: all companies on it, all machines of ours and
  every other program share one limit. Whoever takes more is turned away. Nothing is lost by that, but it
  takes time, and it takes it from all.

  Background:
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And tenant "bolt" where Ann Park owes $70.00 on invoice B-1
    And tenant "crane" where Omar Haddad owes $40.00 on invoice C-1

  Scenario: All tenants together stay within what is configured for the account
    Given each tenant may have 3 calls to NetSuite at a time
    And NetSuite allows 3 calls at a time
    When the tenants are run at the same time
    Then each run is complete
    And NetSuite holds the documents
      | Document | Kind       | Amount    |
      | I-204    | an invoice | $1,000.00 |
      | B-1      | an invoice | $70.00    |
      | C-1      | an invoice | $40.00    |
    And NetSuite turned no call away

  Scenario: Tenants that name different limits for one account get the smallest
    Given each tenant may have 20 calls to NetSuite at a time
    But tenant "crane" may have 2 calls to NetSuite at a time
    And NetSuite allows 2 calls at a time
    When the tenants are run at the same time
    Then each run is complete
    And NetSuite turned no call away

  Scenario: An account that allows less than is configured is asked less
    Given each tenant may have 20 calls to NetSuite at a time
    And NetSuite allows 2 calls at a time
    When the tenants are run at the same time
    Then each run is complete
    And NetSuite holds the documents
      | Document | Kind       | Amount    |
      | I-204    | an invoice | $1,000.00 |
      | B-1      | an invoice | $70.00    |
      | C-1      | an invoice | $40.00    |
    And NetSuite turned some calls away, and the reports say how many
    And the budget of the account is lowered from 20
