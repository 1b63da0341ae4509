@TRG-09
Feature: The latest run says what it did, and the log keeps the earlier ones
  The month is closed on what the last run says: what went, what stayed out and why, and whether the
  run as a whole is done. An auditor asks for the runs before it.

  Background:
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And Ann Park owes $80.00 on invoice I-300 of business unit "Plumbing" (50)
    And Ann Park paid $80.00 as P-30, $80.00 of it on invoice I-300

  Scenario: What went, what was refused, what waits, and the status
    When the sync runs
    Then the latest run in the log lists
      | Document | Outcome | Reason                                                                                                                   |
      | I-204    | posted  |                                                                                                                          |
      | I-300    | refused | Business unit "Plumbing" (50) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 50 --subsidiary ID |
      | P-30     | held    | Waiting for invoice I-300: Business unit "Plumbing" (50) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 50 --subsidiary ID |
    And the status of the latest run is "finished with refused or failed documents"

  Scenario: The log keeps every run, the last first
    Given the sync has run
    And a dry run was made
    When business unit "Plumbing" (50) is mapped to Parent Company
    And the sync runs
    Then the log holds
      | Run      | Status                                       | Written |
      | live run | complete                                     | 4       |
      | dry run  | finished with refused or failed documents    | 0       |
      | live run | finished with refused or failed documents    | 4       |

  Scenario: A dry run is not the latest run
    Given the sync has run
    When a dry run is made
    Then the last run of the log is the one that was no dry run
