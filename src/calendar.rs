//! Days, working days and ages: all date arithmetic of the project is here.
//!
//! A [`Day`] is a day number, so comparing and counting cost nothing; chrono turns it into a calendar date at the
//! edges. Working days leave out Saturdays, Sundays and the bank holidays of England and Wales, which are data
//! (`rules/bank-holidays.toml`).

use std::collections::BTreeSet;
use std::fmt;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Weekday};

/// One calendar day, counted from 1 January of the year 1 (which is day 1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
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

    /// This day as a calendar date of chrono.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0).unwrap_or(NaiveDate::MAX)
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
    pub fn parse(text: &str) -> Option<Self> {
        let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
            return Day::parse(text).map(|day| Self { day, minute: None });
        };
        let day = Day::parse(date)?;
        let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
            Some(at) => (&time[..at], Some(&time[at..])),
            None => (time, None),
        };
        let clock = clock.split_once('.').map_or(clock, |(whole, _)| whole);
        let mut parts =
            clock.split(':').map(|part| (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten());
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().unwrap_or(Some(0))?;
        if parts.next().is_some() {
            return None;
        }
        let local = day.date().and_hms_opt(hour, minute, second.min(59))?;
        let london = match offset {
            None => local,
            Some(offset) => london_time(local - chrono::TimeDelta::minutes(offset_minutes(offset)?)),
        };
        let minutes = chrono::Timelike::num_seconds_from_midnight(&london.time()) / 60;
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

/// `Z`, `+01:00` or `-0530` as minutes east of Greenwich.
fn offset_minutes(text: &str) -> Option<i64> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i64, i64) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Europe/London local time of a UTC time: one hour ahead from 01:00 UTC on the last Sunday of March to 01:00 UTC on
/// the last Sunday of October (Summer Time Order 2002).
fn london_time(utc: NaiveDateTime) -> NaiveDateTime {
    let change = |month: u32| {
        let last = NaiveDate::from_ymd_opt(utc.year(), month, 31)?;
        let sunday = last - Days::new(u64::from(last.weekday().num_days_from_sunday()));
        sunday.and_hms_opt(1, 0, 0)
    };
    let summer = change(3).is_some_and(|start| utc >= start) && change(10).is_some_and(|end| utc < end);
    if summer { utc + chrono::TimeDelta::hours(1) } else { utc }
}

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

/// The bank holidays of England and Wales, for counting working days.
#[derive(Clone, Debug)]
pub struct Calendar {
    holidays: BTreeSet<Day>,
    first_year: i32,
    last_year: i32,
}

impl Calendar {
    /// A calendar of the given holidays, which are complete for the years `first_year` to `last_year`.
    pub fn new(holidays: impl IntoIterator<Item = Day>, first_year: i32, last_year: i32) -> Self {
        Self { holidays: holidays.into_iter().collect(), first_year, last_year }
    }

    /// The first and the last year covered.
    pub fn covers(&self) -> (i32, i32) {
        (self.first_year, self.last_year)
    }

    /// Whether `day` is a Monday to Friday that is no bank holiday.
    pub fn is_working_day(&self, day: Day) -> Result<bool, BeyondCalendar> {
        if !(self.first_year..=self.last_year).contains(&day.year()) {
            return Err(BeyondCalendar { day, covers: self.covers() });
        }
        let weekend = matches!(day.date().weekday(), Weekday::Sat | Weekday::Sun);
        Ok(!weekend && !self.holidays.contains(&day))
    }

    /// The `count`-th working day after `day` (Saturday + 1 is Monday); `day` itself for a count of 0.
    pub fn working_days_after(&self, day: Day, count: u32) -> Result<Day, BeyondCalendar> {
        self.is_working_day(day)?;
        let mut reached = day;
        for _ in 0..count {
            reached = reached.plus(1);
            while !self.is_working_day(reached)? {
                reached = reached.plus(1);
            }
        }
        Ok(reached)
    }

    /// Working days after `from` up to and including `to`; 0 where `to` is not later.
    pub fn working_days_between(&self, from: Day, to: Day) -> Result<u32, BeyondCalendar> {
        let mut count = 0;
        let mut day = from;
        while day < to {
            day = day.plus(1);
            count += u32::from(self.is_working_day(day)?);
        }
        Ok(count)
    }
}
