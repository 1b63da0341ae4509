@AR-16
Feature: A document that is in NetSuite already
  A batch can be opened again in ServiceTitan and its documents sent a second time. What NetSuite has
  just so is recognized and not booked twice; what it has otherwise is for an accountant to decide.
  Nothing in NetSuite is overwritten.

  Background:
    Given Maria Lopez owes $100.00 on invoice I-410
    And the sync has run
    And the batch of invoice I-410 is opened again

  Scenario: It was sent before, unchanged
    Given the batch of invoice I-410 is posted again
    When the sync runs
    Then I-410 is found in NetSuite already
    And the run writes nothing
    And the run is complete
    And I-410 is in NetSuite as an invoice of $100.00
    And both systems agree to the cent

  Scenario: It was changed since
    Given invoice I-410 is changed to $110.00
    And the batch of invoice I-410 is posted again
    And Maria Lopez owes $5.00 on invoice I-411
    When the sync runs
    Then the run refuses I-410 because "I-410: is in NetSuite as I-410 for $100.00, not $110.00. Void it there or correct it in ServiceTitan."
    And I-410 is in NetSuite as an invoice of $100.00
    And the run posts I-411
    And the run finishes with refused documents
    And I-410 is the only invoice of ServiceTitan still to go

  Scenario: The total is the same, but not the account
    Given invoice I-410 is changed to $100.00 on 4100 Parts revenue
    And the batch of invoice I-410 is posted again
    When the sync runs
    Then the run refuses I-410 because "I-410: is in NetSuite as I-410, posting a credit of $100.00 to 4000 Sales where nothing was expected. Void it there or correct it in ServiceTitan."
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $100.00 |         |
      | Sales               |         | $100.00 |
