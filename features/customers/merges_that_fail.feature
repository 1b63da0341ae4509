@CUS-15
Feature: A merge that fails or takes long leaves nothing half done
  NetSuite merges in a queue of its own and may refuse a merge. Until it is done both customers
  stay as they are, and only what needs records of both waits.

  Background:
    Given Ann Wood owes $120.00 on invoice I-1
    And Maria Lopez owes $80.00 on invoice I-2
    And the sync has run
    And Ann Wood is merged into Maria Lopez in ServiceTitan

  Scenario: A failed merge changes nothing, and the next run merges
    Given NetSuite fails to merge, since "Tax registration numbers differ."
    When the sync runs
    Then NetSuite does not merge Ann Wood into Maria Lopez because "NetSuite refused it: it could not merge Ann Wood into Maria Lopez: Tax registration numbers differ. Both customers are as they were. Remove the cause in NetSuite; the next run merges them."
    And Ann Wood owes $120.00 in NetSuite in all
    And Maria Lopez owes $80.00 in NetSuite in all
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Ann Wood    | linked |
      | Maria Lopez  | Maria Lopez | linked |
    And NetSuite keeps with Maria Lopez the addresses
      | Label | Addressee | Street    |
      |       |           | 1 Main St |
    And both systems agree to the cent

    When NetSuite merges as usual
    And the sync runs
    Then the run is complete
    And Maria Lopez owes $200.00 in NetSuite in all

  Scenario: Only what needs both customers waits for a failed merge
    Given NetSuite fails to merge, since "Tax registration numbers differ."
    And Maria Lopez owes $10.00 on invoice I-3
    And Maria Lopez paid $10.00 as P-3, $10.00 of it on invoice I-3
    And Maria Lopez paid $120.00 as P-1, $120.00 of it on invoice I-1
    When the sync runs
    Then the run posts I-3
    And the run posts P-3
    And P-1 waits for the merge of Ann Wood into Maria Lopez

    When NetSuite merges as usual
    And the sync runs
    Then the run posts P-1
    And the run is complete
    And Maria Lopez owes $80.00 in NetSuite in all
    And both systems agree to the cent

  Scenario: The reply to the merge is lost
    Given NetSuite takes the merge, but its reply is lost
    When the sync runs
    Then the run is complete
    And Maria Lopez owes $200.00 in NetSuite in all

  Scenario: The merge never arrives
    Given NetSuite neither takes the merge nor answers
    When the sync runs
    Then it is uncertain whether the merge of Ann Wood into Maria Lopez is done
    When the sync runs again 1 minutes later
    Then the run is complete
    And Maria Lopez owes $200.00 in NetSuite in all

  Scenario: NetSuite has too much to do at first
    Given NetSuite is asked too often when it is to merge
    When the sync runs
    Then the run is complete
    And Maria Lopez owes $200.00 in NetSuite in all

  Scenario: NetSuite still has the merge in its queue when the run ends
    Given NetSuite takes an hour to merge
    And Maria Lopez owes $10.00 on invoice I-3
    When the sync runs
    Then it is uncertain whether the merge of Ann Wood into Maria Lopez is done
    And the run posts I-3
    And both systems agree to the cent

    When the sync runs again 5 minutes later
    Then it is uncertain whether the merge of Ann Wood into Maria Lopez is done

    When the sync runs again 60 minutes later
    Then the run is complete
    And Maria Lopez owes $210.00 in NetSuite in all
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Maria Lopez | merged |
      | Maria Lopez  | Maria Lopez | linked |

  Scenario Outline: A run that is cut off in the middle is finished by a later one
    Given the run is cut off before it <step>
    When the sync runs
    And the sync runs again 20 minutes later
    Then the run is complete
    And Maria Lopez owes $200.00 in NetSuite in all
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Maria Lopez | merged |
      | Maria Lopez  | Maria Lopez | linked |
    And both systems agree to the cent
    When the sync runs again
    Then the run writes nothing

    Examples:
      | step                                      |
      | keeps the address                         |
      | points the sync record to the survivor    |

  Scenario: A sync record that NetSuite left behind is pointed to the survivor
    Given NetSuite has left sync records behind when it merges
    When the sync runs
    Then the run is complete
    And Maria Lopez owes $200.00 in NetSuite in all
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Maria Lopez | merged |
      | Maria Lopez  | Maria Lopez | linked |

  Scenario: A run cut off after such a merge is finished by a later one
    Given NetSuite has left sync records behind when it merges
    And the run is cut off before it points the sync record to the survivor
    When the sync runs
    And the sync runs again 20 minutes later
    Then the run is complete
    And the run remarks nothing
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Maria Lopez | merged |
      | Maria Lopez  | Maria Lopez | linked |

  Scenario: An address that was kept without an answer is kept once
    Given NetSuite keeps the address, but its reply is lost
    When the sync runs
    Then the run is complete
    And NetSuite keeps with Maria Lopez the addresses
      | Label                                    | Addressee | Street    |
      |                                          |           | 1 Main St |
      | Merged: Ann Wood (ServiceTitan 10000001) | Ann Wood  | 1 Main St |

  Scenario: Without the SuiteApp nothing is merged, and all else goes
    Given NetSuite has no script that merges customers
    And Maria Lopez owes $10.00 on invoice I-3
    When the sync runs
    Then NetSuite does not merge Ann Wood into Maria Lopez because "NetSuite refused it: it has no script that merges customers, or our role may not run it. Install Crossfoot's SuiteApp; the next run merges Ann Wood into Maria Lopez."
    And the run posts I-3
    And Maria Lopez owes $90.00 in NetSuite in all
