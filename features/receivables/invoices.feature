Feature: An invoice lands line by line
  What a customer owes for is read in the ledger by account, by job and by segment. So every line
  stands in NetSuite on its own account, a discount as a negative line, nothing netted.

  @AR-01 @AR-02
  Scenario: Every kind of line posts to its account, and the customer is made first
    Given NetSuite has no customer yet
    And invoice I-300 of Maria Lopez bills
      | Line            | Account            | Kind           | Quantity | Price   |
      | Furnace tune-up | 4000 Sales         | Service        | 1        | $250.00 |
      | Filter          | 4100 Parts revenue | Material       | 3        | $12.50  |
      | Thermostat      | 4100 Parts revenue | Equipment      | 1        | $180.00 |
      | Permit          | 4000 Sales         | Unspecified    | 1        | $42.75  |
      | Spring discount | 4900 Discounts     | Price modifier | 1        | -$25.00 |
    When the sync runs
    Then I-300 is in NetSuite as an invoice of $485.25
    And I-300 posts
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $485.25 |         |
      | Sales               |         | $250.00 |
      | Parts revenue       |         | $37.50  |
      | Parts revenue       |         | $180.00 |
      | Sales               |         | $42.75  |
      | Discounts           | $25.00  |         |
    And NetSuite's only customer is Maria Lopez, and I-300 is hers
    And both systems agree to the cent

  @AR-01
  Scenario: Department, class and location stand on the invoice and on every line
    Given documents of HVAC North belong to department Field, class Homes and location Reno
    And invoice I-301 of Maria Lopez bills
      | Line            | Account            | Price   |
      | Furnace tune-up | 4000 Sales         | $250.00 |
      | Filter          | 4100 Parts revenue | $12.50  |
    When the sync runs
    Then every line of I-301 is for Maria Lopez, department Field, class Homes and location Reno
    And both systems agree to the cent

  @AR-01
  Scenario: An invoice belongs to the project of its job
    Given Maria Lopez owes $100.00 on invoice I-302
    And the sync has run
    And Maria Lopez's job "Furnace" is project "Lopez furnace" in NetSuite
    And Maria Lopez's job "Ducts" is no project in NetSuite
    And Maria Lopez owes $400.00 for job "Furnace" on invoice I-303
    And Maria Lopez owes $60.00 for job "Ducts" on invoice I-304
    When the sync runs
    Then I-303 belongs to project "Lopez furnace"
    And I-304 belongs to no project
    And the trial balance is
      | Account             | Debit   | Credit  |
      | Accounts Receivable | $560.00 |         |
      | Sales               |         | $560.00 |

  @AR-01
  Scenario: A negative quantity or total keeps an invoice out, and says what to do
    Given invoice I-305 of Maria Lopez bills
      | Line    | Account    | Quantity | Price  |
      | Tune-up | 4000 Sales | 1        | $90.00 |
      | Returns | 4000 Sales | -1       | $15.00 |
    And invoice I-306 of Maria Lopez bills
      | Line     | Account        | Price   |
      | Tune-up  | 4000 Sales     | $90.00  |
      | Discount | 4900 Discounts | -$90.01 |
    When the sync runs
    Then I-305 stays out because "Line 2 (Returns) has quantity -1; NetSuite takes none below zero. In ServiceTitan make the price negative instead."
    And I-306 stays out because "Its total is -$0.01; NetSuite takes no invoice below zero. Correct its lines."
    And the books show nothing
