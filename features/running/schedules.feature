@TRG-07
Feature: A tenant runs by itself when its schedule says so
  The office closes its day in its own time, and nobody wants to stay for the sync. A schedule is a
  single event, or daily, weekly, monthly or yearly, in the time zone of whoever set it; it runs only
  while it is Scheduled. Rulings: what was missed runs once; a month without the day takes its last;
  a time that the clocks leap over is the moment after the leap, one they show twice is the first.

  Background:
    Given Maria Lopez owes $1,000.00 on invoice I-204

  @TRG-04
  Scenario: What is posted stays until its time has come, and then moves
    Given Dana schedules the sync every day at 22:00 in America/New_York
    When it is 2026-11-20 21:59 in America/New_York
    Then the books show nothing
    And no run has begun

    When it is 2026-11-20 22:00 in America/New_York
    Then I-204 is in NetSuite as an invoice of $1,000.00
    And I-204 is Exported in ServiceTitan
    And the run is complete

  @TRG-04
  Scenario: Without a schedule nothing moves by itself
    When it is 2026-12-20 22:00 in America/New_York
    Then the books show nothing
    And no run has begun

  Scenario: Each time has one run
    Given Dana schedules the sync every Monday and Thursday at 18:30 in America/Phoenix
    When it is 2026-11-23 18:30 in America/Phoenix
    And it is 2026-11-23 18:31 in America/Phoenix
    And it is 2026-11-25 18:30 in America/Phoenix
    And it is 2026-11-26 18:30 in America/Phoenix
    Then runs have begun in America/Phoenix at
      | Begun            |
      | 2026-11-23 18:30 |
      | 2026-11-26 18:30 |

  Scenario: A single event runs once
    Given Dana schedules the sync once on 2026-12-01 at 07:00 in America/Denver
    When it is 2026-12-01 07:00 in America/Denver
    And it is 2027-12-01 07:00 in America/Denver
    Then runs have begun in America/Denver at
      | Begun            |
      | 2026-12-01 07:00 |

  Scenario: What was missed while the service was down runs once
    Given Dana schedules the sync every day at 22:00 in America/New_York
    And it is 2026-11-25 08:00 in America/New_York, and no worker is there
    When it is 2026-11-25 08:05 in America/New_York
    And it is 2026-11-25 08:10 in America/New_York
    Then runs have begun in America/New_York at
      | Begun            |
      | 2026-11-25 08:05 |
    And I-204 is in NetSuite as an invoice of $1,000.00
    And the schedule's next three times are
      | Local            | UTC              |
      | 2026-11-25 22:00 | 2026-11-26 03:00 |
      | 2026-11-26 22:00 | 2026-11-27 03:00 |
      | 2026-11-27 22:00 | 2026-11-28 03:00 |

  Scenario: A paused schedule runs nothing, and what it missed stays missed
    Given Dana schedules the sync every day at 22:00 in America/New_York
    When Ben pauses the schedule
    And it is 2026-11-21 22:00 in America/New_York
    And Ben resumes the schedule
    And it is 2026-11-22 21:00 in America/New_York
    Then no run has begun
    And the books show nothing

    When it is 2026-11-22 22:00 in America/New_York
    Then I-204 is in NetSuite as an invoice of $1,000.00

  @TRG-12
  Scenario: A time that finds somebody running the tenant waits for them
    Given Dana schedules the sync every day at 22:00 in UTC
    When it is 2026-11-20 22:00 in UTC while Ben runs the sync
    Then no run has begun
    And a run waits in the queue

    When it is 2026-11-20 22:01 in UTC
    Then I-204 is in NetSuite as an invoice of $1,000.00

  Scenario Outline: The months and years that lack the day
    Given Dana schedules the sync <days> at 23:00 in UTC
    And it is <now> in UTC, and no worker is there
    Then the schedule's next three times are
      | Local    | UTC      |
      | <first>  | <first>  |
      | <second> | <second> |
      | <third>  | <third>  |

    Examples:
      | days                      | now              | first            | second           | third            |
      | every month on day 31     | 2027-02-01 00:00 | 2027-02-28 23:00 | 2027-03-31 23:00 | 2027-04-30 23:00 |
      | every month on day 30     | 2028-02-01 00:00 | 2028-02-29 23:00 | 2028-03-30 23:00 | 2028-04-30 23:00 |
      | every year on 29 February | 2027-01-01 00:00 | 2027-02-28 23:00 | 2028-02-29 23:00 | 2029-02-28 23:00 |

  Scenario Outline: The nights on which the clocks change
    Given Dana schedules the sync every day at <at> in <zone>
    And it is <now> in UTC, and no worker is there
    Then the schedule's next three times are
      | Local     | UTC       |
      | <local 1> | <utc 1>   |
      | <local 2> | <utc 2>   |
      | <local 3> | <utc 3>   |

    Examples: The clocks leap over the time, show it twice, or never change
      | zone             | at    | now              | local 1          | utc 1            | local 2          | utc 2            | local 3          | utc 3            |
      | America/New_York | 02:30 | 2027-03-13 00:00 | 2027-03-13 02:30 | 2027-03-13 07:30 | 2027-03-14 03:00 | 2027-03-14 07:00 | 2027-03-15 02:30 | 2027-03-15 06:30 |
      | America/New_York | 01:30 | 2027-11-06 00:00 | 2027-11-06 01:30 | 2027-11-06 05:30 | 2027-11-07 01:30 | 2027-11-07 05:30 | 2027-11-08 01:30 | 2027-11-08 06:30 |
      | Europe/Berlin    | 02:30 | 2027-03-27 00:00 | 2027-03-27 02:30 | 2027-03-27 01:30 | 2027-03-28 03:00 | 2027-03-28 01:00 | 2027-03-29 02:30 | 2027-03-29 00:30 |
      | Europe/Berlin    | 02:30 | 2027-10-30 00:00 | 2027-10-30 02:30 | 2027-10-30 00:30 | 2027-10-31 02:30 | 2027-10-31 00:30 | 2027-11-01 02:30 | 2027-11-01 01:30 |
      | America/Phoenix  | 02:30 | 2027-03-13 00:00 | 2027-03-13 02:30 | 2027-03-13 09:30 | 2027-03-14 02:30 | 2027-03-14 09:30 | 2027-03-15 02:30 | 2027-03-15 09:30 |

  Scenario: A schedule that nobody can mean is refused
    Then a schedule every month on day 32 at 22:00 in UTC is refused because "No month has a day 32. Give 1 to 31; a shorter month takes its last day."
    And a schedule every year on 31 April at 22:00 in UTC is refused because "Month 4 never has a day 31. Give 1 to 30."
    And a schedule once on 2026-11-20 at 11:00 in UTC is refused because "2026-11-20 11:00 in UTC is past. Give a time to come."
