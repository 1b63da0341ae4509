Feature: Refunds of customers that are merged
  A refund that is open belongs to the survivor afterwards, and so does what covers it.

  Background:
    Given refunds are set up
    And Ann Wood owes $400.00 on invoice I-1
    And Ann Wood paid $400.00 as P-1, $400.00 of it on invoice I-1
    And Ann Wood paid $90.00 as P-2
    And Maria Lopez owes $80.00 on invoice I-2
    And the sync has run

  @CUS-15 @REF-06
  Scenario: Merged in the same run as the refund
    Given $90.00 of P-2 goes back by check as R-1: it was not used
    And Ann Wood is merged into Maria Lopez in ServiceTitan
    When the sync runs
    And the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount |
      | P-2    | $90.00 |
    And the run is complete
    And both systems agree to the cent

  @CUS-15 @REF-10
  Scenario: Merged between the refund and its credit memo
    Given $250.00 of P-1 goes back by check as R-1: only the money goes back
    And the sync has run
    And Ann Wood is merged into Maria Lopez in ServiceTitan
    And adjustment A-1 of invoice I-1 takes back $250.00
    When the sync runs
    And the sync runs
    Then R-1 is covered in NetSuite by
      | Credit | Amount  |
      | I-1-1  | $250.00 |
    And the run is complete
    And both systems agree to the cent
