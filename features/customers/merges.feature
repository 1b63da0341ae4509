@CUS-15
Feature: Customers merged in ServiceTitan are merged in NetSuite
  Staff find the same person twice in ServiceTitan and merge the two. With the next run accounting
  has one customer as well: one balance, one statement. What the other one was called and where it
  lived is kept as an address. The merge itself posts nothing.

  Background:
    Given Ann Wood owes $120.00 on invoice I-1
    And Maria Lopez owes $80.00 on invoice I-2
    And the sync has run

  Scenario: The survivor owes what both owed, and the trial balance is as before
    Given Ann Wood is merged into Maria Lopez in ServiceTitan
    When the sync runs
    Then the run is complete
    And NetSuite's customers are
      | Customer    |
      | Maria Lopez |
    And Maria Lopez owes $200.00 in NetSuite in all
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $200.00 |         |
      | Sales               |         | $200.00 |
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Maria Lopez | merged |
      | Maria Lopez  | Maria Lopez | linked |
    And both systems agree to the cent

  Scenario: The merged customer's name and address are kept with the survivor
    Given customer 17 in ServiceTitan is called Bea Hill
    And Bea Hill 17 owes $5.00 on invoice I-3
    And the sync has run
    And Bea Hill 17 is merged into Maria Lopez in ServiceTitan
    When the sync runs
    Then NetSuite keeps with Maria Lopez the addresses
      | Label                              | Addressee | Street    |
      |                                    |           | 1 Main St |
      | Merged: Bea Hill (ServiceTitan 17) | Bea Hill  | 1 Main St |

  Scenario: A second run writes nothing
    Given Ann Wood is merged into Maria Lopez in ServiceTitan
    And the sync has run
    When the sync runs again
    Then the run writes nothing
    And the run is complete

  Scenario: A dry run shows what both owe together, and merges nobody
    Given Ann Wood is merged into Maria Lopez in ServiceTitan
    When a dry run is made
    Then the dry run shows the merge of Ann Wood into Maria Lopez, who owe $200.00 together
    And NetSuite's customers are
      | Customer    |
      | Ann Wood    |
      | Maria Lopez |
    And both systems agree to the cent

  Scenario: A deposit of the merged customer is the survivor's, and pays its invoice
    Given Ann Wood paid $50.00 as P-1
    And the sync has run
    And Ann Wood is merged into Maria Lopez in ServiceTitan
    And $50.00 of P-1 is applied to invoice I-2
    And Maria Lopez owes $10.00 on invoice I-3
    When the sync runs
    Then the run is complete
    And invoice I-2 owes $30.00 in NetSuite
    And Maria Lopez owes $160.00 in NetSuite in all
    And NetSuite holds deposits of $0.00 for Maria Lopez
    And both systems agree to the cent

  Scenario: The survivor's payment pays the merged customer's open invoice
    Given Ann Wood is merged into Maria Lopez in ServiceTitan
    And Maria Lopez paid $200.00 as P-1, $120.00 of it on invoice I-1 and $80.00 on invoice I-2
    When the sync runs
    Then the run is complete
    And invoice I-1 owes $0.00 in NetSuite
    And invoice I-2 owes $0.00 in NetSuite
    And Maria Lopez owes $0.00 in NetSuite in all
    And both systems agree to the cent

  Scenario: Two merged into one
    Given Bea Hill owes $30.00 on invoice I-3
    And the sync has run
    And Ann Wood is merged into Maria Lopez in ServiceTitan
    And Bea Hill is merged into Maria Lopez in ServiceTitan
    When the sync runs
    Then the run is complete
    And Maria Lopez owes $230.00 in NetSuite in all
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Maria Lopez | merged |
      | Bea Hill     | Maria Lopez | merged |
      | Maria Lopez  | Maria Lopez | linked |
    And both systems agree to the cent

  Scenario: A chain of merges ends with its last customer
    Given Bea Hill owes $30.00 on invoice I-3
    And the sync has run
    And Bea Hill is merged into Ann Wood in ServiceTitan
    And Ann Wood is merged into Maria Lopez in ServiceTitan
    When the sync runs
    Then the run is complete
    And Maria Lopez owes $230.00 in NetSuite in all
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Maria Lopez | merged |
      | Bea Hill     | Maria Lopez | merged |
      | Maria Lopez  | Maria Lopez | linked |

  Scenario: A chain that goes on after its first merge was done
    Given Bea Hill owes $30.00 on invoice I-3
    And Bea Hill is merged into Ann Wood in ServiceTitan
    And the sync has run
    And Ann Wood is merged into Maria Lopez in ServiceTitan
    When the sync runs
    Then the run is complete
    And Maria Lopez owes $230.00 in NetSuite in all
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Maria Lopez | merged |
      | Bea Hill     | Maria Lopez | merged |
      | Maria Lopez  | Maria Lopez | linked |
    And both systems agree to the cent

  Scenario: A chain that goes on while NetSuite still works on its first merge
    Given Bea Hill owes $30.00 on invoice I-3
    And the sync has run
    And NetSuite takes an hour to merge
    And Bea Hill is merged into Ann Wood in ServiceTitan
    And the sync has run
    And Ann Wood is merged into Maria Lopez in ServiceTitan
    And NetSuite merges as usual
    When the sync runs
    And the sync runs again 60 minutes later
    And the sync runs again 1 minutes later
    Then the run is complete
    And Maria Lopez owes $230.00 in NetSuite in all
    And both systems agree to the cent

  Scenario: The survivor is new to NetSuite, and is created first
    Given Bea Hill is a new customer
    And Ann Wood is merged into Bea Hill in ServiceTitan
    When the sync runs
    Then the run is complete
    And Bea Hill owes $120.00 in NetSuite in all
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Bea Hill    | merged |
      | Bea Hill     | Bea Hill    | linked |
      | Maria Lopez  | Maria Lopez | linked |
    And both systems agree to the cent

  Scenario: The merged customer never was in NetSuite: nothing to merge
    Given Bea Hill is a new customer
    And Bea Hill is merged into Maria Lopez in ServiceTitan
    When the sync runs
    Then the run is complete
    And NetSuite keeps with Maria Lopez the addresses
      | Label | Addressee | Street    |
      |       |           | 1 Main St |
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Ann Wood    | linked |
      | Bea Hill     | Maria Lopez | merged |
      | Maria Lopez  | Maria Lopez | linked |

  Scenario: Neither is in NetSuite: nothing happens until a document names one
    Given Bea Hill is a new customer
    And Carl Reed is a new customer
    And Bea Hill is merged into Carl Reed in ServiceTitan
    When the sync runs
    Then the run writes nothing

    Given Carl Reed owes $30.00 on invoice I-3
    When the sync runs
    Then the run is complete
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Ann Wood     | Ann Wood    | linked |
      | Bea Hill     | Carl Reed   | merged |
      | Carl Reed    | Carl Reed   | linked |
      | Maria Lopez  | Maria Lopez | linked |

  Scenario: A relink by hand after the merge moves nothing
    Given Ann Wood is merged into Maria Lopez in ServiceTitan
    And the sync has run
    And Carl Reed was entered as a customer in NetSuite by hand
    When Ann Wood's sync record is pointed to NetSuite's customer Carl Reed
    And the sync runs
    Then the run writes nothing
    And Maria Lopez owes $200.00 in NetSuite in all

  Scenario: NetSuite's customer of somebody else too is not merged
    Given Bea Hill owes $30.00 on invoice I-3
    And the sync has run
    And Ann Wood is merged into Bea Hill in NetSuite
    And Ann Wood is merged into Maria Lopez in ServiceTitan
    When the sync runs
    Then NetSuite's customers are
      | Customer    |
      | Bea Hill    |
      | Maria Lopez |
    And Maria Lopez owes $80.00 in NetSuite in all
    And the run finishes with refused documents
