//! Counting working days: Mondays to Fridays that are no bank holiday of England and Wales.
//!
//! Deadlines are counted for every subject of every rule, so the calendar numbers its working days once: a day's number
//! and the day of a number are then each one look-up.

use std::collections::BTreeMap;
use std::fmt;

use super::Day;

/// A date outside the years for which bank holidays are known: no working day can be counted there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BeyondCalendar {
    /// The day that cannot be judged.
    pub day: Day,
    /// The first and the last year that the bank-holiday table covers.
    pub covers: (i32, i32),
}

impl fmt::Display for BeyondCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.covers;
        write!(f, "{} is outside the bank-holiday table, which covers {first} to {last}", self.day)
    }
}

impl std::error::Error for BeyondCalendar {}

/// The bank holidays of England and Wales, for counting working days.
#[derive(Clone, Debug)]
pub struct Calendar {
    holidays: BTreeMap<Day, String>,
    covers: (i32, i32),
    /// The first covered day; meaningless where `upto` is empty.
    start: Day,
    /// For each covered day from `start`: how many working days there are from `start` up to and including it.
    upto: Vec<u32>,
    /// The working days in order.
    working: Vec<Day>,
}

impl Calendar {
    /// A calendar of the given holidays, which are complete for the years `first_year` to `last_year`.
    pub fn new(holidays: impl IntoIterator<Item = Day>, first_year: i32, last_year: i32) -> Self {
        let named = holidays.into_iter().map(|day| (day, "bank holiday".to_owned()));
        Self::named(named.collect(), first_year, last_year)
    }

    /// A calendar of holidays with their names.
    pub(super) fn named(holidays: BTreeMap<Day, String>, first_year: i32, last_year: i32) -> Self {
        let (mut upto, mut working) = (Vec::new(), Vec::new());
        let ends = Day::new(first_year, 1, 1).zip(Day::new(last_year, 12, 31));
        let mut count = 0;
        if let Some((first, last)) = ends {
            let mut day = first;
            while day <= last {
                if !day.is_weekend() && !holidays.contains_key(&day) {
                    count += 1;
                    working.push(day);
                }
                upto.push(count);
                day = day.plus(1);
            }
        }
        let start = ends.map_or(Day::from(chrono::NaiveDate::MAX), |(first, _)| first);
        Self { holidays, covers: (first_year, last_year), start, upto, working }
    }

    /// The first and the last year covered.
    pub fn covers(&self) -> (i32, i32) {
        self.covers
    }

    /// The name of the bank holiday on `day`, where it is one.
    pub fn bank_holiday(&self, day: Day) -> Option<&str> {
        self.holidays.get(&day).map(String::as_str)
    }

    /// Whether `day` is a Monday to Friday that is no bank holiday.
    pub fn is_working_day(&self, day: Day) -> Result<bool, BeyondCalendar> {
        let number = self.number(day)?;
        Ok(number > self.number(day.plus(-1)).unwrap_or(0))
    }

    /// The `count`-th working day after `day` (Saturday + 1 is Monday); `day` itself for a count of 0.
    pub fn working_days_after(&self, day: Day, count: u32) -> Result<Day, BeyondCalendar> {
        let before = self.number(day)?;
        let Some(further) = count.checked_sub(1) else {
            return Ok(day);
        };
        let index = usize::try_from(u64::from(before) + u64::from(further)).unwrap_or(usize::MAX);
        self.working.get(index).copied().ok_or_else(|| self.beyond(self.end().plus(1)))
    }

    /// Working days after `from` up to and including `to`; 0 where `to` is not later.
    pub fn working_days_between(&self, from: Day, to: Day) -> Result<u32, BeyondCalendar> {
        if to <= from {
            return Ok(0);
        }
        // `from` itself is not counted, so it may be the day before the table.
        let first = from.plus(1);
        let before =
            if first == self.start { 0 } else { self.number(first).and_then(|_| self.number(from))? };
        let upto = self.number(to).map_err(|_| self.beyond(self.end().plus(1).max(first)))?;
        Ok(upto - before)
    }

    /// How many working days the table holds up to and including `day`.
    fn number(&self, day: Day) -> Result<u32, BeyondCalendar> {
        let index = usize::try_from(day.days_since(self.start)).ok();
        index.and_then(|index| self.upto.get(index)).copied().ok_or_else(|| self.beyond(day))
    }

    /// The last covered day; the day before `start` where nothing is covered.
    fn end(&self) -> Day {
        self.start.plus(i64::try_from(self.upto.len()).unwrap_or(i64::MAX) - 1)
    }

