//! What a chart shows: the measurements, each with its place or the reason why it has none, and the lines behind them.

use crate::calendar::Day;

use super::super::age::{Age, in_words};
use super::super::{Assessment, Cause, Gestation, Line, Measure, Measured, NotAssessed, Reference, Sex, who};
use super::scale::Window;

/// Whose growth is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Child {
    /// The child's sex.
    pub sex: Sex,
    /// The day of birth.
    pub born: Day,
    /// How long the pregnancy lasted; absent means at term.
    pub gestation: Option<Gestation>,
}

/// One measurement on a chart.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Mark {
    pub day: Day,
    pub value: f64,
    pub age: Age,
    pub place: Result<Assessment, NotAssessed>,
}

impl Mark {
    /// Whether it can be drawn: a wrong date or value has no point, an age without a reference has one without lines.
    pub fn is_drawn(&self) -> bool {
        match &self.place {
            Ok(_) => true,
            Err(not) => match not.cause {
                Cause::Sex | Cause::OutsideReference => true,
                Cause::Dates | Cause::Gestation | Cause::Implausible => false,
            },
        }
    }
}

/// One centile line, broken where a table ends and the next begins: ages in days and values.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Curve {
    pub line: Line,
    pub pieces: Vec<Vec<(i64, f64)>>,
}

/// A chart of one measure of one child.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    pub(super) measure: Measure,
    pub(super) child: Child,
    pub(super) marks: Vec<Mark>,
    pub(super) window: Window,
    pub(super) curves: Vec<Curve>,
}

/// One row of the table under a chart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The day of the measurement.
    pub day: Day,
    /// The age since birth, in words.
    pub age: String,
    /// The corrected age, in words, where it is corrected.
    pub corrected_age: Option<String>,
    /// The value with its unit.
    pub value: String,
    /// The centile as a number in words that people write: `9.6`, `25`, `below 0.1`; `None` where not assessed.
    pub centile: Option<String>,
    /// `on or near the 9th`, or `not assessed: ...`.
    pub place: String,
}

impl Chart {
    /// A chart of values in the unit of `measure`, each with its day, in any order.
    pub fn new(reference: &Reference, child: Child, measure: Measure, values: &[(Day, f64)]) -> Self {
        let Child { sex, born, gestation } = child;
        let mut marks: Vec<Mark> = values
            .iter()
            .map(|&(measured, value)| {
                let place = reference.assess(&Measured { measure, value, sex, born, measured, gestation });
                Mark { day: measured, value, age: Age::at(born, measured, gestation), place }
            })
            .collect();
        marks.sort_by(|a, b| a.day.cmp(&b.day).then(a.value.total_cmp(&b.value)));
        let ages = marks.iter().filter(|mark| mark.is_drawn()).map(|mark| mark.age);
        let window = Window::around(ages.flat_map(|age| [age.plotted_days(), age.chronological_days]));
        let has_lines = matches!(sex, Sex::Female | Sex::Male);
        let lines = Line::ALL.into_iter().filter(|_| has_lines);
        let curves = lines.map(|line| curve(reference, sex, measure, line, window)).collect();
        Self { measure, child, marks, window, curves }
    }

    /// The numbers of the chart as a table, by day.
    pub fn rows(&self) -> Vec<Row> {
        let row = |mark: &Mark| Row {
            day: mark.day,
            age: if mark.age.chronological_days < 0 {
                "before birth".to_owned()
            } else {
                in_words(mark.age.chronological_days)
            },
            corrected_age: mark.age.is_corrected().then(|| in_words(mark.age.plotted_days())),
            value: format!("{} {}", rounded(mark.value), self.measure.unit()),
            centile: mark.place.as_ref().ok().map(|place| centile_in_words(place.centile)),
            place: match &mark.place {
                Ok(place) => place.band.to_string(),
                Err(not) => not.to_string(),
            },
        };
        self.marks.iter().map(row).collect()
    }

    /// What is drawn, as a heading: `Weight of a girl`.
    pub fn title(&self) -> String {
        let name = match self.measure {
            Measure::Weight => "Weight",
            Measure::Height => "Length or height",
            Measure::Head => "Head circumference",
            Measure::Bmi => "Body mass index",
        };
        format!("{name} of a {}", self.child.sex.child())
    }

    /// The references behind the lines and the correction for an early birth, as one sentence.
    pub fn note(&self) -> String {
        let mut sources: Vec<String> = self
            .marks
            .iter()
            .filter_map(|mark| mark.place.as_ref().ok())
            .map(|place| place.source.to_string())
            .collect();
        sources.sort_unstable();
        sources.dedup();
        let lines = match sources.as_slice() {
            [] if self.marks.is_empty() => "There is no measurement.".to_owned(),
            [] => "No measurement could be placed on the centile lines.".to_owned(),
            known => format!("Centiles by the {}.", known.join(" and the ")),
        };
        match self.child.gestation.filter(|_| self.is_corrected()) {
            Some(gestation) => {
                format!(
                    "{lines} Ages corrected for a birth at {gestation}: filled marks; hollow marks: age since birth."
                )
            }
            None => lines,
        }
    }

    pub(super) fn is_corrected(&self) -> bool {
        self.marks.iter().any(|mark| mark.is_drawn() && mark.age.is_corrected())
    }
}

/// A value to two decimals, without closing zeros.
pub(super) fn rounded(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.to_owned()
}

/// A centile as people write it: whole in the middle, with one decimal near the ends.
fn centile_in_words(centile: f64) -> String {
    match centile {
        low if low < 0.1 => "below 0.1".to_owned(),
        high if high > 99.9 => "above 99.9".to_owned(),
        near_an_end if !(10.0..90.0).contains(&near_an_end) => format!("{near_an_end:.1}"),
        middle => format!("{middle:.0}"),
    }
}

/// Steps of a drawn centile line: enough to look smooth, few enough for a page of charts.
const STEPS: i64 = 80;

/// A centile line over the window, with both sides of each change of table.
fn curve(reference: &Reference, sex: Sex, measure: Measure, line: Line, window: Window) -> Curve {
    let standing = matches!(measure, Measure::Height | Measure::Bmi).then_some(who::STANDING_FROM);
    let breaks: Vec<i64> = [who::DAYS.start, who::DAYS.end].into_iter().chain(standing).collect();
    let span = window.to - window.from;
    let mut days: Vec<i64> = (0..=STEPS).map(|step| window.from + span * step / STEPS).collect();
    days.extend(breaks.iter().flat_map(|change| [change - 1, *change]).filter(|day| window.holds(*day)));
    days.sort_unstable();
    days.dedup();
    let mut pieces: Vec<Vec<(i64, f64)>> = Vec::new();
    let mut piece: Vec<(i64, f64)> = Vec::new();
    for day in days {
        if breaks.contains(&day) {
            pieces.push(std::mem::take(&mut piece));
        }
        match reference.value_at(measure, sex, day, line.z()) {
            Some(value) => piece.push((day, value)),
            None => pieces.push(std::mem::take(&mut piece)),
        }
    }
    pieces.push(piece);
    pieces.retain(|piece| piece.len() > 1);
    Curve { line, pieces }
}
