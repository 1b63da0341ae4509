@AR-17 @CUS-15
Feature: Projects of merged customers are the survivor's
  Two customers turn out to be one: the work of both is then the survivor's, made already or still to come.

  Scenario: A project made before the merge follows it, one made after is the survivor's at once
    Given job J-1 of Ann Wood is Scheduled
    And Maria Lopez owes $100.00 on invoice I-1
    And the sync has run
    And job J-2 of Ann Wood is Hold
    And Ann Wood is merged into Maria Lopez in ServiceTitan
    When the sync runs
    Then NetSuite has the projects
      | Project | Customer    |
      | J-1     | Maria Lopez |
      | J-2     | Maria Lopez |

    Given Maria Lopez owes $50.00 for job J-1 on invoice I-2
    And Maria Lopez owes $60.00 for job J-2 on invoice I-3
    When the sync runs
    Then I-2 is for project J-1 in NetSuite
    And I-3 is for project J-2 in NetSuite
    And both systems agree to the cent
