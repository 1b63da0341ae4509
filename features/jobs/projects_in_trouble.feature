@AR-17
Feature: A project that cannot be made keeps out only what is billed for its job
  An invoice booked without its project cannot be found by job later on, so it waits until the project
  can be made. Everybody else's documents go.

  Background:
    Given Sam Reed owes $80.00 on invoice I-9

  @MAP-01
  Scenario: The job's business unit is not mapped
    Given job J-1 of Maria Lopez belongs to business unit "Plumbing" (50)
    And Maria Lopez owes $300.00 for job J-1 on invoice I-1
    When the sync runs
    Then the run refuses project J-1, since "Business unit "Plumbing" (50) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 50 --subsidiary ID"
    And I-1 waits because "Business unit "Plumbing" (50) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 50 --subsidiary ID"
    And the run posts I-9
    Given business unit 50 maps to subsidiary "Parent Company"
    When the sync runs
    Then I-1 is for project J-1 in NetSuite
    And the run is complete
    And both systems agree to the cent

  @CUS-08
  Scenario: The customer has no name
    Given a customer without a name has job J-1 to be done
    When the sync runs
    Then project J-1 stays out, for its customer has a blank name
    And the run posts I-9
    And NetSuite has no project

  Scenario: NetSuite refuses the project
    Given job J-1 of Maria Lopez is Scheduled
    And Maria Lopez owes $300.00 for job J-1 on invoice I-1
    And NetSuite does not take the next project, since it is locked
    When the sync runs
    Then the run refuses project J-1, since "NetSuite refused it: The record is locked by a workflow."
    And I-1 waits because "It waits for: Project J-1 of Maria Lopez."
    And the run posts I-9
    When the sync runs again
    Then I-1 is for project J-1 in NetSuite
    And both systems agree to the cent

  Scenario: NetSuite makes the project and its answer is lost
    Given job J-1 of Maria Lopez is Scheduled
    And Maria Lopez owes $300.00 for job J-1 on invoice I-1
    And NetSuite's answer to the next project is lost
    When the sync runs
    Then the run makes project J-1
    And I-1 is for project J-1 in NetSuite
    And NetSuite has the projects
      | Project | Customer    |
      | J-1     | Maria Lopez |
    And both systems agree to the cent

  @TRG-08
  Scenario: A dry run shows the project and makes none
    Given job J-1 of Maria Lopez is Scheduled
    When a dry run is made
    Then J-1 is planned
    And NetSuite has no project
    And NetSuite has no customer
