@CUS-09 @MAP-05
Feature: The field that holds legacy IDs must be there
  The tenant names a field of ServiceTitan's customers, letter by letter. Misspelt, it would match
  nobody, and every customer NetSuite has would be created a second time: the run says so.

  Scenario: A field that does not exist matches nobody, and the run says so
    Given the legacy ID is kept in the unknown field "Netsuite Id"
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then the run remarks "ServiceTitan's customers have no field "Netsuite Id", so no customer is matched by legacy ID. Correct legacy_id_field in the configuration; it must be the field's exact name."
    And NetSuite's customers are
      | Customer    |
      | Maria Lopez |
    And the check of the set-up says "ServiceTitan's customers have no field "Netsuite Id", so no customer is matched by legacy ID. Correct legacy_id_field in the configuration; it must be the field's exact name."

  Scenario: A dry run says so as well
    Given the legacy ID is kept in the unknown field "Netsuite Id"
    And Maria Lopez owes $1,000.00 on invoice I-204
    When a dry run is made
    Then the run remarks "ServiceTitan's customers have no field "Netsuite Id", so no customer is matched by legacy ID. Correct legacy_id_field in the configuration; it must be the field's exact name."

  Scenario: A field that exists is well, though nobody has it filled
    Given the legacy ID is kept in the field "NetSuite ID"
    And Maria Lopez owes $1,000.00 on invoice I-204
    When the sync runs
    Then the run remarks nothing
    And the check of the set-up says "in the field "NetSuite ID""

  @CUS-11 @CUS-13
  Scenario: Before the first run all customers are looked at
    Given the legacy ID is kept in the field "NetSuite ID"
    And Lopez household is customer 1107 in NetSuite
    And South Lofts is customer 1108 in NetSuite, of subsidiary South
    And Closed Inc is customer 1109 in NetSuite
    And Closed Inc is inactive in NetSuite
    And Maria Lopez's legacy ID is "1107"
    And Jose Lopez's legacy ID is "1107"
    And Ann Wood's legacy ID is " "
    And Bo Lee is customer 502 in ServiceTitan
    And Bo Lee's legacy ID is "12-7"
    And Cy Young is customer 503 in ServiceTitan
    And Cy Young's legacy ID is "1108"
    And Di Fox is customer 504 in ServiceTitan
    And Di Fox's legacy ID is "1109"
    And Ed Roe is merged into Ann Wood in ServiceTitan
    Then the check of legacy IDs says
      | Customer    | Would become                    | Why |
      | Bo Lee      | legacy ID invalid               | Legacy ID "12-7" of customer Bo Lee (502) is invalid: it is not a NetSuite internal id. Correct "NetSuite ID" in ServiceTitan, or blank it to have the customer created. |
      | Di Fox      | NetSuite's customer is inactive | Legacy ID "1109" of customer Di Fox (504) is invalid: Closed Inc (1109) is inactive in NetSuite. Correct "NetSuite ID" in ServiceTitan, or blank it to have the customer created. |
      | Cy Young    | in no subsidiary of this tenant | South Lofts (1108) belongs to subsidiary South, to which no business unit maps. Assign it to one of the tenant's subsidiaries in NetSuite. |
      | Maria Lopez | would be linked                 | |
      | Jose Lopez  | would be linked                 | |
      | Ann Wood    | would be created                | |
      | Ed Roe      | merged into another             | |
    And these share a customer of NetSuite
      | NetSuite customer | ServiceTitan customers  |
      | 1107              | Maria Lopez, Jose Lopez |
    And the books show nothing
