//! The bank-holiday file (`rules/bank-holidays.toml`) as a calendar, checked so that a forgotten year cannot pass.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::{Calendar, Day};

/// Every year since 1978 has had at least these: New Year's Day, Good Friday, Easter Monday, three in May and August,
/// Christmas Day and Boxing Day. A year with fewer is not complete.
const FEWEST_IN_A_YEAR: usize = 8;

/// Since when the eight bank holidays of today are law in England and Wales, and a limit on the size of the table.
const YEARS: std::ops::RangeInclusive<i32> = 1978..=2200;

/// Why a bank-holiday file is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CalendarError {
    /// The file is no TOML of the expected shape: the parser's message, with its line.
    Syntax(String),
    /// `source` is empty: nobody could tell whether the table is right.
    NoSource,
    /// `first_year` is after `last_year`, or one of them is not a year that can be covered.
    Years(i32, i32),
    /// A date with a time, or one that does not exist.
    NotADate(String),
    /// A holiday without a name.
    NoName(Day),
    /// The same date twice.
    Twice(Day),
    /// A holiday in a year that the table does not claim to cover.
    OutsideYears(Day),
    /// A holiday on a Saturday or Sunday: the substitute day is the bank holiday.
    OnWeekend(Day),
    /// A year with fewer bank holidays than any year has.
    TooFew {
        /// The year.
        year: i32,
        /// How many the file gives.
        found: usize,
    },
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => write!(f, "the bank-holiday file cannot be read: {message}"),
            Self::NoSource => {
                write!(f, "the bank-holiday file does not say where its dates come from (`source`)")
            }
            Self::Years(first, last) => write!(
                f,
                "the bank-holiday file covers {first} to {last}; give a first and a last year within {} to {}",
                YEARS.start(),
                YEARS.end()
            ),
            Self::NotADate(text) => {
                write!(f, "`{text}` in the bank-holiday file is not a date such as 2026-12-25")
            }
            Self::NoName(day) => write!(f, "the bank holiday on {day} has no name"),
            Self::Twice(day) => write!(f, "the bank holiday on {day} is given twice"),
            Self::OutsideYears(day) => {
                write!(
                    f,
                    "the bank holiday on {day} is outside the years that the file covers; change `last_year`"
                )
            }
            Self::OnWeekend(day) => {
                write!(f, "the bank holiday on {day} is on a weekend; give its substitute day instead")
            }
            Self::TooFew { year, found } => write!(
                f,
                "{year} has only {found} bank holidays in the file; every year has at least {FEWEST_IN_A_YEAR}, so some are missing"
            ),
        }
    }
}

impl std::error::Error for CalendarError {}

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: String,
    first_year: i32,
    last_year: i32,
    holidays: Vec<Holiday>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Holiday {
    date: toml::value::Datetime,
    name: String,
}

