//! What is measured, on whom, and why a measurement may not be assessed.

use std::fmt;

use crate::calendar::Day;

/// What was measured.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Measure {
    /// Weight in kilograms.
    Weight,
    /// Length (lying, under 2 years) or height (standing) in centimetres.
    Height,
    /// Head circumference in centimetres.
    Head,
    /// Body mass index in kilograms per square metre.
    Bmi,
}

impl Measure {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Weight, Self::Height, Self::Head, Self::Bmi];

    /// The word for it in a reference file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Weight => "weight",
            Self::Height => "height",
            Self::Head => "head",
            Self::Bmi => "bmi",
        }
    }

    /// Its name as people read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Weight => "weight",
            Self::Height => "length or height",
            Self::Head => "head circumference",
            Self::Bmi => "body mass index",
        }
    }

    /// The unit of its values.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Weight => "kg",
            Self::Height | Self::Head => "cm",
            Self::Bmi => "kg/m²",
        }
    }

    /// What a living person from 23 weeks of gestation to adulthood can measure, in its unit. Outside it the entry is
    /// wrong (grams for kilograms, metres for centimetres).
    pub(super) fn possible(self) -> std::ops::RangeInclusive<f64> {
        match self {
            Self::Weight => 0.2..=300.0,
            Self::Height => 20.0..=230.0,
            Self::Head => 12.0..=70.0,
            Self::Bmi => 4.0..=100.0,
        }
    }

    /// How many standard deviations from the median are still a measurement and not a slip of the pen.
    pub(super) fn believable_z(self) -> f64 {
        match self {
            Self::Weight | Self::Height | Self::Head => 8.0,
            Self::Bmi => 15.0,
        }
    }
}

/// The sex that the record gives. The references know girls and boys only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sex {
    /// A girl.
    Female,
    /// A boy.
    Male,
    /// Recorded as indeterminate.
    Indeterminate,
    /// Recorded as not known.
    NotKnown,
}

impl Sex {
    /// Reads the words of the case format; `None` for any other.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "female" => Some(Self::Female),
            "male" => Some(Self::Male),
            "indeterminate" => Some(Self::Indeterminate),
            "not_known" => Some(Self::NotKnown),
            _ => None,
        }
    }

    /// `girl` or `boy`; `child` where the record does not say.
    pub fn child(self) -> &'static str {
        match self {
            Self::Female => "girl",
            Self::Male => "boy",
            Self::Indeterminate | Self::NotKnown => "child",
        }
    }
}

/// How long the pregnancy lasted: completed weeks, and the days beyond them where they are known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Gestation {
    /// Completed weeks.
    pub weeks: u8,
    /// Days beyond the completed weeks, 0 to 6.
    pub days: u8,
}

impl Gestation {
    /// Completed weeks, as records hold them.
    pub fn of_weeks(weeks: u8) -> Self {
        Self { weeks, days: 0 }
    }

    /// Its length in days.
    pub fn in_days(self) -> i64 {
        i64::from(self.weeks) * 7 + i64::from(self.days)
    }

    /// Whether a child can be born alive after it: 22 weeks to under 45.
    pub(super) fn is_possible(self) -> bool {
        (22..45).contains(&self.weeks) && self.days < 7
    }
}

impl fmt::Display for Gestation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.days {
            0 => write!(f, "{} weeks", self.weeks),
            1 => write!(f, "{} weeks and 1 day", self.weeks),
            days => write!(f, "{} weeks and {days} days", self.weeks),
        }
    }
}

/// One measurement of one child, with all that is needed to find its place on the chart.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Measured {
    /// What was measured.
    pub measure: Measure,
    /// The value in the unit of the measure.
    pub value: f64,
    /// The child's sex.
    pub sex: Sex,
    /// The day of birth.
    pub born: Day,
    /// The day of the measurement.
    pub measured: Day,
    /// How long the pregnancy lasted; absent means at term.
    pub gestation: Option<Gestation>,
}

/// What kept a measurement from being assessed. `Implausible` and `Dates` are faults of the entry; the others are limits
/// of the references or gaps in the record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Cause {
    /// The references need a girl or a boy.
    Sex,
    /// The dates cannot be right.
    Dates,
    /// The gestation cannot be right.
    Gestation,
    /// The value cannot be right.
    Implausible,
    /// No reference at hand covers the age.
    OutsideReference,
}

/// A measurement that could not be assessed, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotAssessed {
    /// The kind of reason, for programs.
    pub cause: Cause,
    /// The reason for people: a lower-case clause without a full stop.
    pub reason: String,
}

impl NotAssessed {
    pub(super) fn new(cause: Cause, reason: impl Into<String>) -> Self {
        Self { cause, reason: reason.into() }
    }
}

impl fmt::Display for NotAssessed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not assessed: {}", self.reason)
    }
}

impl std::error::Error for NotAssessed {}
