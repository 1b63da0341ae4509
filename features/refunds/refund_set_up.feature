Feature: What refunds need before the first one can go
  A refund that lacks something stays out and names it. Nothing of it is written.

  Background:
    Given refunds are set up
    And Maria Lopez paid $500.00 as P-17
    And the sync has run

  @MAP-06
  Scenario: NetSuite's feature is off
    Given NetSuite's feature Custom Transactions is off
    And $500.00 of P-17 goes back by check as R-1: it was not used
    When the sync runs
    Then R-1 stays out because "NetSuite's feature Custom Transactions is off, and refunds need it. Turn it on there at Setup > Company > Enable Features."
    And R-1 is no refund in NetSuite
    And the run writes nothing

    When NetSuite's feature Custom Transactions is turned on
    And the sync runs
    Then R-1 is a refund of $500.00, Pending Refund
    And both systems agree to the cent

  @REF-18
  Scenario: No payment type is named for checks
    Given the tenant names no payment type for check refunds
    And $500.00 of P-17 goes back by check as R-1: it was not used
    When the sync runs
    Then R-1 stays out because "The tenant names no payment type for refunds by check. Set check_refund_payment_type to its name."
    And the run writes nothing

  @REF-18
  Scenario: The workflow is off
    Given the Automated Refund Workflow is not configured
    And $500.00 of P-17 goes back by check as R-1: it was not used
    When the sync runs
    Then R-1 stays out because "The Automated Refund Workflow is off. Turn it on in ServiceTitan at Setup > Invoicing > Payment Collections, and set automated_refunds."
    And the run writes nothing

  @REF-18
  Scenario: The payment type has no account
    Given $500.00 of P-17 goes back by an unmapped type as R-1: it was not used
    When the sync runs
    Then R-1 stays out because "Account 2399 Somewhere else is not mapped: NetSuite has no account 2399. Map it: crossfoot mapping set account 2399 --account NUMBER"
    And the run writes nothing

  @REF-02 @MAP-06
  Scenario: Without records the journal stands alone
    Given refunds land as journal entry
    And NetSuite's feature Custom Transactions is off
    And $500.00 of P-17 goes back by check as R-1: it was not used
    When the sync runs
    Then R-1 is in NetSuite as a journal of $500.00
    And R-1 is covered in NetSuite by
      | Credit | Amount  |
      | P-17   | $500.00 |
    And the trial balance is
      | Account                  | Debit   | Credit  |
      | Undeposited Funds        | $500.00 |         |
      | Customer Refunds Payable |         | $500.00 |
    And the refund R-1 went with this run
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing

  @REF-18
  Scenario: The check names all that is missing, before anything is sent
    Then the check says of refunds
      | Finding       |
      | refund record |

    Given the tenant names no payment type for check refunds
    And NetSuite's feature Custom Transactions is off
    Then the check says of refunds
      | Finding                                                                                                                             |
      | The tenant names no payment type for refunds by check. Set check_refund_payment_type to its name.                                   |
      | NetSuite's feature Custom Transactions is off, and refunds need it. Turn it on there at Setup > Company > Enable Features. |

  @TRG-08 @REF-06
  Scenario: A dry run shows journal, record and release, and writes nothing
    Given $500.00 of P-17 goes back by check as R-1: it was not used
    When a dry run is made
    Then R-1 is planned
    And R-1-J is planned
    And P-17 to R-1 is planned
    And R-1 is no refund in NetSuite
    And nothing is written
