@MAP-05
Feature: What a tenant sets for itself
  Several tenants may share one set of books. A short name tells their documents and customers apart;
  a contractor with one tenant can do without.

  Background:
    Given Maria Lopez is customer 7001
    And Maria Lopez owes $1,000.00 on invoice I-204

  Scenario: The short name comes before numbers and after names
    Given the tenant's short name is "ACME"
    When the sync runs
    Then ACME-I-204 is in NetSuite as an invoice of $1,000.00
    And ACME-I-204 is of "Maria Lopez 7001-ACME"
    And both systems agree to the cent

  Scenario: Without a short name both are off
    When the sync runs
    Then I-204 is in NetSuite as an invoice of $1,000.00
    And I-204 is of "Maria Lopez 7001"

  Scenario: The settings of refunds and legacy ids are kept
    Ruling: they are taken and kept; this version moves no refunds and uses neither yet.
    Given the tenant is set up with
      | Setting                        | Value              |
      | Legacy ID Field Name           | custentity_oldsys  |
      | Check Refund Payment Type Name | Check Refund       |
      | Automated refunds              | on                 |
    When the sync runs
    Then the run is complete
    And the tenant keeps
      | Setting                        | Value              |
      | Legacy ID Field Name           | custentity_oldsys  |
      | Check Refund Payment Type Name | Check Refund       |
      | Automated refunds              | on                 |
