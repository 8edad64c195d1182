//! Dates as people in England write them, found in prose.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::calendar::Day;

/// A date found in a text; the year may be left to be told from when the text was written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DateFound {
    /// Byte range of the date in the text.
    pub range: Range<usize>,
    /// Day of the month.
    pub day: u32,
    /// Month, 1 to 12.
    pub month: u32,
    /// Year where it was written.
    pub year: Option<i32>,
}

impl DateFound {
    /// The day meant, by the written year alone.
    pub fn exact(&self) -> Option<Day> {
        Day::new(self.year?, self.month, self.day)
    }

    /// The day meant in a text written on `written`: of the years around it, the one nearest to it, where `ahead`
    /// prefers the next such day (an appointment) to the last one.
    pub fn near(&self, written: Day, ahead: bool) -> Option<Day> {
        if self.year.is_some() {
            return self.exact();
        }
        let year = written.year();
        let candidates =
            [year - 1, year, year + 1].into_iter().filter_map(|year| Day::new(year, self.month, self.day));
        candidates.min_by_key(|day| {
            let apart = day.days_since(written);
            let wrong_way = (ahead && apart < 0) || (!ahead && apart > 0);
            // A date on the less likely side must be more than three times nearer to be taken.
            apart.abs() * if wrong_way { 3 } else { 1 }
        })
    }
}

static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    let pattern = format!(
        r"(?i)\b(?:(?P<y1>\d{{4}})-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})[/.](?P<m2>\d{{1,2}})(?:[/.](?P<y2>\d{{4}}|\d{{2}}))?|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m3>{MONTH})\b\.?(?:,?\s+(?P<y3>20\d\d|'\d\d))?|(?P<m4>{MONTH})\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y4>20\d\d))?)\b"
    );
    Regex::new(&pattern).ok()
});

/// All dates in a text, in order. What is no calendar date (31/02, 14/13) and ratios such as 24/7 or 4.5 are left out.
pub fn find_dates(text: &str) -> Vec<DateFound> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let Some(pattern) = PATTERN.as_ref() else { return Vec::new() };
    pattern.captures_iter(text).filter_map(|captures| date_of(text, &captures)).collect()
}

fn date_of(text: &str, captures: &Captures<'_>) -> Option<DateFound> {
    let part =
        |names: [&str; 4]| names.into_iter().find_map(|name| captures.name(name)).map(|found| found.as_str());
    let whole = captures.get(0)?;
    let day: u32 = part(["d1", "d2", "d3", "d4"])?.parse().ok()?;
    let month_text = part(["m1", "m2", "m3", "m4"])?;
    let month = month_text.parse().ok().or_else(|| month_number(month_text))?;
    let year = part(["y1", "y2", "y3", "y4"]).and_then(|year| {
        let year: i32 = year.trim_start_matches('\'').parse().ok()?;
        Some(if year < 100 { 2000 + year } else { year })
    });
    let written = whole.as_str();
    let dotted = written.contains('.') && !written.contains(' ');
    if year.is_none() && (dotted || written == "24/7") {
        return None;
    }
    // A fraction or a score ("5/10", "120/80") stands where no month does; "/7", "/52", "/12" are durations.
    if year.is_none() && captures.name("d2").is_some() {
        let before = text.get(..whole.start())?.chars().next_back();
        if before.is_some_and(|c| c == '/' || c == '.') || text.get(whole.end()..)?.starts_with('/') {
            return None;
        }
    }
    Day::new(year.unwrap_or(2024), month, day)?;
    Some(DateFound { range: whole.range(), day, month, year })
}

fn month_number(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let short = text.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| *month == short)?;
    u32::try_from(index + 1).ok()
}

/// The one date with a year in a short text such as a table cell; `None` where there is none or several differ.
pub fn only_date(text: &str) -> Option<Day> {
    let mut days = find_dates(text).into_iter().filter_map(|found| found.exact());
    let first = days.next()?;
    days.all(|day| day == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{find_dates, only_date};
    use crate::calendar::Day;

    #[test]
    fn reads_dates_as_they_are_written() {
        let day = Day::new(2026, 3, 4);
        for text in [
            "2026-03-04",
            "04/03/2026",
            "4/3/26",
            "4 March 2026",
            "Wednesday 4th March 2026",
            "4th of March 2026",
            "4 Mar 2026",
            "March 4th, 2026",
            "04.03.2026",
        ] {
            assert_eq!(only_date(text), day, "{text}");
        }
        for text in ["31/02/2026", "4.5 mg", "24/7", "Year 4", "120/80"] {
            assert_eq!(find_dates(text), [], "{text}");
        }
    }

    #[test]
    fn a_date_without_a_year_is_the_likely_one() {
        let written = Day::new(2025, 12, 3).expect("a day");
        let found = find_dates("Next there Weds 14 Jan 10.15.");
        assert_eq!(found[0].near(written, true), Day::new(2026, 1, 14));
        let found = find_dates("not brought 16/9");
        assert_eq!(found[0].near(written, false), Day::new(2025, 9, 16));
    }
}
