Feature: A refund ends in the same balances, as whatever it lands
  Refunds land as a refund record with its journal, as the journal alone, or as NetSuite's own Customer
  Refund. In between the books differ; once the money has left they are the same, to the cent.

  Background:
    Given refunds are set up

  @REF-07
  Scenario Outline: Work is taken back, and paid by check
    Given refunds land as <style>
    And sales tax in Reno is 7%
    And invoice I-204 of Maria Lopez is taxed in Reno and bills
      | Line    | Account    | Price     | Taxable |
      | Furnace | 4000 Sales | $1,000.00 | yes     |
    And Maria Lopez paid $1,070.00 as P-17, $1,070.00 of it on invoice I-204
    And the sync has run
    And $1,070.00 of P-17 goes back by check as R-1: the work is taken back
    And the sync has run
    When $1,070.00 of R-1 leaves Checking
    Then the trial balance is
      | Account           | Debit     | Credit    |
      | Checking          |           | $1,070.00 |
      | Undeposited Funds | $1,070.00 |           |
    And I-204-1 still holds $0.00
    And both systems agree to the cent

    When the sync runs
    Then the run writes nothing

    Examples:
      | style           |
      | refund record   |
      | journal entry   |
      | customer refund |

  @REF-08
  Scenario Outline: Work is taken back, and the money went back by card
    Given refunds land as <style>
    And sales tax in Reno is 7%
    And invoice I-204 of Maria Lopez is taxed in Reno and bills
      | Line    | Account    | Price     | Taxable |
      | Furnace | 4000 Sales | $1,000.00 | yes     |
    And Maria Lopez paid $1,070.00 as P-17, $1,070.00 of it on invoice I-204
    And the sync has run
    And $1,070.00 of P-17 goes back by card as R-1: the work is taken back
    When the sync runs
    Then the run is complete
    And the books show no balance
    And I-204-1 still holds $0.00
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

    Examples:
      | style           |
      | refund record   |
      | journal entry   |
      | customer refund |

  @REF-06 @REF-15
  Scenario Outline: A deposit goes back in two parts
    Given refunds land as <style>
    And Maria Lopez paid $500.00 as P-17
    And the sync has run
    And $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run
    When $200.00 of R-1 leaves Checking
    Then both systems agree to the cent

    When $300.00 of R-1 leaves Checking
    Then the trial balance is
      | Account           | Debit   | Credit  |
      | Checking          |         | $500.00 |
      | Undeposited Funds | $500.00 |         |
    And P-17 still holds $0.00
    And both systems agree to the cent

    When the sync runs
    Then the run writes nothing

    Examples:
      | style           |
      | refund record   |
      | journal entry   |
      | customer refund |

  @REF-06
  Scenario Outline: Payment and refund by card go with the same run
    Given refunds land as <style>
    And Maria Lopez paid $500.00 as P-17
    And Bo Chen owes $60.00 on invoice I-206
    And Bo Chen paid $100.00 as P-19, $60.00 of it on invoice I-206
    And $500.00 of P-17 goes back by card as R-1: it was not used
    And $40.00 of P-19 goes back by card as R-2: it was not used
    When the sync runs
    Then the run is complete
    And the trial balance is
      | Account           | Debit  | Credit |
      | Undeposited Funds | $60.00 |        |
      | Sales             |        | $60.00 |
    And P-17 still holds $0.00
    And P-19 still holds $0.00
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

    Examples:
      | style           |
      | refund record   |
      | journal entry   |
      | customer refund |

  @REF-09 @REF-10
  Scenario Outline: Only the money goes back, and a credit memo comes later
    A Customer Refund would have nothing to be applied to: in every style a journal posts it, and the
    customer owes the same in both systems all the time.

    Given refunds land as <style>
    And Maria Lopez owes $1,000.00 on invoice I-204
    And Maria Lopez paid $1,000.00 as P-17, $1,000.00 of it on invoice I-204
    And the sync has run
    And $250.00 of P-17 goes back by check as R-1: only the money goes back
    When the sync runs
    Then R-1 has $250.00 open in receivables
    And both systems agree to the cent

    Given $250.00 of R-1 leaves Checking
    And adjustment A-1 of invoice I-204 takes back $250.00
    When the sync runs
    Then the trial balance is
      | Account           | Debit     | Credit  |
      | Checking          |           | $250.00 |
      | Undeposited Funds | $1,000.00 |         |
      | Sales             |           | $750.00 |
    And R-1 has $0.00 open in receivables
    And NetSuite has no Customer Refund
    And both systems agree to the cent

    Examples:
      | style           |
      | refund record   |
      | journal entry   |
      | customer refund |

  @REF-14
  Scenario Outline: Three refunds of two customers
    Given refunds land as <style>
    And Maria Lopez paid $500.00 as P-17
    And Maria Lopez paid $70.00 as P-18
    And Bo Chen paid $250.00 as P-19
    And the sync has run
    And $500.00 of P-17 goes back by check as R-1: it was not used
    And $250.00 of P-19 goes back by check as R-2: it was not used
    And $70.00 of P-18 goes back by check as R-3: it was not used
    And the sync has run
    When Ann reviews checks for everything, grouped by customer
    And Ann confirms
    Then the trial balance is
      | Account           | Debit   | Credit  |
      | Checking          |         | $820.00 |
      | Undeposited Funds | $820.00 |         |
    And the status of R-1 is Check Refunded
    And the status of R-2 is Check Refunded
    And the status of R-3 is Check Refunded
    And both systems agree to the cent

    Examples:
      | style           |
      | refund record   |
      | customer refund |
