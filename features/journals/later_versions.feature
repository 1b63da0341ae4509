@JE-03
Feature: An entry edited after its sync and started again takes its own place
  ServiceTitan numbers the versions of an entry and knows which one was synced. A later one replaces the
  lines of the entry in NetSuite, which keeps its id: nothing is booked twice. Only what was read is marked.

  Background:
    Given journal entries go as summaries
    And journal entry 9501 is started and says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |

  Scenario: An edited entry waits until it is started again, and is replaced then
    Given the sync has run
    And journal entry 9501 is edited to say
      | Account                | Debit   | Credit |
      | 1499 Undeposited funds | $120.00 |        |
      | 4000 Service revenue   |         | $90.00 |
      | 4100 Parts revenue     |         | $30.00 |
    When the sync runs
    Then journal entry 9501 is OutOfSync in ServiceTitan
    And the run writes nothing

    When journal entry 9501 is started again
    And the sync runs again
    Then NetSuite has 1 journal entry
    And JE-9501 is the same journal entry as before
    And JE-9501 posts
      | Account           | Debit   | Credit |
      | Undeposited Funds | $120.00 |        |
      | Sales             |         | $90.00 |
      | Parts revenue     |         | $30.00 |
    And journal entry 9501 is Synced in ServiceTitan at version 2
    And the run is complete

  Scenario: A new version with the same lines is marked at its version
    Given the sync has run
    And journal entry 9501 is edited to say
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |
    When journal entry 9501 is started again
    And the sync runs
    Then NetSuite has 1 journal entry
    And journal entry 9501 is Synced in ServiceTitan at version 2

  Scenario: It changes while the run is under way
    When the sync runs, and journal entry 9501 is edited meanwhile to say
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $130.00 |         |
      | 4000 Service revenue   |         | $130.00 |
    Then NetSuite has journal entry 9501, and the run says "It is in NetSuite, but ServiceTitan did not mark it synced: it is at version 2 by now, not 1. The next run sends what it says then."
    And JE-9501 is in NetSuite as a journal of $100.00
    And journal entry 9501 is InProgress in ServiceTitan

    When the sync runs again
    Then NetSuite has 1 journal entry
    And JE-9501 is in NetSuite as a journal of $130.00
    And journal entry 9501 is Synced in ServiceTitan at version 2

  Scenario: NetSuite takes the new lines and its answer is lost
    Given the sync has run
    And journal entry 9501 is edited to say
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $120.00 |         |
      | 4000 Service revenue   |         | $120.00 |
    And journal entry 9501 is started again
    And NetSuite's answer to the next change of a journal entry is lost
    When the sync runs
    Then NetSuite has 1 journal entry
    And JE-9501 is in NetSuite as a journal of $120.00
    And journal entry 9501 is Synced in ServiceTitan at version 2

  Scenario: NetSuite neither takes the new lines nor answers; the old ones are not taken for them
    Given the sync has run
    And journal entry 9501 is edited to say
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $120.00 |         |
      | 4000 Service revenue   |         | $120.00 |
    And journal entry 9501 is started again
    And NetSuite does not answer the next change of a journal entry
    When the sync runs
    Then the run does not know yet whether journal entry 9501 was written
    And JE-9501 is in NetSuite as a journal of $100.00
    And journal entry 9501 is InProgress in ServiceTitan

    When the sync runs again 20 minutes later
    Then JE-9501 is in NetSuite as a journal of $120.00
    And NetSuite has 1 journal entry
    And journal entry 9501 is Synced in ServiceTitan at version 2

  Scenario: Somebody changed the entry in NetSuite by hand in between
    Ruling: what was changed by hand is never overwritten; a person decides.
    Given the sync has run
    And in NetSuite somebody changes JE-9501 by hand to
      | Debit   | Credit  |
      | $105.00 |         |
      |         | $105.00 |
    And journal entry 9501 is edited to say
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $120.00 |         |
      | 4000 Service revenue   |         | $120.00 |
    When journal entry 9501 is started again
    And the sync runs
    Then journal entry 9501 is refused because "It was changed by hand in NetSuite: it is in NetSuite as JE-9501, posting a credit of $105.00 to 4000 Sales where a credit of $120.00 was expected. Undo that there, or exclude the entry in ServiceTitan."
    And JE-9501 is in NetSuite as a journal of $105.00
    And journal entry 9501 is InProgress in ServiceTitan

  Scenario: Somebody made the same change in NetSuite by hand
    Given the sync has run
    And in NetSuite somebody changes JE-9501 by hand to
      | Debit   | Credit  |
      | $120.00 |         |
      |         | $120.00 |
    And journal entry 9501 is edited to say
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $120.00 |         |
      | 4000 Service revenue   |         | $120.00 |
    When journal entry 9501 is started again
    And the sync runs
    Then the run writes nothing
    And journal entry 9501 is Synced in ServiceTitan at version 2

  @AR-20
  Scenario: The period of the version in NetSuite was closed since
    Given journal entry 9502 of 2026-10-28 is started and says
      | Account                | Debit  | Credit |
      | 1499 Undeposited funds | $10.00 |        |
      | 4000 Service revenue   |        | $10.00 |
    And the sync has run
    And NetSuite's period Oct 2026 is closed
    And journal entry 9502 is edited to be of 2026-11-02
    When journal entry 9502 is started again
    And the sync runs
    Then journal entry 9502 is refused because "Its earlier version is in NetSuite as JE-9502, on 2026-10-28. That period is closed: open it, or correct the difference with an entry of its own."
    And JE-9502 is in NetSuite as a journal of $10.00

  @CUS-02
  Scenario: In detail the customers of the new version come first
    Given the sync has run
    And journal entries go in detail from now on
    And journal entry 9501 is edited to say
      | Account                  | Debit   | Credit  | Customer |
      | 1100 Accounts receivable | $120.00 |         | Sam Reed |
      | 4000 Service revenue     |         | $120.00 |          |
    When journal entry 9501 is started again
    And the sync runs
    Then NetSuite has 1 journal entry
    And JE-9501 has the lines
      | Account             | Debit   | Credit  | Customer |
      | Accounts Receivable | $120.00 |         | Sam Reed |
      | Sales               |         | $120.00 |          |
