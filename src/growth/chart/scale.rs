//! The scales of a chart: the span of ages, the span of values, and where their marks stand.

/// A month in days of age.
const MONTH: f64 = 365.25 / 12.0;

/// The ages that a chart shows, in days, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Window {
    pub from: i64,
    pub to: i64,
}

impl Window {
    /// A window around some ages in days: from birth for a child under 2 years, else from a whole year, with a little room
    /// after the last; at least half a year, and a whole one from 2 years.
    pub fn around(ages: impl IntoIterator<Item = i64>) -> Self {
        let ages: Vec<i64> = ages.into_iter().collect();
        let (first, last) =
            (ages.iter().min().copied().unwrap_or(0), ages.iter().max().copied().unwrap_or(0));
        let months = |day: i64| day as f64 / MONTH;
        let from = match months(first) {
            early if early < 0.0 => early.floor(),
            young if young < 24.0 => 0.0,
            older => (older / 12.0).floor() * 12.0,
        };
        let room = months(last) + 0.5;
        let step = if room - from > 24.0 { 12.0 } else { 6.0 };
        let to = (room / step).ceil() * step;
        let least = if from >= 24.0 { 12.0 } else { 6.0 };
        let day = |months: f64| (months * MONTH).round() as i64;
        Self { from: day(from), to: day(to.max(from + least)) }
    }

    /// Whether an age lies in it.
    pub fn holds(self, day: i64) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Where the marks of the age axis stand: the age in days and its label, in months for short spans, else in years.
    pub fn ticks(self) -> Vec<(f64, String)> {
        let months = (self.to - self.from) as f64 / MONTH;
        let step = match months {
            short if short <= 8.5 => 1.0,
            year if year <= 15.0 => 2.0,
            two_years if two_years <= 30.0 => 3.0,
            five_years if five_years <= 61.0 => 6.0,
            _ => 24.0,
        };
        let first = (self.from as f64 / MONTH / step - 0.01).ceil();
        let in_years = months > 30.0;
        let label = |age: f64| if in_years { format!("{}", age / 12.0) } else { format!("{age}") };
        (0..200)
            .map(|index| (first + f64::from(index)) * step)
            .take_while(|age| age * MONTH <= self.to as f64 + 1.0)
            // `+ 0.0` turns a negative zero into zero.
            .map(|age| (age * MONTH, label(age + 0.0)))
            .collect()
    }

    /// The unit of the age axis.
    pub fn unit(self) -> &'static str {
        if (self.to - self.from) as f64 / MONTH > 30.0 { "years" } else { "months" }
    }
}

/// The values that a chart shows, and the distance between the marks of their axis.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Values {
    pub from: f64,
    pub to: f64,
    pub step: f64,
}

impl Values {
    /// A span around some values that begins and ends on a mark, with 4 to 10 marks.
    pub fn around(values: impl IntoIterator<Item = f64>) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            (low, high) = (low.min(value), high.max(value));
        }
        if low > high {
            (low, high) = (0.0, 1.0);
        }
        // A lone value stands in the middle of a span that means something, not of its last digit.
        let short_by = (0.2 * high - (high - low)).max(0.0);
        (low, high) = (low - short_by / 2.0, high + short_by / 2.0);
        let span = high - low;
        let steps = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];
        let step = steps.into_iter().find(|step| span / step <= 9.0).unwrap_or(100.0);
        let from = (low / step - 0.1).floor().max(0.0) * step;
        let to = (high / step + 0.1).ceil() * step;
        Self { from, to: to.max(from + step), step }
    }

    /// The marks of the axis.
    pub fn ticks(self) -> Vec<f64> {
        let count = ((self.to - self.from) / self.step).round() as i32;
        (0..=count).map(|index| self.from + f64::from(index) * self.step).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_window_begins_at_birth_or_at_a_whole_year() {
        assert_eq!(Window::around([40, 100]), Window { from: 0, to: 183 });
        assert_eq!(Window::around([40, 200]), Window { from: 0, to: 365 });
        assert_eq!(Window::around([1100, 1200]), Window { from: 1096, to: 1461 });
        assert_eq!(Window::around([-40, 60]), Window { from: -61, to: 183 });
        assert_eq!(Window::around([]), Window { from: 0, to: 183 });
    }

    #[test]
    fn ticks_are_in_months_or_years() {
        let labels =
            |window: Window| window.ticks().into_iter().map(|(_, label)| label).collect::<Vec<_>>().join(" ");
        assert_eq!(labels(Window { from: 0, to: 183 }), "0 1 2 3 4 5 6");
        assert_eq!(labels(Window { from: -61, to: 183 }), "-2 -1 0 1 2 3 4 5 6");
        assert_eq!(labels(Window { from: 0, to: 1461 }), "0 0.5 1 1.5 2 2.5 3 3.5 4");
        assert_eq!(Values::around([3.2, 9.7]).ticks(), [3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]);
    }

    proptest! {
        #[test]
        fn all_ages_and_values_lie_within(days in prop::collection::vec(-120_i64..8000, 1..6), values in prop::collection::vec(0.3_f64..250.0, 1..9)) {
            let window = Window::around(days.iter().copied());
            prop_assert!(days.iter().all(|day| window.holds(*day)));
            prop_assert!((2..=26).contains(&window.ticks().len()), "{:?}", window);
            let span = Values::around(values.iter().copied());
            prop_assert!(values.iter().all(|value| (span.from..=span.to).contains(value)), "{:?}", span);
            prop_assert!((2..=12).contains(&span.ticks().len()), "{:?}", span);
        }
    }
}
