Feature: A refund is in NetSuite once, and whole
  Its journal, its record and what covers it are written one after the other. Whatever happens in
  between, the next run finds what is there and writes what is missing.

  Background:
    Given refunds are set up
    And Maria Lopez owes $1,000.00 on invoice I-204
    And Maria Lopez paid $1,000.00 as P-17, $1,000.00 of it on invoice I-204
    And Ann Park paid $500.00 as P-18
    And Bo Chen owes $60.00 on invoice I-206
    And Bo Chen paid $100.00 as P-19, $60.00 of it on invoice I-206
    And the sync has run
    And $1,000.00 of P-17 goes back by check as R-1: the work is taken back
    And $500.00 of P-18 goes back by check as R-2: it was not used
    And $40.00 of P-19 goes back by check as R-3: it was not used

  @REF-02
  Scenario Outline: Its reply is lost, and found
    Given NetSuite gets the <write> and takes it, but its reply is lost
    When the sync runs
    Then the run is complete
    And every refund is in NetSuite once, and covered
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

    Examples:
      | write                          |
      | journal                        |
      | refund record                  |
      | release of the deposit         |
      | application of the credit memo |
      | application of the payment     |
      | note on the refund record      |

  @REF-02
  Scenario Outline: It is refused, and goes with the next run
    Given NetSuite gets the <write> and refuses it
    When the sync runs
    Then the run finishes with refused documents
    When the sync runs again
    Then the run is complete
    And every refund is in NetSuite once, and covered
    And both systems agree to the cent

    Examples:
      | write                          |
      | journal                        |
      | refund record                  |
      | release of the deposit         |
      | application of the credit memo |
      | application of the payment     |
      | note on the refund record      |

  @REF-02
  Scenario Outline: It gets no answer and is not there
    Given NetSuite gets the <write> and does not answer
    When the sync runs
    And an hour passes
    And the sync runs
    Then the run is complete
    And every refund is in NetSuite once, and covered
    And both systems agree to the cent

    Examples:
      | write                          |
      | journal                        |
      | refund record                  |
      | release of the deposit         |
      | application of the credit memo |
      | application of the payment     |
      | note on the refund record      |

  @REF-02
  Scenario: Without its record the refund is not done
    Given Dee Ray paid $80.00 as P-20
    And $80.00 of P-20 goes back by check as R-4: it was not used
    And NetSuite refuses every refund record
    When the sync runs
    Then the refund R-4 is still to go

    Given NetSuite answers as usual again
    When the sync runs
    Then R-4 is a refund of $80.00, Pending Refund
    And the refund R-4 went with this run
    And both systems agree to the cent

  @REF-02
  Scenario: ServiceTitan's mark is lost: both are recognized
    Given the sync has run
    And the marks of all refunds are lost in ServiceTitan
    When the sync runs
    Then the run writes nothing
    And the run is complete
    And both systems agree to the cent

  @REF-02
  Scenario: What is booked for another amount is not touched
    Given the sync has run
    And the marks of all refunds are lost in ServiceTitan
    And somebody in NetSuite changes the amount of R-2 to $400.00
    When the sync runs
    Then the refund R-2 is refused because "R-2: is in NetSuite as R-2 for $400.00, not $500.00. Void it there or correct it in ServiceTitan."
    And the run writes nothing

  @REF-02
  Scenario: The record was deleted, and the journal is there
    Given the sync has run
    And the marks of all refunds are lost in ServiceTitan
    And the refund record of R-1 is deleted in NetSuite
    When the sync runs
    Then R-1 is a refund of $1,000.00, Pending Refund
    And every refund is in NetSuite once, and covered
    And both systems agree to the cent
