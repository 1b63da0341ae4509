@TRG-13
Feature: What stays out is listed by its cause, with what that cause blocks and the one thing to do
  The office does not want forty messages; it wants to know which one thing to do first. A cause names
  all it keeps out, also what only waits for another document. It is gone once it is mended.

  Background:
    Given Maria Lopez owes $1,000.00 on invoice I-1

  Scenario: One unmapped business unit keeps out many documents, and what waits for them
    Given these invoices are posted in one batch
      | Invoice | Customer    | Business unit | Quantity | Price  |
      | I-2     | Sam Reed    | Plumbing      | 1        | $80.00 |
      | I-3     | Ann Park    | Plumbing      | 2        | $45.50 |
      | I-4     | Omar Haddad | HVAC North    | -1       | $25.00 |
    And Sam Reed paid $80.00 as P-2, $80.00 of it on invoice I-2
    When the sync runs
    Then the sync errors are
      | Cause                               | Documents     | Money   | What to do                                                     |
      | business unit "Plumbing" (50)       | I-2, I-3, P-2 | $251.00 | Map it: crossfoot mapping set business-unit 50 --subsidiary ID |
      | Invoice I-4 of Omar Haddad, -$25.00 | I-4           | -$25.00 | In ServiceTitan make the price negative instead.               |

  Scenario: A mended cause clears by itself
    Given these invoices are posted in one batch
      | Invoice | Customer | Business unit | Quantity | Price  |
      | I-2     | Sam Reed | Plumbing      | 1        | $80.00 |
      | I-3     | Ann Park | Plumbing      | 1        | $20.00 |
    And the sync has run
    When business unit "Plumbing" (50) is mapped to Parent Company
    And the sync runs
    Then there are no sync errors
    And I-2 is in NetSuite as an invoice of $80.00
    And both systems agree to the cent

  Scenario: A document that stays out keeps its number and the time since when
    Given Sam Reed owes $80.00 on invoice I-2 of business unit "Plumbing" (50)
    And the sync has run
    And Ann Park owes $20.00 on invoice I-3 of business unit "Plumbing" (50)
    When the sync runs
    Then the numbers of the sync errors are
      | Document | Number | First seen by |
      | I-2      | 1      | the first run |
      | I-3      | 2      | the last run  |

  Scenario: A dry run changes no list
    Given Sam Reed owes $80.00 on invoice I-2 of business unit "Plumbing" (50)
    And the sync has run
    And Ann Park owes $20.00 on invoice I-3 of business unit "Calgary" (60)
    When business unit "Plumbing" (50) is mapped to Parent Company
    And a dry run is made
    Then the sync errors are
      | Cause                         | Documents | Money  | What to do                                                     |
      | business unit "Plumbing" (50) | I-2       | $80.00 | Map it: crossfoot mapping set business-unit 50 --subsidiary ID |

  @AR-10
  Scenario: What only waits for the customer's next record is no error
    Given Maria Lopez paid $1,000.00 as P-1
    And the sync has run
    When $1,000.00 of P-1 is applied to invoice I-1
    And the sync runs
    Then there are no sync errors

  Scenario: Another tenant's list is its own
    Given Sam Reed owes $80.00 on invoice I-2 of business unit "Plumbing" (50)
    And tenant "zenith" where Ann Park owes $20.00 on invoice Z-1 of business unit "Plumbing" (50)
    And every tenant has run
    When business unit "Plumbing" (50) is mapped to Parent Company
    And the sync runs
    And all sync errors are reset
    Then there are no sync errors
    And the sync errors of tenant "zenith" are
      | Cause                         | Documents | Money  | What to do                                                     |
      | business unit "Plumbing" (50) | Z-1       | $20.00 | Map it: crossfoot mapping set business-unit 50 --subsidiary ID |
    And no sync error of tenant "zenith" is reset

  Scenario: A system that stops answering leaves what it did not reach as it was
    Given Sam Reed owes $80.00 on invoice I-2 of business unit "Plumbing" (50)
    And NetSuite refuses every invoice with "Contract Number is missing."
    And the sync has run
    When NetSuite lets nobody in any more when invoices are sent
    And the sync runs
    Then the sync errors are
      | Cause                         | Documents | Money     | What to do                                                     |
      | Contract Number is missing.   | I-1       | $1,000.00 | Do what NetSuite's words say; the next run sends it again.     |
      | business unit "Plumbing" (50) | I-2       | $80.00    | Map it: crossfoot mapping set business-unit 50 --subsidiary ID |

  Rule: Of what NetSuite refused in the same words one is tried again, and the others follow it

    Background:
      Given Sam Reed owes $80.00 on invoice I-2
      And Ann Park owes $20.00 on invoice I-3
      And NetSuite refuses every invoice with "Contract Number is missing."
      And the sync has run

    Scenario: While it is refused, no other is sent
      When the sync runs
      Then NetSuite refused 1 invoice in the last run
      And I-2 waits because "NetSuite refused it before, in the same words as Invoice I-1 of Maria Lopez, $1,000.00. It goes once that one has gone."
      And the sync errors are
        | Cause                       | Documents     | Money     | What to do                                                 |
        | Contract Number is missing. | I-1, I-2, I-3 | $1,100.00 | Do what NetSuite's words say; the next run sends it again. |

    Scenario: Once it goes, all go in the same run
      Given the sync has run
      When NetSuite takes invoices again
      And the sync runs
      Then the run is complete
      And there are no sync errors
      And I-3 is in NetSuite as an invoice of $20.00
      And both systems agree to the cent

    Scenario: One that was reset is sent without waiting, once
      When the sync error of I-3 is reset
      And the sync runs
      Then NetSuite refused 2 invoices in the last run
      When the sync runs
      Then NetSuite refused 1 invoice in the last run

    Scenario: All that were reset are sent
      When all sync errors are reset
      And the sync runs
      Then NetSuite refused 3 invoices in the last run
