@AP-05
Feature: The vendor of a bill is in NetSuite, and in the subsidiary
  A bill to a vendor whom nobody knows is not guessed at, and the others go.

  Background:
    Given Pipe Supply bills 10 pipes at $8.00 as INV-7, never ordered

  Scenario: A vendor that NetSuite does not have
    Given vendor "Valve World" is not in NetSuite
    And Valve World bills 2 pipes at $8.00 as INV-8, never ordered
    When the sync runs
    Then INV-8 stays out for its vendor "Valve World", who is not in NetSuite
    And the run posts INV-7

  Scenario: A vendor of another subsidiary
    Given vendor "Valve World" of NetSuite belongs to subsidiary "South" only
    And Valve World bills 2 pipes at $8.00 as INV-8, never ordered
    When the sync runs
    Then INV-8 stays out for its vendor "Valve World", who is of subsidiary "South" only
    And the run posts INV-7
