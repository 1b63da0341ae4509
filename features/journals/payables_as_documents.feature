@TRG-01
Feature: Where payables go as documents, a journal entry does not post them a second time
  Ruling: of an entry, the lines of payables (bills, receipts, vendor credits, inventory adjustments) are
  left out when the rest balances by itself, and the run says so. Otherwise the entry stays out.

  Background:
    Given journal entries go as summaries, payables as documents

  Scenario: The lines of a bill are left out, the rest goes
    Given journal entry 9501 is started and says
      | Account                | Debit   | Credit  | Transaction |
      | 1499 Undeposited funds | $100.00 |         | Payment P-1 |
      | 4000 Service revenue   |         | $100.00 | Payment P-1 |
      | 5000 Materials         | $70.00  |         | Bill B-7    |
      | 2000 Accounts payable  |         | $70.00  | Bill B-7    |
    When the sync runs
    Then JE-9501 posts
      | Account           | Debit   | Credit  |
      | Undeposited Funds | $100.00 |         |
      | Sales             |         | $100.00 |
    And the run remarks of journal entry 9501 "Left out, since payables go as documents: Bill B-7 ($70.00)."
    And journal entry 9501 is Synced in ServiceTitan at version 1

  Scenario: Without its payables the entry does not balance
    Given journal entry 9501 is started and says
      | Account                | Debit   | Credit  | Transaction |
      | 5000 Materials         | $70.00  |         | Bill B-7    |
      | 2000 Accounts payable  |         | $70.00  |             |
    When the sync runs
    Then journal entry 9501 is refused because "Payables go as documents, but without the lines of Bill B-7 it is off by $70.00. Take those lines out of the entry in ServiceTitan, each with its other side."
    And the books show nothing

  Scenario: An entry of nothing but payables stays out
    Given journal entry 9501 is started and says
      | Account                | Debit   | Credit  | Transaction |
      | 5000 Materials         | $70.00  |         | Receipt R-3 |
      | 2000 Accounts payable  |         | $70.00  | Receipt R-3 |
    When the sync runs
    Then journal entry 9501 is refused because "All its lines are payables, which go as documents: Receipt R-3. Exclude the entry in ServiceTitan."

  Scenario: Where all goes by journal entry, payables do so too
    Given journal entries go as summaries
    And journal entry 9501 is started and says
      | Account                | Debit   | Credit  | Transaction |
      | 5000 Materials         | $70.00  |         | Bill B-7    |
      | 2000 Accounts payable  |         | $70.00  | Bill B-7    |
    When the sync runs
    Then JE-9501 is in NetSuite as a journal of $70.00
    And the run is complete
