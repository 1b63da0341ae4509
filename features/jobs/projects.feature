@AR-17
Feature: Work still to be done is a project in NetSuite
  Costs come in before anything is billed, so NetSuite must know the job while it is under way. What is
  done or called off when Crossfoot first looks is history and makes no project.

  Scenario Outline: A job that is still to be done becomes a project, its customer with it
    Given job J-1 of Maria Lopez is <status>
    When the sync runs
    Then NetSuite has the projects
      | Project | Customer    | Subsidiary     |
      | J-1     | Maria Lopez | Parent Company |
    And the run makes project J-1
    And the run is complete
    And the books show nothing

    Examples:
      | status     |
      | Scheduled  |
      | Dispatched |
      | InProgress |
      | Hold       |

  Scenario Outline: A job that is over makes neither project nor customer
    Given job J-1 of Maria Lopez is <status>
    When the sync runs
    Then NetSuite has no project
    And NetSuite has no customer
    And the run writes nothing

    Examples:
      | status    |
      | Completed |
      | Canceled  |

  @CUS-02
  Scenario: The customer comes with the job, and has its sync record
    Given job J-1 of Maria Lopez is Scheduled
    When the sync runs
    Then NetSuite has customer Maria Lopez
    When the sync runs again
    Then the run writes nothing
    And NetSuite has the projects
      | Project | Customer    |
      | J-1     | Maria Lopez |

  @AR-01
  Scenario: What is billed belongs to the project, in the same run and after the job is done
    Given job J-1 of Maria Lopez is InProgress
    And Maria Lopez owes $300.00 for job J-1 on invoice I-1
    When the sync runs
    Then I-1 is for project J-1 in NetSuite
    Given job J-1 of Maria Lopez is Completed
    And Maria Lopez owes $200.00 for job J-1 on invoice I-2
    When the sync runs
    Then I-2 is for project J-1 in NetSuite
    And NetSuite has the projects
      | Project | Customer    |
      | J-1     | Maria Lopez |
    And both systems agree to the cent

  @AR-01
  Scenario: What is billed for a job that was done before any run belongs to no project
    Given job J-1 of Maria Lopez is Completed
    And Maria Lopez owes $300.00 for job J-1 on invoice I-1
    When the sync runs
    Then I-1 is for no project in NetSuite
    And NetSuite has no project
    And both systems agree to the cent

  Scenario: A project stays when its job is called off
    Given job J-1 of Maria Lopez is Scheduled
    And the sync has run
    And job J-1 of Maria Lopez is Canceled
    When the sync runs
    Then the run writes nothing
    And NetSuite has the projects
      | Project | Customer    |
      | J-1     | Maria Lopez |

  @MAP-05
  Scenario: The tenant's short name comes after the job's number
    Given the tenant's short name is "ACME"
    And job J-1 of Maria Lopez is Scheduled
    When the sync runs
    Then NetSuite has the projects
      | Project  |
      | J-1-ACME |

  @AR-10
  Scenario: A new project takes a waiting application along
    Ruling: a project is a record of its customer.
    Given Maria Lopez owes $100.00 on invoice I-1
    And Maria Lopez paid $100.00 as P-1
    And the sync has run
    And $100.00 of P-1 is applied to invoice I-1
    And job J-1 of Maria Lopez is Scheduled
    When the sync runs
    Then invoice I-1 owes $0.00 in NetSuite
    And both systems agree to the cent

  Scenario: Many jobs go in one run
    Given Maria Lopez has many jobs to be done
    When the sync runs
    Then NetSuite has a project for each of them
    When the sync runs again
    Then the run writes nothing

  Scenario: Jobs are switched off
    Given jobs are switched off
    And job J-1 of Maria Lopez is Scheduled
    And Maria Lopez owes $300.00 for job J-1 on invoice I-1
    When the sync runs
    Then NetSuite has no project
    And I-1 is for no project in NetSuite

  @TRG-01
  Scenario: A tenant that moves receivables by journal entry has no projects
    Given receivables move by journal entry
    And job J-1 of Maria Lopez is Scheduled
    When the sync runs
    Then NetSuite has no project
    And the run writes nothing
