@CUS-02 @CUS-03
Feature: One customer in NetSuite for each customer in ServiceTitan, whatever happens
  Two people may have one name, and replies may get lost on the way. A statement that mixes two
  customers, or a customer who is there twice, is found by the customer, and late.

  Scenario: Two customers of the same name stay two
    Given customer 501 in ServiceTitan is called Ann Wood
    And customer 502 in ServiceTitan is called Ann Wood
    And Ann Wood 501 owes $80.00 on invoice I-204
    And Ann Wood 502 owes $20.00 on invoice I-205
    When the sync runs
    Then NetSuite's customers are
      | Customer     |
      | Ann Wood 501 |
      | Ann Wood 502 |
    And I-204 is booked to Ann Wood 501 in NetSuite
    And I-205 is booked to Ann Wood 502 in NetSuite
    And both systems agree to the cent

  Scenario Outline: A reply lost on the way leaves one customer and one sync record
    Given NetSuite <trouble>
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    And the sync runs again 20 minutes later
    Then NetSuite's customers are
      | Customer    |
      | Maria Lopez |
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Maria Lopez       | linked |
    And I-204 is booked to Maria Lopez in NetSuite
    And the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,000.00 |           |
      | Sales               |           | $1,000.00 |

    Examples:
      | trouble                                      |
      | takes the customer, but its reply is lost    |
      | takes the sync record, but its reply is lost         |
      | neither takes the sync record nor answers    |

  Scenario: A name that somebody else has in NetSuite is refused, with what to do
    Given customer 501 in ServiceTitan is called Ann Wood
    And Ann Wood 501 was entered as a customer in NetSuite by hand
    And Ann Wood 501 owes $80.00 on invoice I-204
    And Maria Lopez owes $1,000.00 on invoice I-205
    When the sync runs
    Then customer Ann Wood is refused because "NetSuite has another record called Ann Wood 501. Rename that one there; the next run sends this one."
    And I-204 waits because "It waits for: Customer Ann Wood."
    And the run posts I-205
    And the run finishes with refused documents

    When NetSuite's customer Ann Wood 501 is renamed Wood, A.
    And the sync runs again
    Then I-204 is booked to Ann Wood 501 in NetSuite
    And NetSuite's customers are
      | Customer     |
      | Wood, A.     |
      | Ann Wood 501 |
      | Maria Lopez  |
    And the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,080.00 |           |
      | Sales               |           | $1,080.00 |