    fn beyond(&self, day: Day) -> BeyondCalendar {
        BeyondCalendar { day, covers: self.covers }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn calendar() -> Calendar {
        Calendar::from_toml(include_str!("../../rules/bank-holidays.toml")).unwrap()
    }

    #[test]
    fn deadlines_step_over_weekends_and_bank_holidays() {
        let calendar = calendar();
        let after = |from: &str, count| calendar.working_days_after(day(from), count).unwrap().to_string();
        assert_eq!(after("2026-03-02", 2), "2026-03-04");
        assert_eq!(after("2026-03-06", 1), "2026-03-09", "Friday to Monday");
        assert_eq!(after("2026-03-07", 1), "2026-03-09", "Saturday to Monday");
        assert_eq!(after("2026-03-07", 0), "2026-03-07", "no day later is the day itself");
        assert_eq!(after("2026-04-02", 1), "2026-04-07", "over Easter");
        assert_eq!(after("2026-12-24", 1), "2026-12-29", "Christmas Friday, Boxing Day moved to Monday");
        assert_eq!(after("2022-06-01", 1), "2022-06-06", "over the Jubilee");
    }

    #[test]
    fn a_bank_holiday_is_told_by_name() {
        let calendar = calendar();
        assert_eq!(calendar.bank_holiday(day("2023-05-08")), Some("Coronation of King Charles III"));
        assert_eq!(calendar.bank_holiday(day("2023-05-09")), None);
        assert_eq!(calendar.is_working_day(day("2023-05-08")), Ok(false));
        assert_eq!(calendar.is_working_day(day("2023-05-09")), Ok(true));
    }

    #[test]
    fn nothing_is_counted_beyond_the_table() {
        let calendar = calendar();
        let beyond = |text: &str| BeyondCalendar { day: day(text), covers: (2015, 2027) };
        assert_eq!(calendar.is_working_day(day("2014-12-31")), Err(beyond("2014-12-31")));
        assert_eq!(calendar.working_days_after(day("2028-01-01"), 0), Err(beyond("2028-01-01")));
        assert_eq!(calendar.working_days_after(day("2027-12-30"), 1), Ok(day("2027-12-31")));
        assert_eq!(calendar.working_days_after(day("2027-12-30"), 2), Err(beyond("2028-01-01")));
        assert_eq!(calendar.working_days_after(day("2027-12-30"), u32::MAX), Err(beyond("2028-01-01")));
        assert_eq!(calendar.working_days_between(day("2014-12-31"), day("2015-01-02")), Ok(1));
        assert_eq!(
            calendar.working_days_between(day("2014-12-30"), day("2015-01-02")),
            Err(beyond("2014-12-31"))
        );
        assert_eq!(
            calendar.working_days_between(day("2027-12-30"), day("2028-03-01")),
            Err(beyond("2028-01-01"))
        );
        assert_eq!(
            beyond("2028-01-01").to_string(),
            "2028-01-01 is outside the bank-holiday table, which covers 2015 to 2027"
        );
        let empty = Calendar::new([], 2026, 2025);
        assert!(empty.is_working_day(day("2026-03-02")).is_err());
    }

    /// The slow way, written apart from the table: a day is asked for its weekday and its holiday, one at a time.
    struct Slow {
        holidays: Vec<Day>,
    }

    impl Slow {
        fn works(&self, day: Day) -> Result<bool, BeyondCalendar> {
            if !(2020..=2023).contains(&day.year()) {
                return Err(BeyondCalendar { day, covers: (2020, 2023) });
            }
            let weekday = chrono::Datelike::weekday(&day.date());
            Ok(!matches!(weekday, chrono::Weekday::Sat | chrono::Weekday::Sun)
                && !self.holidays.contains(&day))
        }

        fn after(&self, day: Day, count: u32) -> Result<Day, BeyondCalendar> {
            self.works(day)?;
            let mut reached = day;
            for _ in 0..count {
                reached = reached.plus(1);
                while !self.works(reached)? {
                    reached = reached.plus(1);
                }
            }
            Ok(reached)
        }

        fn between(&self, from: Day, to: Day) -> Result<u32, BeyondCalendar> {
            let (mut count, mut day) = (0, from);
            while day < to {
                day = day.plus(1);
                count += u32::from(self.works(day)?);
            }
            Ok(count)
        }
    }

    proptest! {
        #[test]
        fn the_table_counts_as_the_slow_way_does(
            holidays in prop::collection::vec(0_i64..1461, 0..60),
            from in -10_i64..1475,
            to in -10_i64..1475,
            count in 0_u32..400,
        ) {
            let start = Day::new(2020, 1, 1).unwrap();
            let holidays: Vec<Day> = holidays.into_iter().map(|days| start.plus(days)).collect();
            let calendar = Calendar::new(holidays.iter().copied(), 2020, 2023);
            let slow = Slow { holidays };
            let (from, to) = (start.plus(from), start.plus(to));
            prop_assert_eq!(calendar.is_working_day(from), slow.works(from));
            prop_assert_eq!(calendar.working_days_after(from, count), slow.after(from, count));
            prop_assert_eq!(calendar.working_days_between(from, to), slow.between(from, to));
        }
    }
}
