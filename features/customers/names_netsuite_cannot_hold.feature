@CUS-08
Feature: Names that NetSuite cannot hold
  NetSuite holds 32 characters of a first or last name and 83 of a company's.
  Ruling: a longer name is cut there, and the run says so, rather than holding up the invoice;
  a blank name is an error, since nobody can say who owes the money.

  Scenario: A first name that is too long is cut
    Given invoice I-204 of $100.00 is for the residential customer "Maximiliana Alexandrina Wilhelmine Lopez"
    When the sync runs
    Then NetSuite's only customer is an individual with first name "Maximiliana Alexandrina Wilhelmi" and last name "Lopez"
    And the run remarks "Customer Maximiliana Alexandrina Wilhelmine Lopez: The first name was cut to what NetSuite can hold."
    And the run is complete

  Scenario: A last name that is too long is cut
    Given invoice I-204 of $100.00 is for the residential customer "Featherstonehaugh-Cholmondeley-Warner, Ann"
    When the sync runs
    Then NetSuite's only customer is an individual with first name "Ann" and last name "Featherstonehaugh-Cholmondeley-W"
    And the run remarks "Customer Featherstonehaugh-Cholmondeley-Warner, Ann: The last name was cut to what NetSuite can hold."

  Scenario: A company's name that is too long is cut
    Given invoice I-204 of $100.00 is for the commercial customer "Northern Nevada Heating Ventilation Air Conditioning and Refrigeration Services Company of Reno"
    When the sync runs
    Then NetSuite's only customer is the company "Northern Nevada Heating Ventilation Air Conditioning and Refrigeration Services Com"
    And the run remarks "Customer Northern Nevada Heating Ventilation Air Conditioning and Refrigeration Services Company of Reno: The company name was cut to what NetSuite can hold."

  Scenario: A name of just 32 characters goes whole
    Given invoice I-204 of $100.00 is for the residential customer "Maximiliana Alexandrina Wilhelmi Lopez"
    When the sync runs
    Then NetSuite's only customer is an individual with first name "Maximiliana Alexandrina Wilhelmi" and last name "Lopez"
    And the run remarks nothing

  Scenario Outline: A blank name is refused while others go
    Given customer 501 in ServiceTitan has the blank name "<Name>"
    And customer 501 owes $1,000.00 on invoice I-204
    And Ann Wood owes $80.00 on invoice I-205
    When the sync runs
    Then I-204 stays out because "Customer 501 has a blank name. Give it a name in ServiceTitan."
    And the run posts I-205
    And the run finishes with refused documents
    And NetSuite's customers are
      | Customer |
      | Ann Wood |
    And the trial balance is
      | Account             | Debit  | Credit |
      | Accounts Receivable | $80.00 |        |
      | Sales               |        | $80.00 |

    Examples:
      | Name |
      |      |
      | ,    |
