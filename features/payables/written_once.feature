@AP-02 @AP-03 @AP-04
Feature: A receipt, a bill and a credit are written once, whatever is lost
  Nothing is sent a second time before it is looked for under its key.

  Background:
    Given 10 pipes at $4.80 are ordered as PO-1
    And 10 pipes of PO-1 are received as R-1 and billed at $8.00 as INV-7
    And R-1 and INV-7 are posted in one batch
    And 5 pipes of R-1 go back, and Pipe Supply credits them as CR-1

  Scenario Outline: NetSuite books a <document> and its answer is lost
    Given NetSuite's answer to the next <document> is lost
    When the sync runs
    Then the run is complete
    And NetSuite's payables are
      | Document | Kind    | Amount |
      | PO-1     | order   | $48.00 |
      | R-1      | receipt | $48.00 |
      | INV-7    | bill    | $80.00 |
      | CR-1     | credit  | $24.00 |

    When the sync runs again
    Then the run writes nothing
    And bill INV-7 is Exported
    And credit CR-1 is Exported

    Examples:
      | document      |
      | item receipt  |
      | bill          |
      | vendor credit |
