@MAP-07
Feature: The batch is stamped on the NetSuite transaction
  Asked about a transaction, an accountant finds the batch it came from without leaving NetSuite.

  Scenario: Invoice and payment name their batch
    Given invoice I-204 of Maria Lopez for $1,000.00 in no batch
    And every document is posted in batch 77 "Week 45"
    When the sync runs
    Then I-204 names batch 77 "Week 45" in NetSuite

    Given $300.00 of Sam Reed as P-17 is posted in batch 78 "Week 46"
    When the sync runs
    Then P-17 names batch 78 "Week 46" in NetSuite
    And I-204 names batch 77 "Week 45" in NetSuite
    And both systems agree to the cent
