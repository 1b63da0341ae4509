@TRG-11
Feature: What has synced is marked exported and is never written twice
  A document entered twice is revenue that does not exist. The mark in ServiceTitan keeps the next run
  from sending it again; when a run ends between the writing and the mark, the books themselves do.

  Background:
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And Sam Reed paid $300.00 as P-17

  Scenario: A second run writes nothing
    When the sync runs
    Then I-204 is Exported in ServiceTitan
    And P-17 is Exported in ServiceTitan

    When the sync runs again
    Then the run writes nothing
    And NetSuite holds the documents
      | Document | Kind               | Amount    |
      | I-204    | an invoice         | $1,000.00 |
      | P-17     | a customer deposit | $300.00   |
    And both systems agree to the cent

  Scenario: The run ends before the mark; the next one marks and writes nothing
    Given ServiceTitan stops answering before it is told what was exported
    When the sync runs
    Then the run failed
    And I-204 is in NetSuite as an invoice of $1,000.00
    And I-204 is Posted in ServiceTitan

    Given ServiceTitan answers again
    When the sync runs again
    Then the run writes nothing
    And I-204 is Exported in ServiceTitan
    And P-17 is Exported in ServiceTitan
    And NetSuite holds the documents
      | Document | Kind               | Amount    |
      | I-204    | an invoice         | $1,000.00 |
      | P-17     | a customer deposit | $300.00   |
    And both systems agree to the cent

  Scenario: NetSuite books an invoice and its answer is lost
    Given NetSuite's answer to the next invoice is lost
    When the sync runs
    Then the run posts I-204
    And I-204 is Exported in ServiceTitan
    And NetSuite holds the documents
      | Document | Kind               | Amount    |
      | I-204    | an invoice         | $1,000.00 |
      | P-17     | a customer deposit | $300.00   |
    And both systems agree to the cent

  Scenario: A batch that was unposted and posted again is not sent a second time
    Given the sync has run
    And the batch of I-204 is unposted and posted again
    When the sync runs
    Then the run writes nothing
    And I-204 is Exported in ServiceTitan
    And NetSuite holds the documents
      | Document | Kind               | Amount    |
      | I-204    | an invoice         | $1,000.00 |
      | P-17     | a customer deposit | $300.00   |
