//! One calendar day, and the age of a person on it.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// One calendar day, counted from 1 January of the year 1 (which is day 1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// A day before every other.
    pub const EARLIEST: Self = Self(i32::MIN);

    /// The day of a calendar date; `None` for a date that does not exist.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from)
    }

    /// Reads `YYYY-MM-DD` exactly (ISO 8601 calendar date); `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |range: std::ops::Range<usize>| -> Option<u32> {
            bytes[range]
                .iter()
                .try_fold(0_u32, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
        };
        Self::new(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
    }

    /// This day as a calendar date of chrono; the nearest one that chrono can hold.
    pub fn date(self) -> NaiveDate {
        let nearest = if self.0 < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
        NaiveDate::from_num_days_from_ce_opt(self.0).unwrap_or(nearest)
    }

    /// The day `days` later (earlier for a negative count).
    pub fn plus(self, days: i64) -> Self {
        let moved = i64::from(self.0).saturating_add(days);
        Self(i32::try_from(moved).unwrap_or(if moved < 0 { i32::MIN } else { i32::MAX }))
    }

    /// Calendar days from `earlier` to this day; negative where `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i64 {
        i64::from(self.0) - i64::from(earlier.0)
    }

    /// The year of this day.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// Whether this day is a Saturday or a Sunday. Day 1 was a Monday.
    pub fn is_weekend(self) -> bool {
        (i64::from(self.0) - 1).rem_euclid(7) >= 5
    }

    /// Whole years of age on this day of somebody born on `birth`; born on 29 February, the birthday of other years is
    /// 1 March. Negative before birth.
    pub fn age_since(self, birth: Self) -> i32 {
        let (now, then) = (self.date(), birth.date());
        let before_birthday = (now.month(), now.day()) < (then.month(), then.day());
        now.year() - then.year() - i32::from(before_birthday)
    }

    /// The day as people write it: `4 Mar 2026`.
    pub fn in_words(self) -> impl fmt::Display {
        self.date().format("%-d %b %Y").to_string()
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date().format("%Y-%m-%d"))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn only_whole_iso_dates_that_exist_are_read() {
        assert_eq!(Day::parse("2024-02-29"), Day::new(2024, 2, 29));
        for text in [
            "2023-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-01",
            "20260101",
            "2026-01-01 ",
            "+026-01-01",
            "２０26-01-0",
        ] {
            assert_eq!(Day::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_day_in_words_is_british() {
        assert_eq!(day("2026-03-04").in_words().to_string(), "4 Mar 2026");
        assert_eq!(day("2025-12-31").in_words().to_string(), "31 Dec 2025");
    }

    #[test]
    fn an_age_changes_on_the_birthday() {
        let birth = day("2016-05-14");
        assert_eq!(day("2026-05-13").age_since(birth), 9);
        assert_eq!(day("2026-05-14").age_since(birth), 10);
        assert_eq!(day("2016-05-14").age_since(birth), 0);
        assert_eq!(day("2016-05-13").age_since(birth), -1);
    }

    #[test]
    fn a_leap_day_birthday_is_the_first_of_march_in_other_years() {
        let birth = day("2020-02-29");
        assert_eq!(day("2021-02-28").age_since(birth), 0);
        assert_eq!(day("2021-03-01").age_since(birth), 1);
        assert_eq!(day("2024-02-28").age_since(birth), 3);
        assert_eq!(day("2024-02-29").age_since(birth), 4);
    }

    #[test]
    fn days_beyond_all_calendars_stay_at_their_end() {
        let (early, late) = (day("2026-01-01").plus(i64::MIN), day("2026-01-01").plus(i64::MAX));
        assert!(early < day("0000-01-01") && early.year() < 0);
        assert!(late > day("9999-12-31") && late.year() > 9999);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(number in 1_i32..3_600_000) {
            let day = Day(number);
            prop_assume!(day.year() <= 9999);
            prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        }

        #[test]
        fn adding_and_subtracting_days_undo_each_other(number in 1_i32..3_600_000, days in -100_000_i64..100_000) {
            let start = Day(number);
            prop_assert_eq!(start.plus(days).days_since(start), days);
            prop_assert_eq!(start.plus(days).plus(-days), start);
            prop_assert_eq!(start.plus(days) > start, days > 0);
        }

        #[test]
        fn weekends_are_those_of_the_calendar(number in -1_000_000_i32..3_600_000) {
            let weekday = Day(number).date().weekday();
            prop_assert_eq!(Day(number).is_weekend(), matches!(weekday, Weekday::Sat | Weekday::Sun));
        }

        #[test]
        fn an_age_grows_by_one_within_each_year(number in 600_000_i32..800_000, years in 0_i32..100) {
            let birth = Day(number);
            let later = birth.plus(i64::from(years) * 366 + 1);
            prop_assert!(later.age_since(birth) >= years);
            prop_assert!(birth.plus(i64::from(years) * 365 - 1).age_since(birth) < years.max(1));
        }
    }
}
