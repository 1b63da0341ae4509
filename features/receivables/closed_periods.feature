@AR-20
Feature: A document dated in a closed period
  A closed month stays as it was reported. A document keeps its own date; when that month is closed
  in NetSuite, it stays out and names the period.
  Ruling: staying out is the default; a tenant may have such documents post on the first open day
  after, and the run says so of each.

  Scenario: The document stays out and names the period; others go
    Given NetSuite's period Oct 2026 is closed
    And Maria Lopez owes $100.00 on invoice I-390 dated 2026-10-28
    And Maria Lopez paid $30.00 as P-91 dated 2026-10-31
    And Maria Lopez owes $45.00 on invoice I-391 dated 2026-11-01
    When the sync runs
    Then I-390 stays out because "It is dated 2026-10-28, in period Oct 2026, which is closed. Open the period in NetSuite or change the date in ServiceTitan."
    And P-91 stays out because "It is dated 2026-10-31, in period Oct 2026, which is closed. Open the period in NetSuite or change the date in ServiceTitan."
    And the run finishes with refused documents
    And the trial balance is
      | Account             | Debit  | Credit |
      | Accounts Receivable | $45.00 |        |
      | Sales               |        | $45.00 |
    And both systems agree to the cent

  Scenario: Once the period is open again the document goes, on its own date
    Given NetSuite's period Oct 2026 is closed
    And Maria Lopez owes $100.00 on invoice I-390 dated 2026-10-28
    And the sync has run
    When NetSuite's period Oct 2026 is opened again
    And the sync runs
    Then I-390 is dated 2026-10-28 in NetSuite
    And the run is complete
    And both systems agree to the cent

  Scenario: It posts on the first open day, and the run says so
    Given documents of a closed period go on the first open day
    And NetSuite's period Sep 2026 is closed
    And NetSuite's period Oct 2026 is closed
    And Maria Lopez owes $100.00 on invoice I-392 dated 2026-09-30
    And Maria Lopez owes $45.00 on invoice I-393 dated 2026-11-02
    When the sync runs
    Then I-392 is dated 2026-11-01 in NetSuite
    And the run says of I-392 "It is dated 2026-09-30; that period is closed, so it posts on 2026-11-01."
    And I-393 is dated 2026-11-02 in NetSuite
    And the run is complete
    And both systems agree to the cent

  Scenario: NetSuite has no period for the date
    Given Maria Lopez owes $100.00 on invoice I-394 dated 2024-12-31
    When the sync runs
    Then I-394 stays out because "It is dated 2024-12-31, for which NetSuite has no period. Set the period up there."
    And the books show nothing

  Scenario: The month is closed after the document has gone
    Given Maria Lopez owes $100.00 on invoice I-395 dated 2026-10-28
    And the sync has run
    And NetSuite's period Oct 2026 is closed
    And Maria Lopez paid $100.00 as P-92, $100.00 of it on invoice I-395
    When the sync runs
    Then invoice I-395 owes $0.00 in NetSuite
    And the run is complete
    And both systems agree to the cent
