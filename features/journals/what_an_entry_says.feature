@JE-01
Feature: A journal entry goes as a summary or line by line, and always balanced
  A summary has one line for each account and business unit. In detail every line goes, with the customer
  it names; those customers come first, as with any document.

  Scenario: A summary nets the lines of one account and business unit
    Given journal entries go as summaries
    And business unit "South" (43) belongs to subsidiary Parent Company
    And journal entry 9501 is started and says
      | Account                  | Unit | Debit   | Credit  | Customer    | Memo    |
      | 1100 Accounts receivable |      | $60.00  |         | Maria Lopez | Tune-up |
      | 1100 Accounts receivable |      | $40.00  |         | Sam Reed    | Filter  |
      | 1100 Accounts receivable |      |         | $15.00  | Sam Reed    | Credit  |
      | 4000 Service revenue     |      |         | $60.00  | Maria Lopez |         |
      | 4000 Service revenue     | 43   |         | $25.00  | Sam Reed    |         |
      | 4100 Parts revenue       |      | $5.00   | $5.00   |             |         |
    When the sync runs
    Then JE-9501 has the lines
      | Account             | Debit  | Credit | Customer |
      | Accounts Receivable | $85.00 |        |          |
      | Sales               |        | $60.00 |          |
      | Sales               |        | $25.00 |          |
    And NetSuite has no customer
    And the run is complete

  @CUS-02
  Scenario: In detail every line goes, and the customers it names come first
    Given journal entries go in detail
    And journal entry 9501 is started and says
      | Account                  | Debit  | Credit | Customer    | Memo    | Transaction  |
      | 1100 Accounts receivable | $60.00 |        | Maria Lopez | Tune-up | Invoice I-1  |
      | 1100 Accounts receivable | $40.00 |        | Sam Reed    |         | Invoice I-2  |
      | 4000 Service revenue     |        | $60.00 | Maria Lopez |         | Invoice I-1  |
      | 4000 Service revenue     |        | $40.00 |             |         |              |
    When the sync runs
    Then JE-9501 has the lines
      | Account             | Debit  | Credit | Customer    | Memo        |
      | Accounts Receivable | $60.00 |        | Maria Lopez | Tune-up     |
      | Accounts Receivable | $40.00 |        | Sam Reed    | Invoice I-2 |
      | Sales               |        | $60.00 | Maria Lopez | Invoice I-1 |
      | Sales               |        | $40.00 |             |             |
    And the sync records are
      | ServiceTitan | NetSuite    | Status |
      | Maria Lopez  | Maria Lopez | linked |
      | Sam Reed     | Sam Reed    | linked |
    And journal entry 9501 is Synced in ServiceTitan at version 1

  @CUS-02
  Scenario: A receivables line without a customer goes without one
    Given journal entries go in detail
    And journal entry 9501 is started and says
      | Account                  | Debit  | Credit |
      | 1100 Accounts receivable | $60.00 |        |
      | 4000 Service revenue     |        | $60.00 |
    When the sync runs
    Then JE-9501 has the lines
      | Account             | Debit  | Credit | Customer |
      | Accounts Receivable | $60.00 |        |          |
      | Sales               |        | $60.00 |          |
    And NetSuite has no customer

  Scenario: A line without a business unit belongs where the others do
    Given journal entries go as summaries
    And journal entry 9501 is started and says
      | Account          | Unit | Debit   | Credit  |
      | 6000 Rent        |      | $900.00 |         |
      | 1000 Checking    | none |         | $900.00 |
    When the sync runs
    Then JE-9501 is in NetSuite as a journal of $900.00
    And the run is complete

  Scenario: An entry of which no line names a business unit stays out
    Given journal entries go as summaries
    And journal entry 9501 is started and says
      | Account          | Unit | Debit   | Credit  |
      | 6000 Rent        | none | $900.00 |         |
      | 1000 Checking    | none |         | $900.00 |
    When the sync runs
    Then journal entry 9501 is refused because "It names no business unit. Give it one in ServiceTitan."
    And the books show nothing

  Scenario: An account that NetSuite does not have keeps its entry out, and no other
    Given journal entries go as summaries
    And ServiceTitan has the account 7777 Petty cash
    And journal entry 9501 is started and says
      | Account          | Debit  | Credit |
      | 7777 Petty cash  | $10.00 |        |
      | 1000 Checking    |        | $10.00 |
    And journal entry 9502 is started and says
      | Account          | Debit  | Credit |
      | 6000 Rent        | $10.00 |        |
      | 1000 Checking    |        | $10.00 |
    When the sync runs
    Then journal entry 9501 is refused because "Account 7777 Petty cash is not mapped: NetSuite has no account 7777. Map it: crossfoot mapping set account 7777 --account NUMBER"
    And JE-9502 is in NetSuite as a journal of $10.00
    And the run finishes with refused documents

  @JE-04
  Scenario: An entry that does not balance is refused with the difference
    Given journal entries go as summaries
    And journal entry 9501 is started and says
      | Account                | Debit   | Credit |
      | 1499 Undeposited funds | $100.00 |        |
      | 4000 Service revenue   |         | $99.99 |
    When the sync runs
    Then journal entry 9501 is refused because "Its debits are $100.00 and its credits $99.99: they differ by $0.01. Correct it in ServiceTitan."
    And the books show nothing

  @JE-04
  Scenario: An entry that comes to nothing is refused
    Given journal entries go as summaries
    And journal entry 9501 is started and says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 1499 Undeposited funds |         | $100.00 |
    When the sync runs
    Then journal entry 9501 is refused because "It moves no money: no account has an amount left. Exclude it in ServiceTitan."

  @JE-02
  Scenario: Business units of two subsidiaries in one entry
    Given journal entries go as summaries
    And business unit "South" (43) belongs to subsidiary South LLC
    And journal entry 9501 is started and says
      | Account                | Unit | Debit   | Credit  |
      | 1499 Undeposited funds |      | $100.00 |         |
      | 4000 Service revenue   | 43   |         | $100.00 |
    When the sync runs
    Then journal entry 9501 is refused because "Business unit "HVAC North" (42) belongs to subsidiary Parent Company, but business unit "South" (43) to subsidiary South LLC. Split the entry in ServiceTitan: a NetSuite journal entry has one subsidiary."
    And the books show nothing

  @MAP-02
  Scenario: Each line is stamped with the segments of its business unit
    Given journal entries go as summaries
    And business unit 42 also maps to department "Residential"
    And journal entry 9501 is started and says
      | Account                | Debit   | Credit  |
      | 1499 Undeposited funds | $100.00 |         |
      | 4000 Service revenue   |         | $100.00 |
    When the sync runs
    Then JE-9501 has the lines
      | Account           | Debit   | Credit  | Department  |
      | Undeposited Funds | $100.00 |         | Residential |
      | Sales             |         | $100.00 | Residential |
