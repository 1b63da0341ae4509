@TRG-13
Feature: A refused journal entry is listed by its cause, and goes once that is mended
  The entry stays in progress in ServiceTitan: nobody has to start it again.

  Background:
    Given journal entries go as summaries
    And journal entry 9501 is started and says
      | Account                | Unit | Debit   | Credit  |
      | 1499 Undeposited funds |      | $100.00 |         |
      | 4000 Service revenue   |      |         | $100.00 |
    And business unit 50 "Plumbing" is in ServiceTitan
    And journal entry 9502 is started and says
      | Account                | Unit | Debit  | Credit |
      | 1499 Undeposited funds | 50   | $80.00 |        |
      | 4000 Service revenue   | 50   |        | $80.00 |

  Scenario: Its cause is named with what it blocks; the other entry goes
    When the sync runs
    Then the sync errors are
      | Cause                         | Documents | Money  | What to do                                                     |
      | business unit "Plumbing" (50) | 9502      | $80.00 | Map it: crossfoot mapping set business-unit 50 --subsidiary ID |
    And journal entry 9502 is InProgress in ServiceTitan
    And journal entry 9501 is Synced in ServiceTitan at version 1
    And the run finishes with refused documents

  Scenario: Once the cause is mended, the entry goes by itself
    Given the sync has run
    And business unit "Plumbing" (50) belongs to subsidiary Parent Company
    When the sync runs
    Then there are no sync errors
    And JE-9502 is in NetSuite as a journal of $80.00
    And journal entry 9502 is Synced in ServiceTitan at version 1

  Scenario: A correction in ServiceTitan is enough
    Given journal entry 9503 is started and says
      | Account       | Debit   | Credit  |
      | 6000 Rent     | $900.00 |         |
      | 1000 Checking |         | $899.00 |
    And the sync has run
    And journal entry 9503 is edited to say
      | Account       | Debit   | Credit  |
      | 6000 Rent     | $900.00 |         |
      | 1000 Checking |         | $900.00 |
    When the sync runs
    Then JE-9503 is in NetSuite as a journal of $900.00
    And journal entry 9503 is Synced in ServiceTitan at version 2

  Scenario: An entry that NetSuite itself refuses goes with the next run
    Given NetSuite refuses the next journal entry with "Please enter value(s) for: Reviewer"
    When the sync runs
    Then journal entry 9501 is refused because "NetSuite refused it: Please enter value(s) for: Reviewer"
    And journal entry 9501 is InProgress in ServiceTitan

    When the sync runs again
    Then journal entry 9501 is Synced in ServiceTitan at version 1
    And NetSuite has 1 journal entry

  @TRG-01
  Scenario: Where journal entries move, a check does not ask for a tax code
    Given no tax code is set
    When business unit "Plumbing" (50) is now mapped to Parent Company
    Then the check finds nothing to mend
