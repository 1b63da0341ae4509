@TRG-12
Feature: One run of a tenant at a time
  Two runs side by side would each think that a document is theirs to write. Ruling: a second
  trigger in the foreground is refused, saying who is at it and since when; one that is submitted to
  the queue waits there, and no third behind it.

  Scenario: A second trigger is refused while a run is under way
    Given Maria Lopez owes $1,000.00 on invoice I-204
    When Dana runs the sync and the office triggers another before it has ended
    Then the office is told "acme: a run by Dana is under way since 2026-11-20 12:00 UTC"
    And NetSuite holds the documents
      | Document | Kind       | Amount    |
      | I-204    | an invoice | $1,000.00 |

    When the sync runs again
    Then the run writes nothing
    And the run is complete

  Scenario: A run that is submitted while another waits is that one
    Given Maria Lopez owes $1,000.00 on invoice I-204
    When Dana submits a run
    And Ben submits a run
    Then a run waits in the queue
    And no run has begun

    When the worker carries out what waits
    Then I-204 is in NetSuite as an invoice of $1,000.00
    And the run is complete
