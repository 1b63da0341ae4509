@TRG-03
Feature: Only what stands in a posted batch moves
  Posting a batch is how the office says that its documents are final. What is still being worked
  on must not reach the books, and what was taken back before a run must not either.

  Background:
    Given invoice I-204 of Maria Lopez for $1,000.00 in no batch
    And payment P-17 of Maria Lopez for $300.00 in no batch
    And purchase order PO-9 of $50.00 in no batch

  Scenario: Documents of a posted batch move
    Given their batch "November" is posted
    When the sync runs
    Then NetSuite holds the documents
      | Document | Kind               | Amount    |
      | I-204    | an invoice         | $1,000.00 |
      | P-17     | a customer deposit | $300.00   |
      | PO-9     | a purchase order   | $50.00    |
      | R-PO-9   | an item receipt    | $50.00    |
    And the run is complete
    And both systems agree to the cent

  Scenario: Documents in no batch do not move
    When the sync runs
    Then the books show nothing
    And the run writes nothing
    And I-204 is Pending in ServiceTitan

  Scenario: Documents in an open batch do not move
    Given they are put into the open batch "November"
    When the sync runs
    Then the books show nothing
    And the run writes nothing
    And I-204 is Pending in ServiceTitan

  Scenario: Documents of a batch that was unposted again do not move
    Given their batch "November" is posted
    And batch "November" is unposted
    When the sync runs
    Then the books show nothing
    And the run writes nothing
    And I-204 is Pending in ServiceTitan

  @TRG-04
  Scenario: Posting alone moves nothing; the run does
    When their batch "November" is posted
    Then the books show nothing
    And I-204 is Posted in ServiceTitan

    When the sync runs
    Then I-204 is in NetSuite as an invoice of $1,000.00
    And I-204 is Exported in ServiceTitan
