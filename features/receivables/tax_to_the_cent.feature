@AR-16
Feature: Total, tax and every line are ServiceTitan's to the cent
  A cent of difference per invoice is a reconciliation that never ends. Tax is ServiceTitan's own
  figure, spread over the taxed lines so that the shares add up to it; nothing is rounded to fit.

  Scenario: Tax with awkward cents is spread over the taxed lines
    Tax of 8.375% on $100.00 is $8.375, which ServiceTitan rounds to $8.38. The shares of the three
    lines are $2.793, $2.793 and $2.794: each gets $2.79, the last one the cent left over.

    Given sales tax in Washoe County is 8.375%
    And invoice I-370 of Maria Lopez is taxed in Washoe County and bills
      | Line      | Account            | Price  | Taxable |
      | Filter    | 4100 Parts revenue | $33.33 | yes     |
      | Capacitor | 4100 Parts revenue | $33.33 | yes     |
      | Contactor | 4100 Parts revenue | $33.34 | yes     |
      | Tune-up   | 4000 Sales         | $50.00 | no      |
    When the sync runs
    Then I-370 is in NetSuite as an invoice of $158.38
    And the lines of I-370 are taxed
      | Line      | Amount | Tax   |
      | Filter    | $33.33 | $2.79 |
      | Capacitor | $33.33 | $2.79 |
      | Contactor | $33.34 | $2.80 |
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $158.38 |         |
      | Sales Taxes Payable |         | $8.38   |
      | Sales               |         | $50.00  |
      | Parts revenue       |         | $100.00 |
    And both systems agree to the cent

  Scenario: A tax that somebody typed is taken as it is
    Given invoice I-371 of Maria Lopez has tax of $0.01 typed in and bills
      | Line    | Account    | Price  | Taxable |
      | Tune-up | 4000 Sales | $50.00 | yes     |
      | Travel  | 4000 Sales | $50.00 | yes     |
    When the sync runs
    Then the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $100.01 |         |
      | Sales Taxes Payable |         | $0.01   |
      | Sales               |         | $100.00 |
    And both systems agree to the cent

  Scenario: A line whose quantity times price is no whole cent bills what ServiceTitan bills
    Given invoice I-372 of Maria Lopez bills
      | Line | Account            | Quantity | Price    |
      | Wire | 4100 Parts revenue | 3        | $33.3335 |
      | Tape | 4100 Parts revenue | 0.5      | $0.99    |
    When the sync runs
    Then I-372 posts
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $100.50 |         |
      | Parts revenue       |         | $100.00 |
      | Parts revenue       |         | $0.50   |
    And both systems agree to the cent

  Scenario: Totals that do not add up keep the invoice out
    Given Maria Lopez owes $100.00 on invoice I-373
    And ServiceTitan says that invoice I-373 totals $100.01
    When the sync runs
    Then I-373 stays out because "Subtotal $100.00 and tax $0.00 make $100.00, its total says $100.01. Correct it in ServiceTitan."
    And the books show nothing
    And the run finishes with refused documents

  Scenario: Lines that do not make the subtotal keep the invoice out, and no other
    Given Maria Lopez owes $100.00 on invoice I-374
    And Maria Lopez owes $55.00 on invoice I-375
    And ServiceTitan says that invoice I-374 subtotals $99.99
    When the sync runs
    Then I-374 stays out because "Its lines add up to $100.00, its subtotal says $99.99. Correct it in ServiceTitan."
    And the trial balance is
      | Account             | Debit  | Credit |
      | Accounts Receivable | $55.00 |        |
      | Sales               |        | $55.00 |
