@MAP-01
Feature: Every business unit belongs to a subsidiary
  A document is booked by one legal entity. When nobody has said which, it stays out; we do not guess.

  Scenario: A document of an unmapped business unit stays out, the others go
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And Sam Reed owes $80.00 on invoice I-300 of business unit "Plumbing" (50)
    When the sync runs
    Then I-300 stays out because "Business unit "Plumbing" (50) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 50 --subsidiary ID"
    And the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,000.00 |           |
      | Sales               |           | $1,000.00 |
    And both systems agree to the cent

  Scenario: Once the business unit is mapped, its document goes
    Given Sam Reed owes $80.00 on invoice I-300 of business unit "Plumbing" (50)
    And the sync has run
    And business unit 50 maps to subsidiary "Parent Company"
    When the sync runs
    Then the trial balance is
      | Account             | Debit  | Credit |
      | Accounts Receivable | $80.00 |        |
      | Sales               |        | $80.00 |
    And the run is complete
    And both systems agree to the cent

  Scenario: A business unit in another currency stays out
    Ruling: amounts are moved in the subsidiary's own currency; nothing is converted.
    Given business unit "Calgary" (60) works in CAD
    And business unit 60 maps to subsidiary "Parent Company"
    And Sam Reed owes $80.00 on invoice I-300 of business unit "Calgary" (60)
    When the sync runs
    Then I-300 stays out because "Business unit "Calgary" (60) works in CAD, but subsidiary Parent Company in USD. Only documents in the subsidiary's own currency are moved: map the unit to another."
    And the books show nothing
