@AR-15
Feature: A deposit that cannot be right stays out, and no other
  Money is in the bank once. What does not add up, what is in a bank account already and what belongs to
  two companies is told, with the figures; a deposit whose payments are still to come waits for them.

  Background:
    Given the bank's fees go to 6200 Merchant fees
    And Maria Lopez paid $300.00 as P-1
    And Sam Reed paid $700.00 as P-2

  Scenario: It waits for a payment whose batch is not posted
    Given payment P-3 of Ann Park for $50.00 in no batch
    And P-1 and P-3 go to the bank as deposit Monday in no batch
    And only Monday is posted
    When the sync runs
    Then Monday waits because "Waiting for payment P-3: it is not in NetSuite yet."
    And deposit Monday is not in NetSuite

    Given every document is posted
    When the sync runs
    Then deposit Monday is in NetSuite once
    And deposit Monday is Exported in ServiceTitan

  Scenario: It waits for a payment that stays out itself
    Given Ann Park paid $50.00 as P-3 to business unit "Plumbing" (50)
    And P-1 and P-3 go to the bank as deposit Monday
    When the sync runs
    Then Monday waits because "Waiting for payment P-3: Business unit "Plumbing" (50) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 50 --subsidiary ID"
    And P-1 is in NetSuite as a customer deposit of $300.00
    And deposit Monday is not in NetSuite

  Scenario: Its payments are of two subsidiaries
    Given business unit "Reno South" (44) belongs to subsidiary South
    And Ann Park paid $50.00 as P-3 to business unit "Reno South" (44)
    And P-1 and P-3 go to the bank as deposit Monday
    When the sync runs
    Then Monday stays out because "It holds payments of subsidiary Parent Company and subsidiary South, and a journal belongs to one subsidiary. Split it in ServiceTitan."
    And deposit Monday is not in NetSuite

  Scenario: Its fees have no account
    Given P-1 and P-2 go to the bank as deposit Monday, which keeps $29.00 on no account
    When the sync runs
    Then Monday stays out because "It names no account for its fees of $29.00. Give it one in ServiceTitan."
    And deposit Monday is not in NetSuite

  @AR-16
  Scenario: Its gross is not what its payments are
    Given P-1 and P-2 go to the bank as deposit Monday, said to be $999.99
    When the sync runs
    Then Monday stays out because "Its payments add up to $1,000.00, its gross says $999.99. Correct it in ServiceTitan."
    And deposit Monday is not in NetSuite

  Scenario: A payment that NetSuite has in a bank account already
    Given account 1450 maps to 1010 Savings, an account at a bank in NetSuite
    And Ann Park paid $80.00 as P-3 into 1450 Cards
    And P-1 and P-3 go to the bank as deposit Monday
    When the sync runs
    Then Monday stays out because "NetSuite has payment P-3 in 1010 Savings already, not in undeposited funds. Take it out of the deposit in ServiceTitan."
    And deposit Monday is not in NetSuite

  Scenario: A refund that a check pays
    Given refunds are set up
    And R-1 is a check refund of $50.00 to Sam Reed, posted
    And P-1 and R-1 go to the bank as deposit Monday
    When the sync runs
    Then Monday stays out because "It holds refund R-1, which a check pays. Take it out of the deposit in ServiceTitan."
    And deposit Monday is not in NetSuite

  @AR-20
  Scenario: Its period is closed
    Given NetSuite's period Oct 2026 is closed
    And P-1 and P-2 go to the bank as deposit Monday on 2026-10-30
    When the sync runs
    Then Monday stays out because "It is dated 2026-10-30, in period Oct 2026, which is closed. Open the period in NetSuite or change the date in ServiceTitan."
    And deposit Monday is not in NetSuite

  @AR-20
  Scenario: Its period is closed, and the tenant chose the first open day
    Given NetSuite's period Oct 2026 is closed
    And documents of a closed period go on the first open day
    And P-1 and P-2 go to the bank as deposit Monday on 2026-10-30
    When the sync runs
    Then deposit Monday is dated 2026-11-01 in NetSuite

  @TRG-11
  Scenario: NetSuite books the deposit and its answer is lost
    Given the sync has run
    And P-1 and P-2 go to the bank as deposit Monday, which keeps $29.00
    And NetSuite takes the next journal, but its reply is lost
    When the sync runs
    Then the run posts Monday
    And deposit Monday is in NetSuite once
    And deposit Monday is Exported in ServiceTitan

  @TRG-11
  Scenario: The run ends before the mark; the next one marks and writes nothing
    Given P-1 and P-2 go to the bank as deposit Monday
    And ServiceTitan stops answering before it is told what was exported of deposits
    When the sync runs
    Then deposit Monday is in NetSuite once
    And deposit Monday is Posted in ServiceTitan

    Given ServiceTitan answers once more
    When the sync runs again
    Then the run writes nothing
    And Monday is found in NetSuite already
    And deposit Monday is Exported in ServiceTitan

  Scenario: A deposit that was changed after it was booked
    Given P-1 and P-2 go to the bank as deposit Monday
    And ServiceTitan stops answering before it is told what was exported of deposits
    And the sync has run
    And ServiceTitan answers once more
    And support takes $29.00 of fees off deposit Monday
    When the sync runs again
    Then the run says that Monday was booked with a debit of $1,000.00 to 1000 Checking, not of $971.00
    And the run writes nothing
    And deposit Monday is Posted in ServiceTitan
