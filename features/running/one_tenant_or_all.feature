Feature: A run is of one tenant, or of every tenant
  A contractor may own several companies, each a tenant with a ServiceTitan of its own, and all may
  share one NetSuite. What goes wrong at one of them is no reason for the others to wait.

  Background:
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And tenant "bolt" where Ann Park owes $70.00 on invoice B-1
    And tenant "crane" where Omar Haddad owes $40.00 on invoice C-1

  @TRG-05
  Scenario: Execute runs one tenant and touches no other
    When tenant "bolt" alone is run
    Then NetSuite holds the documents
      | Document | Kind       | Amount |
      | B-1      | an invoice | $70.00 |
    And tenant "acme" is as it was before
    And tenant "crane" is as it was before

  @TRG-06
  Scenario: Execute All runs every tenant
    When every tenant is run
    Then the tenants ended
      | Tenant | Status   | Why |
      | acme   | complete |     |
      | bolt   | complete |     |
      | crane  | complete |     |
    And NetSuite holds the documents
      | Document | Kind       | Amount    |
      | I-204    | an invoice | $1,000.00 |
      | B-1      | an invoice | $70.00    |
      | C-1      | an invoice | $40.00    |

  @TRG-06
  Scenario: Wrong credentials of one tenant stop no other
    Given the ServiceTitan secret of tenant "bolt" is wrong
    When every tenant is run
    Then the tenants ended
      | Tenant | Status   | Why                                                                |
      | acme   | complete |                                                                    |
      | bolt   | failed   | ServiceTitan: does not accept the client id and client secret; check both                 |
      | crane  | complete |                                                                    |
    And NetSuite holds the documents
      | Document | Kind       | Amount    |
      | I-204    | an invoice | $1,000.00 |
      | C-1      | an invoice | $40.00    |
    And tenant "bolt" is as it was before

  @TRG-06
  Scenario: A tenant that cannot be reached stops no other
    Given the ServiceTitan of tenant "bolt" does not answer
    When every tenant is run
    Then the tenants ended
      | Tenant | Status   | Why                              |
      | acme   | complete |                                  |
      | bolt   | failed   | ServiceTitan: no access token: … |
      | crane  | complete |                             |
    And B-1 is not in NetSuite
    And tenant "bolt" is as it was before

  @TRG-06 @TRG-12
  Scenario: A tenant that somebody else is running stops no other
    Given Dana is running tenant "bolt"
    When every tenant is run
    Then the tenants ended
      | Tenant | Status   | Why                                                          |
      | acme   | complete |                                                              |
      | bolt   | refused  | bolt: a run by Dana is under way since 2026-11-20 12:00 UTC  |
      | crane  | complete |                                                              |
    And B-1 is not in NetSuite
