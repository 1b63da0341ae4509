@TRG-10
Feature: A document that is not fit to post stays out, and the others go
  One wrong document must not hold up the close. Each that stays out says why, in words that tell
  the office what to correct; nothing of it reaches the books.

  Scenario: A batch with good and bad documents
    Given business unit "Calgary" (60) works in CAD and is mapped to Parent Company
    And these invoices are posted in one batch
      | Invoice | Customer    | Business unit | Quantity | Price    |
      | I-1     | Maria Lopez | HVAC North    | 1        | $1000.00 |
      | I-2     | Sam Reed    | Plumbing      | 1        | $80.00   |
      | I-3     | Ann Park    | HVAC North    | -1       | $25.00   |
      | I-4     | Omar Haddad | Calgary       | 1        | $90.00   |
      | I-5     | Sam Reed    | HVAC North    | 2        | $35.00   |
    When the sync runs
    Then the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,070.00 |           |
      | Sales               |           | $1,070.00 |
    And the run lists
      | Document | Outcome | Reason |
      | I-1      | posted  |        |
      | I-5      | posted  |        |
      | I-2      | refused | Business unit "Plumbing" (50) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 50 --subsidiary ID |
      | I-3      | refused | Line 1 (Tune-up) has quantity -1; NetSuite takes none below zero. In ServiceTitan make the price negative instead. |
      | I-4      | refused | Business unit "Calgary" (60) works in CAD, but subsidiary Parent Company in USD. Only documents in the subsidiary's own currency are moved: map the unit to another. |
    And the run finishes with refused documents
    And I-1 is Exported in ServiceTitan
    And I-3 is Posted in ServiceTitan
    And both systems agree to the cent

  Scenario: A row that ServiceTitan sends broken stays out, the others go
    Given Maria Lopez owes $1,000.00 on invoice I-1
    And Sam Reed owes $80.00 on invoice I-2
    And ServiceTitan sends I-2 with a total of "80.005"
    When the sync runs
    Then I-2 stays out because "Total '80.005' is not a whole number of cents. Correct it in ServiceTitan."
    And the run posts I-1
    And the run finishes with refused documents
    And the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,000.00 |           |
      | Sales               |           | $1,000.00 |

    When the sync runs again
    Then the run posts I-2
    And both systems agree to the cent

  Scenario: NetSuite refuses one, the others go
    Given Maria Lopez owes $1,000.00 on invoice I-1
    And Sam Reed owes $80.00 on invoice I-2
    And NetSuite refuses the next invoice with "Please choose a valid item."
    When the sync runs
    Then one of I-1 and I-2 is posted and the other refused
    And the run finishes with refused documents

    When the sync runs again
    Then I-1 is in NetSuite as an invoice of $1,000.00
    And I-2 is in NetSuite as an invoice of $80.00
    And both systems agree to the cent
