Feature: Adjustments add to an exported invoice, or take back from it
  An invoice that is in the books is never changed. What is billed too little or too much is put
  right by a document of its own: an invoice where it adds, a credit memo where it takes back. Its
  number leads back to the original.

  Background:
    Given Maria Lopez owes $1,000.00 on invoice I-400

  @AR-04 @AR-12
  Scenario: What adds is an invoice of its own, and is paid like any other
    Given the sync has run
    And adjustment A-1 of invoice I-400 bills
      | Line          | Account            | Price  |
      | Second filter | 4100 Parts revenue | $80.00 |
    And Maria Lopez paid $50.00 as P-71, $50.00 of it on invoice A-1
    When the sync runs
    Then I-400-1 is in NetSuite as an invoice of $80.00
    And I-400-1 posts
      | Account             | Debit  | Credit |
      | Accounts Receivable | $80.00 |        |
      | Parts revenue       |        | $80.00 |
    And P-71 pays in NetSuite
      | Invoice | Amount |
      | I-400-1 | $50.00 |
    And invoice I-400-1 owes $30.00 in NetSuite
    And invoice I-400 owes $1,000.00 in NetSuite
    And the run is complete
    And both systems agree to the cent

  @AR-05 @TRG-11
  Scenario: What takes back is a credit memo, applied to nothing
    Given the sync has run
    And adjustment A-1 of invoice I-400 takes back $120.00
    When the sync runs
    Then I-400-1 is in NetSuite as a credit memo of $120.00
    And I-400-1 posts
      | Account             | Debit   | Credit  |
      | Accounts Receivable |         | $120.00 |
      | Sales               | $120.00 |         |
    And I-400-1 still holds $120.00
    And invoice I-400 owes $1,000.00 in NetSuite
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $880.00 |         |
      | Sales               |         | $880.00 |
    And the run is complete
    And both systems agree to the cent

    When the sync runs again
    Then the run writes nothing
    And the run does not mention A-1

  @AR-04 @AR-05
  Scenario: One sequence numbers both signs, in the order they were made
    Ruling: additions and credits share one sequence, so that no invoice and no credit memo of one
    original have the same number.

    Given the sync has run
    And adjustment A-7 of invoice I-400 takes back $10.00
    And adjustment A-8 of invoice I-400 adds $25.00
    And adjustment A-9 of invoice I-400 takes back $40.00
    When the sync runs
    Then I-400-1 is in NetSuite as a credit memo of $10.00
    And I-400-2 is in NetSuite as an invoice of $25.00
    And I-400-3 is in NetSuite as a credit memo of $40.00
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $975.00 |         |
      | Sales               |         | $975.00 |
    And both systems agree to the cent

  @AR-04 @AR-05
  Scenario: An adjustment keeps its place, whenever its batch is posted
    Given the sync has run
    And adjustment A-1 of invoice I-400 in no batch takes back $10.00
    And adjustment A-2 of invoice I-400 in no batch adds $25.00
    And only A-2 is posted
    When the sync runs
    Then I-400-2 is in NetSuite as an invoice of $25.00
    And I-400-1 is not in NetSuite

    Given every document is posted
    When the sync runs
    Then I-400-1 is in NetSuite as a credit memo of $10.00
    And both systems agree to the cent

  @AR-03
  Scenario: Original and adjustment posted together go in two runs
    Ruling: the adjustment goes when the original is exported, and that is so only after it was
    read back and agrees.

    Given adjustment A-1 of invoice I-400 adds $80.00
    And Maria Lopez paid $80.00 as P-72, $80.00 of it on invoice A-1
    When the sync runs
    Then the run posts I-400
    And A-1 waits because "It adjusts invoice I-400, which goes with this run; the adjustment goes with the next."
    And P-72 waits because "Waiting for invoice A-1: It adjusts invoice I-400, which goes with this run; the adjustment goes with the next."
    And the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,000.00 |           |
      | Sales               |           | $1,000.00 |

    When the sync runs again
    Then the run posts A-1
    And the run posts P-72
    And invoice I-400-1 owes $0.00 in NetSuite
    And both systems agree to the cent

  @AR-03
  Scenario: The original stays out, and its adjustment with it
    Given Maria Lopez owes $300.00 on invoice I-401 of business unit "Plumbing" (77)
    And adjustment A-1 of invoice I-401 takes back $20.00
    When the sync runs
    Then A-1 waits because "It adjusts invoice I-401, which stays out; the adjustment goes once that one is exported. Business unit "Plumbing" (77) has no NetSuite subsidiary. Map it: crossfoot mapping set business-unit 77 --subsidiary ID"
    And I-401-1 is not in NetSuite

  @AR-03
  Scenario: The original's batch is opened again
    Given adjustment A-1 of invoice I-400 takes back $20.00
    And the batch of invoice I-400 is opened again
    When the sync runs
    Then A-1 waits because "It adjusts invoice I-400, which is not exported and not queued. Post its batch; this goes with the run after it."
    And the books show nothing

    Given the batch of invoice I-400 is posted again
    And the sync has run
    When the sync runs
    Then I-400-1 is in NetSuite as a credit memo of $20.00
    And both systems agree to the cent

  @AR-04 @AR-05
  Scenario: Both signs belong to the project of the original's job
    Given the sync has run
    And Maria Lopez's job "Furnace" is project "Lopez furnace" in NetSuite
    And Maria Lopez owes $400.00 for job "Furnace" on invoice I-402
    And the sync has run
    And adjustment A-1 of invoice I-402 adds $60.00
    And adjustment A-2 of invoice I-402 takes back $45.00
    When the sync runs
    Then I-402-1 belongs to project "Lopez furnace"
    And I-402-2 belongs to project "Lopez furnace"
    And both systems agree to the cent

  @AR-06
  Scenario: An adjustment of another customer is that customer's, and of no project
    The landlord was billed, the tenant pays for what the tenant broke.

    Given the sync has run
    And Maria Lopez's job "Furnace" is project "Lopez furnace" in NetSuite
    And Maria Lopez owes $400.00 for job "Furnace" on invoice I-403
    And the sync has run
    And adjustment A-1 of invoice I-403 adds $60.00 for Ann Park
    And adjustment A-2 of invoice I-403 takes back $15.00 for Ann Park
    When the sync runs
    Then I-403-1 is billed to Ann Park
    And I-403-1 belongs to no project
    And I-403-2 is in NetSuite as a credit memo of $15.00
    And I-403-2 is billed to Ann Park
    And I-403-2 belongs to no project
    And both systems agree to the cent

  @AR-05 @AR-16
  Scenario: A credit memo takes back the tax, to the cent
    Given sales tax in Washoe County is 8.375%
    And the sync has run
    And adjustment A-1 of invoice I-400 is taxed in Washoe County and bills
      | Line      | Account            | Quantity | Price   | Taxable |
      | Filter    | 4100 Parts revenue | -1       | $33.33  | yes     |
      | Capacitor | 4100 Parts revenue | 1        | -$33.33 | yes     |
      | Contactor | 4100 Parts revenue | 1        | -$33.34 | yes     |
    When the sync runs
    Then I-400-1 is in NetSuite as a credit memo of $108.38
    And the lines of I-400-1 are taxed
      | Line      | Amount | Tax   |
      | Filter    | $33.33 | $2.79 |
      | Capacitor | $33.33 | $2.79 |
      | Contactor | $33.34 | $2.80 |
    And I-400-1 posts
      | Account             | Debit  | Credit  |
      | Accounts Receivable |        | $108.38 |
      | Parts revenue       | $33.33 |         |
      | Parts revenue       | $33.33 |         |
      | Parts revenue       | $33.34 |         |
      | Sales Taxes Payable | $2.79  |         |
      | Sales Taxes Payable | $2.79  |         |
      | Sales Taxes Payable | $2.80  |         |
    And both systems agree to the cent

  @AR-05
  Scenario: A credit memo with a line that adds
    Given the sync has run
    And adjustment A-1 of invoice I-400 bills
      | Line           | Account            | Quantity | Price  |
      | Returned parts | 4100 Parts revenue | -2       | $12.50 |
      | Restocking     | 4000 Sales         | 1        | $5.00  |
    When the sync runs
    Then I-400-1 is in NetSuite as a credit memo of $20.00
    And I-400-1 posts
      | Account             | Debit  | Credit |
      | Accounts Receivable |        | $20.00 |
      | Parts revenue       | $25.00 |        |
      | Sales               |        | $5.00  |
    And both systems agree to the cent

  @AR-04 @AR-21
  Scenario: An adjustment of nothing is an invoice of nothing
    Given the sync has run
    And adjustment A-1 of invoice I-400 bills
      | Line         | Account        | Price   |
      | Second visit | 4000 Sales     | $90.00  |
      | Goodwill     | 4900 Discounts | -$90.00 |
    When the sync runs
    Then I-400-1 is in NetSuite as an invoice of $0.00
    And both systems agree to the cent

  @AR-04
  Scenario: A negative quantity keeps out what adds, as it does any invoice
    Given the sync has run
    And adjustment A-1 of invoice I-400 bills
      | Line    | Account    | Quantity | Price  |
      | Tune-up | 4000 Sales | 1        | $90.00 |
      | Returns | 4000 Sales | -1       | $15.00 |
    When the sync runs
    Then A-1 stays out because "Line 2 (Returns) has quantity -1; NetSuite takes none below zero. In ServiceTitan make the price negative instead."
    And I-400-1 is not in NetSuite
