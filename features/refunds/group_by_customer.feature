@REF-14
Feature: Refunds of one customer go on one check
  With Group by Customer there is one check for each customer and subsidiary, with a line for each
  refund. Without it each refund has a check of its own. What is paid is the same.

  Background:
    Given refunds are set up
    And Maria Lopez paid $500.00 as P-17
    And Maria Lopez paid $70.00 as P-18
    And Bo Chen paid $250.00 as P-19
    And the sync has run
    And $500.00 of P-17 goes back by check as R-1: it was not used
    And $250.00 of P-19 goes back by check as R-2: it was not used
    And $70.00 of P-18 goes back by check as R-3: it was not used
    And the sync has run

  Scenario: Three refunds of two customers, grouped, are two checks
    When Ann reviews checks for everything, grouped by customer
    Then Ann sees these checks, and nothing is written
      | Check | Payee       | Refund | Pays    |
      | 1     | Bo Chen     | R-2    | $250.00 |
      | 2     | Maria Lopez | R-1    | $500.00 |
      | 2     | Maria Lopez | R-3    | $70.00  |

    When Ann confirms
    Then NetSuite has these checks, in any order
      | Payee       | Amount  |
      | Bo Chen     | $250.00 |
      | Maria Lopez | $570.00 |
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Checking          |         | $820.00 |
      | Undeposited Funds | $820.00 |         |
    And the status of R-1 is Check Refunded
    And the status of R-2 is Check Refunded
    And the status of R-3 is Check Refunded
    And the check tool lists nothing

  Scenario: Not grouped, each has its own
    When Ann reviews checks for everything
    And Ann confirms
    Then NetSuite has these checks, in any order
      | Payee       | Amount  |
      | Bo Chen     | $250.00 |
      | Maria Lopez | $500.00 |
      | Maria Lopez | $70.00  |
    And the trial balance is
      | Account           | Debit   | Credit  |
      | Checking          |         | $820.00 |
      | Undeposited Funds | $820.00 |         |

  @REF-17
  Scenario: A grouped check whose reply is lost pays each refund once
    Given NetSuite makes the check, but its reply is lost
    When Ann reviews checks for everything, grouped by customer
    And Ann confirms
    Then NetSuite has these checks, in any order
      | Payee       | Amount  |
      | Bo Chen     | $250.00 |
      | Maria Lopez | $570.00 |
    And the check tool lists nothing
