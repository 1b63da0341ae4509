@AP-01
Feature: A purchase order goes to NetSuite once something of it has come
  NetSuite's purchase order is what goods and bills are matched to; it posts nothing itself. Only
  ordered, nothing has happened yet.
  Ruling: an order goes from its first receipt on, whole, and a tenant may switch orders off.

  Background:
    Given pipe for $480.00 and valves for $120.00 are ordered as PO-1 of Pipe Supply

  Scenario: Nothing has come yet
    Given the order PO-1 is in a posted batch
    When the sync runs
    Then the books show nothing
    And the run does not mention PO-1

  Scenario: The first receipt, of one line, takes the whole order along
    Given 1 pipe of PO-1 is received
    When the sync runs
    Then PO-1 is in NetSuite as a purchase order of $600.00
    And PO-1 lists
      | Item   | Quantity | Amount  |
      | Pipe   | 10       | $480.00 |
      | Valves | 4        | $120.00 |
    And PO-1 posts nothing

  Scenario: The second receipt does not send it again
    Given 1 pipe of PO-1 is received
    And the sync has run
    And the rest of PO-1 is received
    When the sync runs
    Then PO-1 is in NetSuite as a purchase order of $600.00
    And the run lists PO-1 as already booked
    And PO-1 posts nothing

  Scenario: Its receipt is in an open batch
    Given all of PO-1 is received, in a batch that is still open
    When the sync runs
    Then the books show nothing
    And the run does not mention PO-1

  Scenario: Purchase orders are switched off
    Given purchase orders are switched off
    And all of PO-1 is received
    And Maria Lopez owes $100.00 on invoice I-1
    When the sync runs
    Then the run posts I-1
    And the run does not mention PO-1
    And PO-1 is not in NetSuite

  @AP-05
  Scenario: A vendor that NetSuite does not have keeps its order out, and no other
    Given all of PO-1 is received
    And valves for $35.00 are ordered as PO-2 of Valve World, which NetSuite does not have
    And all of PO-2 is received
    When the sync runs
    Then PO-2 stays out for its vendor "Valve World", who is not in NetSuite
    And PO-1 is in NetSuite as a purchase order of $600.00
    And the run finishes with refused documents
