@CUS-04
Feature: One name in ServiceTitan becomes the names NetSuite asks for
  ServiceTitan keeps one name for a customer. NetSuite wants a first and a last name for a person
  and a company name for a company, and takes no person without a last name.
  Ruling: where one side of the comma is empty, the other side is a first name alone.

  Scenario Outline: A commercial customer is a company with that very name
    Given invoice I-204 of $100.00 is for the commercial customer "<ServiceTitan>"
    When the sync runs
    Then NetSuite's only customer is the company "<Company>"
    And the run is complete

    Examples:
      | ServiceTitan      | Company           |
      | Acme              | Acme              |
      | Sierra Lofts LLC  | Sierra Lofts LLC  |
      | Sierra Lofts, LLC | Sierra Lofts, LLC |

  @CUS-05
  Scenario Outline: A person of one word has a first name only
    Given invoice I-204 of $100.00 is for the residential customer "<ServiceTitan>"
    When the sync runs
    Then NetSuite's only customer is an individual with first name "<First>" and last name "<Last>"
    And the run is complete

    Examples:
      | ServiceTitan | First | Last       |
      | Emily        | Emily | NoLastName |

  @CUS-06
  Scenario Outline: Left of the first comma is the last name
    Given invoice I-204 of $100.00 is for the residential customer "<ServiceTitan>"
    When the sync runs
    Then NetSuite's only customer is an individual with first name "<First>" and last name "<Last>"
    And the run is complete

    Examples:
      | ServiceTitan             | First      | Last         |
      | Lopez, Maria             | Maria      | Lopez        |
      | Lopez,Maria              | Maria      | Lopez        |
      | Lopez Garcia, Maria Jose | Maria Jose | Lopez Garcia |
      | Lopez, Maria, Dr.        | Maria, Dr. | Lopez        |

  @CUS-06
  Scenario Outline: A comma with a word on one side only
    Given invoice I-204 of $100.00 is for the residential customer "<ServiceTitan>"
    When the sync runs
    Then NetSuite's only customer is an individual with first name "<First>" and last name "<Last>"
    And the run is complete

    Examples:
      | ServiceTitan | First | Last       |
      | Lopez,       | Lopez | NoLastName |
      | , Maria      | Maria | NoLastName |

  @CUS-07
  Scenario Outline: Without a comma the last word is the last name
    Given invoice I-204 of $100.00 is for the residential customer "<ServiceTitan>"
    When the sync runs
    Then NetSuite's only customer is an individual with first name "<First>" and last name "<Last>"
    And the run is complete

    Examples:
      | ServiceTitan           | First            | Last  |
      | Maria Lopez            | Maria            | Lopez |
      | Maria del Carmen Lopez | Maria del Carmen | Lopez |

  @CUS-07
  Scenario: Spaces around and within a name count once
    Given invoice I-204 of $100.00 is for the residential customer "  Maria   Lopez "
    When the sync runs
    Then NetSuite's only customer is an individual with first name "Maria" and last name "Lopez"