impl Calendar {
    /// Reads a bank-holiday file: `source`, `first_year`, `last_year` and `holidays` with `date` and `name`.
    ///
    /// # Errors
    /// An unknown key, a date twice, at a weekend or outside the years, and a year that cannot be complete are refused.
    pub fn from_toml(text: &str) -> Result<Self, CalendarError> {
        let file: File = toml::from_str(text).map_err(|error| CalendarError::Syntax(error.to_string()))?;
        if file.source.trim().is_empty() {
            return Err(CalendarError::NoSource);
        }
        let years = file.first_year..=file.last_year;
        if years.is_empty() || !YEARS.contains(years.start()) || !YEARS.contains(years.end()) {
            return Err(CalendarError::Years(file.first_year, file.last_year));
        }
        let mut found: BTreeMap<i32, usize> = years.clone().map(|year| (year, 0)).collect();
        let mut holidays = BTreeMap::new();
        for Holiday { date, name } in file.holidays {
            let day =
                Day::parse(&date.to_string()).ok_or_else(|| CalendarError::NotADate(date.to_string()))?;
            if name.trim().is_empty() {
                return Err(CalendarError::NoName(day));
            }
            if day.is_weekend() {
                return Err(CalendarError::OnWeekend(day));
            }
            *found.get_mut(&day.year()).ok_or(CalendarError::OutsideYears(day))? += 1;
            if holidays.insert(day, name).is_some() {
                return Err(CalendarError::Twice(day));
            }
        }
        if let Some((&year, &found)) = found.iter().find(|(_, found)| **found < FEWEST_IN_A_YEAR) {
            return Err(CalendarError::TooFew { year, found });
        }
        Ok(Self::named(holidays, file.first_year, file.last_year))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../rules/bank-holidays.toml");

    fn shipped() -> Calendar {
        Calendar::from_toml(SHIPPED).unwrap()
    }

    fn refused(text: &str) -> CalendarError {
        Calendar::from_toml(text).unwrap_err()
    }

    fn days_of(calendar: &Calendar, year: i32) -> Vec<Day> {
        let days = (1..=12).flat_map(|month| (1..=31).filter_map(move |day| Day::new(year, month, day)));
        days.filter(|day| calendar.bank_holiday(*day).is_some()).collect()
    }

    /// Easter Sunday by the lunar tables of the 1662 prayer book (golden number, epact), not by any library.
    fn easter(year: i32) -> Day {
        let golden = year % 19 + 1;
        let century = year / 100 + 1;
        let dropped_leap_days = 3 * century / 4 - 12;
        let moon_drift = (8 * century + 5) / 25 - 5;
        let sunday = 5 * year / 4 - dropped_leap_days - 10;
        let mut epact = (11 * golden + 20 + moon_drift - dropped_leap_days).rem_euclid(30);
        if epact == 24 || (epact == 25 && golden > 11) {
            epact += 1;
        }
        let mut full_moon = 44 - epact;
        if full_moon < 21 {
            full_moon += 30;
        }
        let march = full_moon + 7 - (sunday + full_moon) % 7;
        Day::new(year, 3, 1).unwrap().plus(i64::from(march) - 1)
    }

    /// The first Monday of a month, or the last.
    fn monday(year: i32, month: u32, last: bool) -> Day {
        let days = (1..=31).filter_map(|day| Day::new(year, month, day));
        let mut mondays = days.filter(|day| day.date().format("%u").to_string() == "1");
        if last { mondays.next_back() } else { mondays.next() }.unwrap()
    }

    /// The bank holidays that the law gives a year that no proclamation changed.
    fn by_law(year: i32) -> Vec<Day> {
        let mut days = vec![
            easter(year).plus(-2),
            easter(year).plus(1),
            monday(year, 5, false),
            monday(year, 5, true),
            monday(year, 8, true),
        ];
        for (month, day) in [(1, 1), (12, 25), (12, 26)] {
            let mut holiday = Day::new(year, month, day).unwrap();
            while holiday.is_weekend() || days.contains(&holiday) {
                holiday = holiday.plus(1);
            }
            days.push(holiday);
        }
        days.sort();
        days
    }

    #[test]
    fn easter_is_known_for_some_years() {
        let easters: Vec<String> =
            [2015, 2019, 2024, 2025, 2027].map(|year| easter(year).to_string()).to_vec();
        assert_eq!(easters, ["2015-04-05", "2019-04-21", "2024-03-31", "2025-04-20", "2027-03-28"]);
    }

    #[test]
    fn each_year_holds_good_friday_and_easter_monday() {
        let calendar = shipped();
        for year in 2015..=2027 {
            assert_eq!(calendar.bank_holiday(easter(year).plus(-2)), Some("Good Friday"), "{year}");
            assert_eq!(calendar.bank_holiday(easter(year).plus(1)), Some("Easter Monday"), "{year}");
        }
    }

    #[test]
    fn each_year_holds_the_days_by_law_and_those_proclaimed() {
        let calendar = shipped();
        assert_eq!(calendar.covers(), (2015, 2027));
        for year in 2015..=2027 {
            let (without, with): (&[&str], &[&str]) = match year {
                2020 => (&["2020-05-04"], &["2020-05-08"]),
                2022 => (&["2022-05-30"], &["2022-06-02", "2022-06-03", "2022-09-19"]),
                2023 => (&[], &["2023-05-08"]),
                _ => (&[], &[]),
            };
            let mut expected = by_law(year);
            for text in without {
                let count = expected.len();
                expected.retain(|day| *day != Day::parse(text).unwrap());
                assert_eq!(expected.len(), count - 1, "{text} is a holiday by law");
            }
            expected.extend(with.iter().map(|text| Day::parse(text).unwrap()));
            expected.sort();
            assert_eq!(days_of(&calendar, year), expected, "{year}");
        }
    }

    #[test]
    fn substitute_days_say_so_and_only_they() {
        let calendar = shipped();
        for year in 2015..=2027 {
            for day in days_of(&calendar, year) {
                let name = calendar.bank_holiday(day).unwrap();
                let own_date = match name.split(" (").next().unwrap() {
                    "New Year's Day" => "01-01",
                    "Christmas Day" => "12-25",
                    "Boxing Day" => "12-26",
                    _ => continue,
                };
                assert_eq!(
                    name.ends_with("(substitute day)"),
                    !day.to_string().ends_with(own_date),
                    "{day} {name}"
                );
            }
        }
    }

    #[test]
    fn a_forgotten_holiday_makes_its_year_too_short() {
        let line = SHIPPED.lines().find(|line| line.contains("2026-04-06")).unwrap();
        assert_eq!(refused(&SHIPPED.replace(line, "")), CalendarError::TooFew { year: 2026, found: 7 });
        assert_eq!(
            refused(&SHIPPED.replace("last_year = 2027", "last_year = 2028")),
            CalendarError::TooFew { year: 2028, found: 0 }
        );
    }

    #[test]
    fn faults_of_the_file_are_refused_and_named() {
        let edit = |from: &str, to: &str| {
            assert!(SHIPPED.contains(from), "{from}");
            refused(&SHIPPED.replacen(from, to, 1))
        };
        let day = |text: &str| Day::parse(text).unwrap();
        let unknown = edit("first_year =", "colour = 1\nfirst_year =").to_string();
        assert!(unknown.contains("unknown field `colour`"), "{unknown}");
        let unknown = edit("name = \"Good Friday\"", "name = \"Good Friday\", nmae = \"\"").to_string();
        assert!(unknown.contains("unknown field `nmae`"), "{unknown}");
        assert!(matches!(edit("date = 2026-12-25", "date = 2026-12-32"), CalendarError::Syntax(_)));
        assert!(matches!(
            edit("date = 2026-12-25", "date = 2026-12-25T10:00:00"),
            CalendarError::NotADate(_)
        ));
        assert_eq!(edit("2026-12-28", "2026-12-26"), CalendarError::OnWeekend(day("2026-12-26")));
        assert_eq!(edit("2026-12-28", "2026-12-25"), CalendarError::Twice(day("2026-12-25")));
        assert_eq!(
            edit("last_year = 2027", "last_year = 2026"),
            CalendarError::OutsideYears(day("2027-01-01"))
        );
        assert_eq!(edit("last_year = 2027", "last_year = 2014"), CalendarError::Years(2015, 2014));
        assert_eq!(edit("last_year = 2027", "last_year = 99999"), CalendarError::Years(2015, 99999));
        assert_eq!(edit("name = \"Good Friday\"", "name = \" \""), CalendarError::NoName(day("2015-04-03")));
        let source = SHIPPED.lines().find(|line| line.starts_with("source")).unwrap();
        assert_eq!(edit(source, "source = \"\""), CalendarError::NoSource);
    }
}
