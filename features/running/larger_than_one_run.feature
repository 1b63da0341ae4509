@TRG-05
Feature: A queue that is larger than one run goes in several
  A run takes 10,000 invoices and payments, or what the tenant chose, and the next takes more. What
  belongs together is one customer's, so a customer goes whole or waits whole.

  Background:
    Given a run takes at most 2 invoices and payments
    And Maria Lopez owes $1,000.00 on invoice I-204
    And Ann Park owes $80.00 on invoice I-300
    And Ann Park paid $80.00 as P-30, $80.00 of it on invoice I-300

  Scenario: Each run takes whole customers, and says how many wait
    When the sync runs
    Then the run posts I-204
    And I-300 is not in NetSuite
    And the run remarks "2 documents and jobs wait in ServiceTitan for the next run: this one takes no more."
    And the run is complete

  Scenario: Run after run, all is in the books
    Given the sync has run
    When the sync runs again
    Then the run posts I-300
    And the run posts P-30
    And the trial balance is
      | Account             | Debit     | Credit    |
      | Accounts Receivable | $1,000.00 |           |
      | Undeposited Funds   | $80.00    |           |
      | Sales               |           | $1,080.00 |
    And both systems agree to the cent

  Scenario: What stays out keeps nobody else out
    Given Maria Lopez owes $50.00 on invoice I-205 of business unit "Plumbing" (50)
    And the sync has run
    When the sync runs again
    Then the run posts I-300
    And the run posts P-30
    And I-205 is not in NetSuite
    And the run remarks "1 document or job waits in ServiceTitan for the next run: this one takes no more."
