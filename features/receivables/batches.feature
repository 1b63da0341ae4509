@AR-19
Feature: Documents reach a posted batch by hand or by auto-batching
  What is in a posted batch is released to the books; how it got there makes no difference to them.

  Scenario: Somebody puts a document in a batch and posts it
    Given invoice I-400 of Maria Lopez for $100.00 in no batch
    And invoice I-401 of Maria Lopez for $70.00 in no batch
    And only I-400 is posted
    When the sync runs
    Then the run posts I-400
    And the run does not mention I-401
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $100.00 |         |
      | Sales               |         | $100.00 |
    And both systems agree to the cent

  Scenario: Auto-batching posts all that is in no batch
    Given invoice I-402 of Maria Lopez for $100.00 in no batch
    And payment P-95 of Maria Lopez for $100.00, $100.00 of it on invoice I-402, in no batch
    And auto-batching "Nightly" has run in ServiceTitan
    When the sync runs
    Then I-402 and P-95 bear batch "Nightly" in NetSuite
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $100.00 |         |
      | Sales             |         | $100.00 |
    And both systems agree to the cent

  Scenario: Without auto-batching nothing goes by itself
    Given invoice I-403 of Maria Lopez for $100.00 in no batch
    When the sync runs
    Then the books show nothing
    And the run does not mention I-403
