@AR-18
Feature: What is lost or found in the warehouse is a journal
  Goods that are missing or broken are a cost; what is found lowers it. Each line is quantity times cost
  to the cent. ServiceTitan names no accounts and marks no adjustment exported.
  Ruling: the cost goes to the account that the tenant chose, the stock is NetSuite's inventory asset.

  Background:
    Given lost and found goods go to 5900 Inventory adjustments

  Scenario: Goods are missing
    Given the count C-1 finds
      | Goods | Quantity | Cost  |
      | Pipe  | -3       | $4.80 |
    When the sync runs
    Then the journal of count C-1 has
      | Account               | Debit  | Credit |
      | Inventory adjustments | $14.40 |        |
      | Inventory Asset       |        | $14.40 |
    And the count C-1 moves -$14.40 of inventory
    And the run is complete

    When the sync runs again
    Then the run writes nothing
    And C-1 is found in NetSuite already

  Scenario: Goods are found
    Given the count C-1 finds
      | Goods | Quantity | Cost  |
      | Pipe  | 2.5      | $4.80 |
    When the sync runs
    Then the journal of count C-1 has
      | Account               | Debit  | Credit |
      | Inventory Asset       | $12.00 |        |
      | Inventory adjustments |        | $12.00 |
    And the count C-1 moves $12.00 of inventory

  Scenario: Some are missing, some are found, each to the cent
    Given the count C-1 finds
      | Goods  | Quantity | Cost   |
      | Pipe   | -3       | $4.805 |
      | Valve  | 1        | $30.00 |
      | Screws | -7       | $0.005 |
    When the sync runs
    Then the journal of count C-1 has
      | Account               | Debit  | Credit |
      | Inventory adjustments | $14.42 |        |
      | Inventory Asset       |        | $14.42 |
      | Inventory Asset       | $30.00 |        |
      | Inventory adjustments |        | $30.00 |
      | Inventory adjustments | $0.04  |        |
      | Inventory Asset       |        | $0.04  |
    And the count C-1 moves $15.54 of inventory
    And the trial balance is
      | Account               | Debit  | Credit |
      | Inventory Asset       | $15.54 |        |
      | Inventory adjustments |        | $15.54 |

  Scenario: What is found is worth what is missing
    Given the count C-1 finds
      | Goods | Quantity | Cost  |
      | Pipe  | -3       | $4.00 |
      | Valve | 1        | $12.00 |
    When the sync runs
    Then the run posts C-1
    And the inventory is worth nothing

    When the sync runs again
    Then the run writes nothing
    And C-1 is found in NetSuite already

  Scenario: Goods that cost nothing move nothing
    Given the count C-1 finds
      | Goods | Quantity | Cost  |
      | Rags  | -3       | $0.00 |
    When the sync runs
    Then the run does not mention C-1
    And the books show nothing

  @TRG-03
  Scenario: A count in no batch does not go
    Given the count C-1 in no batch finds
      | Goods | Quantity | Cost  |
      | Pipe  | -3       | $4.80 |
    When the sync runs
    Then the run does not mention C-1
    And the books show nothing

  @TRG-08
  Scenario: A dry run shows it, and does nothing
    Given the count C-1 finds
      | Goods | Quantity | Cost  |
      | Pipe  | -3       | $4.80 |
    When a dry run is made
    Then C-1 would post
      | Account                    | Debit  | Credit |
      | 5900 Inventory adjustments | $14.40 |        |
      | 1300 Inventory Asset       |        | $14.40 |
    And C-1 would be mapped
      | From                            | To                            |
      | business unit "HVAC North" (42) | subsidiary 1 (Parent Company) |
    And neither system has changed

  @MAP-05
  Scenario: The tenant chose no account that NetSuite has
    Given the tenant's account for inventory adjustments is "5999"
    And the count C-1 finds
      | Goods | Quantity | Cost  |
      | Pipe  | -3       | $4.80 |
    When the sync runs
    Then C-1 stays out because "NetSuite has no account 5999 for inventory adjustments. Set inventory_adjustment_account to the number of one that NetSuite has."
    And the count C-1 is not in NetSuite

  @MAP-01
  Scenario: A count of no business unit belongs nowhere
    Given the count C-1 of no business unit finds
      | Goods | Quantity | Cost  |
      | Pipe  | -3       | $4.80 |
    When the sync runs
    Then C-1 stays out because "It names no business unit. Give it one in ServiceTitan."
    And the count C-1 is not in NetSuite

  @AR-20
  Scenario: Its period is closed
    Given NetSuite's period Oct 2026 is closed
    And the count C-1 of 2026-10-30 finds
      | Goods | Quantity | Cost  |
      | Pipe  | -3       | $4.80 |
    When the sync runs
    Then C-1 stays out because "It is dated 2026-10-30, in period Oct 2026, which is closed. Open the period in NetSuite or change the date in ServiceTitan."
    And the count C-1 is not in NetSuite

  @TRG-11
  Scenario: NetSuite books it and its answer is lost
    Given the count C-1 finds
      | Goods | Quantity | Cost  |
      | Pipe  | -3       | $4.80 |
    And NetSuite takes the next journal, but its reply is lost
    When the sync runs
    Then the run posts C-1
    And the journal of count C-1 has
      | Account               | Debit  | Credit |
      | Inventory adjustments | $14.40 |        |
      | Inventory Asset       |        | $14.40 |

  @MAP-05
  Scenario: A tenant that has chosen none
    Given the tenant has chosen no account for inventory adjustments
    And the count C-1 finds
      | Goods | Quantity | Cost  |
      | Pipe  | -3       | $4.80 |
    When the sync runs
    Then C-1 stays out because "The tenant names no account for inventory adjustments. Set inventory_adjustment_account to the number of one that NetSuite has."
    And the count C-1 is not in NetSuite

  @MAP-05
  Scenario: The check of the set-up names the account
    When the set-up is checked for inventory adjustments
    Then the check says of inventory adjustments "5900 Inventory adjustments", and that it is good

    Given the tenant's account for inventory adjustments is "5999"
    When the set-up is checked for inventory adjustments
    Then the check says of inventory adjustments "NetSuite has no account 5999. Choose another.", and that it is not good
