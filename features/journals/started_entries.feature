@TRG-02
Feature: Only a journal entry that somebody started goes to NetSuite
  In ServiceTitan people select entries and choose Start Syncing; the entries are then in progress. What
  nobody started stays where it is, and so does what was excluded. Posting or starting alone moves nothing.

  Background:
    Given journal entries go as summaries

  @JE-01
  Scenario: A started entry goes, and is synced at its version
    Given journal entry 9501 is started and says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |
    When the sync runs
    Then JE-9501 is in NetSuite as a journal of $100.00
    And JE-9501 posts
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $100.00 |         |
      | Sales             |         | $100.00 |
    And journal entry 9501 is Synced in ServiceTitan at version 1
    And the run is complete

    When the sync runs again
    Then the run writes nothing
    And NetSuite has 1 journal entry

  Scenario: What nobody started stays, and so does what was excluded
    Given journal entry 9501 says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |
    And journal entry 9502 is started and says
      | Account                | Debit  | Credit |
      | 1499 Undeposited funds | $50.00 |        |
      | 4000 Service revenue   |        | $50.00 |
    And journal entry 9502 is excluded
    When the sync runs
    Then the books show nothing
    And the run writes nothing
    And journal entry 9501 is NotSynced in ServiceTitan
    And journal entry 9502 is Excluded in ServiceTitan

  Scenario: Under batch-based documents a started entry stays in progress
    Given journal entry 9501 is started and says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |
    And documents are moved instead
    When the sync runs
    Then the books show nothing
    And journal entry 9501 is InProgress in ServiceTitan

  @TRG-08
  Scenario: A dry run shows the entry, its posting and its mappings, and changes neither system
    Given journal entry 9501 is started and says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |
    When a dry run is made
    Then 9501 would post
      | Account                | Debit   | Credit  |
      | 1499 Undeposited Funds | $100.00 |         |
      | 4000 Sales             |         | $100.00 |
    And 9501 would be mapped
      | ServiceTitan                   | NetSuite                        |
      | business unit "HVAC North" (42) | subsidiary 1 (Parent Company)   |
      | account 1499 Undeposited funds | 1499 Undeposited Funds          |
      | account 4000 Service revenue   | 4000 Sales                      |
    And the books show nothing
    And journal entry 9501 is InProgress in ServiceTitan

  @AR-20
  Scenario: An entry dated in a closed period stays out
    Given NetSuite's period Oct 2026 is closed
    And journal entry 9501 of 2026-10-28 is started and says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |
    When the sync runs
    Then journal entry 9501 is refused because "It is dated 2026-10-28, in period Oct 2026, which is closed. Open the period in NetSuite or change the date in ServiceTitan."
    And the books show nothing
    And journal entry 9501 is InProgress in ServiceTitan

  @TRG-11
  Scenario: NetSuite books the entry and its answer is lost
    Given journal entry 9501 is started and says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |
    And NetSuite's answer to the next writing of a journal entry is lost
    When the sync runs
    Then NetSuite has 1 journal entry
    And journal entry 9501 is Synced in ServiceTitan at version 1

  @TRG-11
  Scenario: ServiceTitan does not take the mark; the next run marks and writes nothing
    Given journal entry 9501 is started and says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |
    And ServiceTitan does not take the next mark of a journal entry
    When the sync runs
    Then NetSuite has journal entry 9501, and the run says "It is in NetSuite, but ServiceTitan did not mark it synced: it still says InProgress. The next run sends what it says then."
    And journal entry 9501 is InProgress in ServiceTitan

    When the sync runs again
    Then the run writes nothing
    And NetSuite has 1 journal entry
    And journal entry 9501 is Synced in ServiceTitan at version 1
