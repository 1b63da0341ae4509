@CUS-14
Feature: A customer is linked by hand, or linked to another one
  Where nobody told ServiceTitan who is who in NetSuite, accounting says it once. What is booked
  already stays where it is: only documents to come follow.

  Background:
    Given Maria Lopez is customer 501 in ServiceTitan
    And Lopez household is customer 1107 in NetSuite

  Scenario: A customer without a sync record is linked before its first document
    When Maria Lopez is linked by hand to NetSuite's customer 1107
    Then it was not linked before
    And no document stays where it is

    Given Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then I-204 is booked to Lopez household in NetSuite
    And NetSuite's customers are
      | Customer        |
      | Lopez household |
    And the run is complete

  @CUS-03
  Scenario: A sync record with an error is linked, and the error is gone
    Given the legacy ID is kept in the field "NetSuite ID"
    And Maria Lopez's legacy ID is "1107x"
    And Maria Lopez owes $1,000.00 on invoice I-204
    And the sync has run
    When Maria Lopez is linked by hand to NetSuite's customer 1107
    And the sync runs again
    Then it was not linked before
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Lopez household   | linked |
    And Maria Lopez's sync record says ""
    And I-204 is booked to Lopez household in NetSuite

  Scenario: A wrong link is changed; what was booked stays, and is named
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And Maria Lopez paid $250.00 as P-17
    And the sync has run
    When Maria Lopez is linked by hand to NetSuite's customer 1107
    And Maria Lopez is billed $80.00 on invoice I-205
    And the sync runs
    Then it was linked to Maria Lopez before
    And these documents stay where they are
      | Document | Amount    |
      | I-204    | $1,000.00 |
      | P-17     | $250.00   |
    And I-204 is booked to Maria Lopez in NetSuite
    And P-17 is booked to Maria Lopez in NetSuite
    And I-205 is booked to Lopez household in NetSuite
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Lopez household   | linked |

  @AR-13
  Scenario: Money booked before the change cannot pay what is booked after it
    Given applications go with every run
    And Maria Lopez paid $250.00 as P-17
    And the sync has run
    And Maria Lopez was linked by hand to NetSuite's customer 1107
    And Maria Lopez owes $80.00 on invoice I-205
    And $80.00 of P-17 is applied to invoice I-205
    When the sync runs
    Then I-205 is booked to Lopez household in NetSuite
    And P-17 is not applied because "In NetSuite P-17 is money of Maria Lopez 501 (2), but I-205 is an invoice of Lopez household (1107). Merge the two there, or take the application off in ServiceTitan."
    And P-17 still holds $250.00
    And invoice I-205 owes $80.00 in NetSuite

  @AR-13
  Scenario: Money and invoice both booked before the change are still applied
    Given applications go with every run
    And Maria Lopez paid $250.00 as P-17
    And Maria Lopez owes $80.00 on invoice I-205
    And the sync has run
    And Maria Lopez was linked by hand to NetSuite's customer 1107
    And $80.00 of P-17 is applied to invoice I-205
    When the sync runs
    Then P-17 still holds $170.00
    And the run is complete

  Scenario: Linking again changes nothing
    Given Maria Lopez was linked by hand to NetSuite's customer 1107
    When Maria Lopez is linked by hand to NetSuite's customer 1107
    Then it was linked to Lopez household before
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Lopez household   | linked |

  Scenario: A reply that is lost leaves one sync record, linked as asked
    Given NetSuite takes the sync record, but its reply is lost
    When Maria Lopez is linked by hand to NetSuite's customer 1107
    Then it was not linked before
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Lopez household   | linked |

  Scenario: A change whose reply is lost is found made
    Given Maria Lopez owes $1,000.00 on invoice I-204
    And the sync has run
    And NetSuite makes the change of a sync record, but its reply is lost
    When Maria Lopez is linked by hand to NetSuite's customer 1107
    Then it was linked to Maria Lopez before
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
      | Maria Lopez           | Lopez household   | linked |

  Scenario: An unanswered link that is not found is asked for again later
    Given NetSuite neither takes the sync record nor answers
    When Maria Lopez is linked by hand to NetSuite's customer 1107
    Then the linking is refused because "NetSuite did not answer and may still link it until 12:15:00 UTC. Give the command again after that; it is safe to repeat."
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |

  Scenario: While NetSuite may still make the sync record of a run, nobody links
    Given NetSuite neither takes the sync record nor answers
    And Maria Lopez owes $1,000.00 on invoice I-204
    And the sync has run
    When Maria Lopez is linked by hand to NetSuite's customer 1107
    Then the linking is refused because "A run's write of this sync record was not answered; NetSuite may still make it until 12:15:00 UTC. Link the customer after that."

    When the sync runs again 20 minutes later
    And Maria Lopez is linked by hand to NetSuite's customer 1107
    Then it was linked to Maria Lopez before
    And these documents stay where they are
      | Document | Amount    |
      | I-204    | $1,000.00 |

  @CUS-10 @CUS-03
  Scenario: A link to a customer that is gone keeps the documents out until somebody links anew
    Given Maria Lopez was linked by hand to NetSuite's customer 1107
    And NetSuite's customer 1107 is not to be seen any more
    And Reed & Sons is customer 1109 in NetSuite
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then I-204 stays out because "NetSuite's customer 1107, to which customer Maria Lopez (501) is linked, is not there. Link it to another one: crossfoot customers link 501 NETSUITE_ID --tenant acme."
    And Maria Lopez's sync record says "NetSuite's customer 1107, to which customer Maria Lopez (501) is linked, is not there. Link it to another one: crossfoot customers link 501 NETSUITE_ID --tenant acme."

    When the sync runs again
    Then I-204 stays out because "NetSuite's customer 1107, to which customer Maria Lopez (501) is linked, is not there. Link it to another one: crossfoot customers link 501 NETSUITE_ID --tenant acme."
    And the run writes nothing

    When Maria Lopez is linked by hand to NetSuite's customer 1109
    And the sync runs again
    Then I-204 is booked to Reed & Sons in NetSuite
    And Maria Lopez's sync record says ""

  Scenario: A customer that NetSuite does not have is refused
    When Maria Lopez is linked by hand to NetSuite's customer 999
    Then the linking is refused because "NetSuite has no customer with the internal id "999". Look it up there."
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |

  Scenario: An inactive customer is refused
    Given Lopez household is inactive in NetSuite
    When Maria Lopez is linked by hand to NetSuite's customer 1107
    Then the linking is refused because "Lopez household (1107) is inactive in NetSuite. Make it active there first."

  Scenario: A customer that was merged away in ServiceTitan is refused
    Given Jose Lopez is customer 502 in ServiceTitan
    And Maria Lopez is merged into Jose Lopez in ServiceTitan
    When Maria Lopez is linked by hand to NetSuite's customer 1107
    Then the linking is refused because "In ServiceTitan customer Maria Lopez (501) was merged into customer 502. Link that one instead."

  Scenario: While a run is under way nobody links
    Then Maria Lopez cannot be linked to NetSuite's customer 1107 while a run is under way
    And the sync records are
      | ServiceTitan customer | NetSuite customer | Status |
