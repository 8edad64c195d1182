//! A day with the time of day where it is known, in the time of England.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use super::Day;

/// A day, and the minute of that day in Europe/London time where it is known. A bare day sorts before any minute of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Moment {
    /// The day in England.
    pub day: Day,
    /// Minutes since midnight, where the time is known.
    pub minute: Option<u16>,
}

impl Moment {
    /// Reads an ISO 8601 date, or a date-time with or without seconds and offset (`2026-03-12T23:40`,
    /// `2026-03-12T22:40:00Z`). A time with an offset is turned into Europe/London time; one without is taken as such.
    /// `None` for anything else: also for 24:00, which people mean in two ways.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
            return Day::parse(text).map(|day| Self { day, minute: None });
        };
        let day = Day::parse(date)?;
        let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
            Some(at) => (&time[..at], Some(&time[at..])),
            None => (time, None),
        };
        let (hour, minute) = hour_and_minute(clock)?;
        let local = day.date().and_hms_opt(hour, minute, 0)?;
        let london = match offset {
            None => local,
            Some(offset) => {
                london_time(local.checked_sub_signed(TimeDelta::minutes(offset_minutes(offset)?))?)
            }
        };
        let minutes = london.time().num_seconds_from_midnight() / 60;
        Some(Self { day: Day::from(london.date()), minute: u16::try_from(minutes).ok() })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.minute {
            None => write!(f, "{}", self.day),
            Some(minute) => write!(f, "{}T{:02}:{:02}", self.day, minute / 60, minute % 60),
        }
    }
}

/// `23:40`, `23:40:59` or `23:40:59.123`; the seconds are checked (60 is a leap second) and left out.
fn hour_and_minute(clock: &str) -> Option<(u32, u32)> {
    let mut parts = clock.split(':');
    let (hour, minute) = (two_digits(parts.next()?)?, two_digits(parts.next()?)?);
    if let Some(seconds) = parts.next() {
        let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
        let fraction_is_number = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
        if two_digits(whole)? > 60 || !fraction_is_number {
            return None;
        }
    }
    parts.next().is_none().then_some((hour, minute))
}

/// Exactly two ASCII digits as a number.
fn two_digits(text: &str) -> Option<u32> {
    let bytes = text.as_bytes();
    (bytes.len() == 2 && bytes.iter().all(u8::is_ascii_digit)).then(|| text.parse().ok()).flatten()
}

/// `Z`, `+01:00`, `-0530` or `+01` as minutes east of Greenwich; no place is more than 18 hours off.
fn offset_minutes(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = match digits.len() {
        2 => (digits, "00"),
        4 => digits.split_at_checked(2)?,
        _ => digits.split_once(':')?,
    };
    let (hours, minutes) = (i64::from(two_digits(hours)?), i64::from(two_digits(minutes)?));
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Europe/London local time of a UTC time: one hour ahead from 01:00 UTC on the last Sunday of March to 01:00 UTC on
/// the last Sunday of October (Summer Time Order 2002; the same dates in use since 1996). Earlier years had other dates.
fn london_time(utc: NaiveDateTime) -> NaiveDateTime {
    let change = |month: u32| {
        let last = NaiveDate::from_ymd_opt(utc.year(), month, 31)?;
        let sunday = last - Days::new(u64::from(last.weekday().num_days_from_sunday()));
        sunday.and_hms_opt(1, 0, 0)
    };
    let summer = change(3).is_some_and(|start| utc >= start) && change(10).is_some_and(|end| utc < end);
    if summer { utc + TimeDelta::hours(1) } else { utc }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn london(text: &str) -> String {
        Moment::parse(text).map_or_else(|| "refused".to_owned(), |moment| moment.to_string())
    }

    #[test]
    fn a_time_without_offset_is_taken_as_it_stands() {
        assert_eq!(london("2026-03-12"), "2026-03-12");
        assert_eq!(london("2026-07-12T23:40"), "2026-07-12T23:40");
        assert_eq!(london("2026-07-12 23:40:59"), "2026-07-12T23:40");
        assert_eq!(london("2026-07-12t00:00:00.250"), "2026-07-12T00:00");
        assert_eq!(london("2016-12-31T23:59:60Z"), "2016-12-31T23:59");
    }

    #[test]
    fn an_offset_moves_the_time_and_sometimes_the_day() {
        assert_eq!(london("2026-01-12T23:40:00Z"), "2026-01-12T23:40");
        assert_eq!(london("2026-07-12T23:40:00Z"), "2026-07-13T00:40");
        assert_eq!(london("2026-07-12T00:20+02:00"), "2026-07-11T23:20");
        assert_eq!(london("2026-07-12T00:20+01"), "2026-07-12T00:20");
        assert_eq!(london("2025-12-31T20:30:00-0530"), "2026-01-01T02:00");
    }

    #[test]
    fn summer_time_begins_and_ends_at_one_in_the_morning_utc_on_the_last_sunday() {
        assert_eq!(london("2026-03-29T00:59:00Z"), "2026-03-29T00:59");
        assert_eq!(london("2026-03-29T01:00:00Z"), "2026-03-29T02:00");
        assert_eq!(london("2026-10-25T00:59:00Z"), "2026-10-25T01:59");
        assert_eq!(london("2026-10-25T01:00:00Z"), "2026-10-25T01:00");
        assert_eq!(london("2024-03-31T01:00:00Z"), "2024-03-31T02:00");
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "2026-03-12T",
            "2026-03-12T9:00",
            "2026-03-12T24:00",
            "2026-03-12T12:60",
            "2026-03-12T12:00:61",
            "2026-03-12T12",
            "2026-03-12T12:00:00:00",
            "2026-03-12T12:00:00.",
            "2026-03-12T12:00:00.x",
            "2026-03-12T12.5:00",
            "2026-03-12T12:00+1",
            "2026-03-12T12:00+01:0",
            "2026-03-12T12:00+:0100",
            "2026-03-12T12:00+19:00",
            "2026-03-12T12:00+01:60",
            "2026-03-12T12:00ZZ",
            "2026-02-30T12:00",
            "2026-03-12T+1:00",
            "2026-03-12Té:00",
            "2026-03-12T12:00+é1",
        ] {
            assert_eq!(london(text), "refused", "{text:?}");
        }
    }

    #[test]
    fn a_bare_day_sorts_before_each_minute_of_it() {
        let [day, midnight, next] =
            ["2026-03-12", "2026-03-12T00:00", "2026-03-13"].map(|text| Moment::parse(text).unwrap());
        assert!(day < midnight && midnight < next);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_without_panic(text in "\\PC{0,30}", tail in "[T t0-9:.Zz+é-]{0,16}") {
            let _ = Moment::parse(&text);
            let _ = Moment::parse(&format!("2026-03-12T{tail}"));
            let _ = Moment::parse(&format!("0000-01-01T00:00{tail}"));
        }

        #[test]
        fn two_spellings_of_one_instant_agree(hours in 0_i64..24, minutes in 0_i64..60, day in 0_i64..3000, east in -12_i64..=14) {
            let utc = Day::new(2019, 1, 1).unwrap().plus(day).date().and_hms_opt(0, 0, 0).unwrap()
                + TimeDelta::minutes(hours * 60 + minutes);
            let there = utc + TimeDelta::hours(east);
            let spelt = format!("{}{}{:02}:00", there.format("%Y-%m-%dT%H:%M:%S"), if east < 0 { '-' } else { '+' }, east.abs());
            prop_assert_eq!(Moment::parse(&spelt), Moment::parse(&format!("{}Z", utc.format("%Y-%m-%dT%H:%M:%S"))));
        }
    }
}
