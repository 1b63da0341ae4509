@TRG-01
Feature: A tenant moves documents, journal entries, or journal entries and payables documents
  The sync method decides what may reach NetSuite as a document. A tenant that keeps its receivables
  by journal entry would book its revenue twice if its invoices came as documents as well.
  Ruling: besides the two methods of the documentation, the mix of journal-entry receivables with
  document payables is allowed. What journal entries do is told in a topic of their own.

  Background:
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And Maria Lopez paid $300.00 as P-17
    And purchase order PO-9 of $50.00 for Maria Lopez's job is received

  Scenario: Batch-based documents move receivables and payables
    Given the sync method is batch-based documents
    When the sync runs
    Then NetSuite holds the documents
      | Document | Kind               | Amount    |
      | I-204    | an invoice         | $1,000.00 |
      | P-17     | a customer deposit | $300.00   |
      | PO-9     | a purchase order   | $50.00    |
      | R-PO-9   | an item receipt    | $50.00    |
    And the run is complete
    And both systems agree to the cent

  Scenario: Under journal entries no document moves
    Given the sync method is journal entries
    When the sync runs
    Then the books show nothing
    And the run writes nothing
    And I-204 is Posted in ServiceTitan
    And P-17 is Posted in ServiceTitan

  Scenario: Under the mix only payables move as documents
    Given the sync method is journal-entry AR with document AP
    When the sync runs
    Then NetSuite holds the documents
      | Document | Kind             | Amount |
      | PO-9     | a purchase order | $50.00 |
      | R-PO-9   | an item receipt  | $50.00 |
    And I-204 is Posted in ServiceTitan
    And P-17 is Posted in ServiceTitan
