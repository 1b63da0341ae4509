@CUS-17
Feature: A new customer goes with its phone, e-mail, fax and billing address
  Statements and reminders are sent from NetSuite; a customer without an address gets none.
  ServiceTitan may know several numbers of a customer and does not tell which are still in use.
  Ruling: the one entered first of each kind goes along; a mobile number stands in for a phone.

  Scenario: The first of each kind goes along
    Given Maria Lopez is a new customer, reached by
      | Contact     | Number            |
      | MobilePhone | 775-555-0101      |
      | Phone       | 775-555-0102      |
      | Phone       | 775-555-0103      |
      | Email       | maria@example.com |
      | Email       | lopez@example.com |
      | Fax         | 775-555-0199      |
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then NetSuite reaches Maria Lopez by
      | Contact | Number            |
      | Phone   | 775-555-0102      |
      | Email   | maria@example.com |
      | Fax     | 775-555-0199      |
    And the run remarks nothing

  Scenario: A mobile number stands in for a phone
    Given Maria Lopez is a new customer, reached by
      | Contact     | Number       |
      | MobilePhone | 775-555-0101 |
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then NetSuite reaches Maria Lopez by
      | Contact | Number       |
      | Phone   | 775-555-0101 |

  Scenario: A customer without any goes without
    Given Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then NetSuite reaches Maria Lopez by
      | Contact | Number |
    And the run is complete

  Scenario: A number that is too long for NetSuite is left out, and said
    Given Maria Lopez is a new customer, reached by
      | Contact | Number                                        |
      | Phone   | 775-555-0102 after six, ask for Maria or Jose |
      | Email   | maria@example.com                             |
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then NetSuite reaches Maria Lopez by
      | Contact | Number            |
      | Email   | maria@example.com |
    And the run remarks "Customer Maria Lopez: The phone number 775-555-0102 after six, ask for Maria or Jose is too long for NetSuite and was left out."
    And the run posts I-204

  Scenario: The billing address goes along
    Given Maria Lopez is a new customer at
      | Street    | Unit   | City | State | Zip   | Country |
      | 12 Elm St | Unit 3 | Reno | NV    | 89501 | USA     |
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then NetSuite bills Maria Lopez at
      | Street    | Unit   | City | State | Zip   | Country |
      | 12 Elm St | Unit 3 | Reno | NV    | 89501 | US      |
