@REF-05
Feature: Every refund has a status, and every change of it has a reason
  People bypass a refund, reopen it, or want a check instead of what was done. Who did it, and why, stands in
  the record. What the table of statuses lacks is refused, with both statuses named.

  Background:
    Given refunds are set up
    And Maria Lopez paid $500.00 as P-17
    And the sync has run
    And $500.00 of P-17 goes back by check as R-1: it was not used
    And the sync has run

  @REF-16
  Scenario: A bypassed refund is off the list until it is reopened
    When Ann bypasses R-1 since "paid in cash"
    Then the status of R-1 is Bypass
    And the check tool lists nothing

    When Bo reopens R-1 since "it was not"
    Then the status of R-1 is Pending Refund
    And the check tool lists
      | Refund | Left    |
      | R-1    | $500.00 |
    And the history of R-1 is
      | Who | From           | To             | Why          |
      | Ann | Pending Refund | Bypass         | paid in cash |
      | Bo  | Bypass         | Pending Refund | it was not   |

  @REF-04
  Scenario: The other names of a status are taken as well
    Given Ann has bypassed R-1 since "paid in cash"
    When Bo sets R-1 to pending payment since "it was not"
    Then the status of R-1 is Pending Payment

  Scenario: A bypassed refund goes back to no other status
    Given Ann has bypassed R-1 since "paid in cash"
    When Bo sets R-1 to Complete since "it is"
    Then the change is refused because "It was Pending Refund before Bypass; it cannot become Complete. Reopen it first."
    And the status of R-1 is Bypass

  Scenario: A refund that a check has paid is not bypassed
    Given Ann has paid R-1 by check
    When Bo bypasses R-1 since "no check"
    Then the change is refused because "It is Check Refunded; "bypass", which would make it Bypass, is not allowed. What may be done from Check Refunded: void its check (to Pending Refund)."

  Scenario: Only checks make a refund Check Refunded
    When Bo sets R-1 to Refunded since "I wrote one by hand"
    Then the change is refused because "Only checks make a refund Check Refunded. Pay it by check, or bypass it."
    And the status of R-1 is Pending Refund

  @REF-16
  Scenario: A bypassed refund cannot be paid
    Given Ann has bypassed R-1 since "paid in cash"
    When Bo reviews a check of $500.00 for R-1
    Then Bo sees that R-1 is refused because "It is Bypass; a check pays only what is Pending Refund. Reopen it first."

  @REF-17
  Scenario: The reply to a change is lost
    Given NetSuite sets the status, but its reply is lost
    When Ann bypasses R-1 since "paid in cash"
    Then the status of R-1 is Bypass
    And the history of R-1 is
      | Who | From           | To     | Why          |
      | Ann | Pending Refund | Bypass | paid in cash |

  @REF-17
  Scenario: A change that NetSuite may still make is not made over
    Given NetSuite does not answer when the status is set
    And Ann has bypassed R-1 since "paid in cash"
    When Bo bypasses R-1 since "paid in cash"
    Then the change is refused because "An earlier change of its status was not answered; NetSuite may still make it. Try again in 15 minutes."
