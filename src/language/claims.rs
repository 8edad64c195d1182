//! What minutes state as fact and a record may contradict.

use crate::calendar::Day;
use crate::minutes::{Document, find_dates};

use super::assertion::subject;
use super::lexicon::{Cue, Who};
use super::matcher::Tag;
use super::reading::{Quote, quote};
use super::topic::Topic;
use super::view::{Sentence, View};

/// What is claimed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClaimKind {
    /// All, every, or none missed.
    AllAppointmentsAttended,
    /// The child takes no medicine.
    NoMedication,
    /// The child has no health need.
    NoHealthNeeds,
    /// A health care plan is there.
    HealthCarePlanInPlace,
    /// Immunisations are up to date.
    ImmunisationsUpToDate,
    /// The day of the next health appointment.
    NextAppointment,
    /// A medicine and its dose as written.
    Dose {
        /// The medicine as written.
        medicine: String,
        /// The dose as written, such as `500mg`.
        dose: String,
    },
}

impl ClaimKind {
    /// The name that records and reports use.
    pub fn name(&self) -> &'static str {
        match self {
            Self::AllAppointmentsAttended => "all_appointments_attended",
            Self::NoMedication => "no_medication",
            Self::NoHealthNeeds => "no_health_needs",
            Self::HealthCarePlanInPlace => "health_care_plan_in_place",
            Self::ImmunisationsUpToDate => "immunisations_up_to_date",
            Self::NextAppointment => "next_appointment",
            Self::Dose { .. } => "dose",
        }
    }
}

/// Whom a claim is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum About {
    /// The child.
    Child,
    /// A carer, by the word the minutes use.
    Carer(String),
    /// It cannot be told.
    Unknown,
}

/// Something the minutes state as fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// What is claimed.
    pub kind: ClaimKind,
    /// The sentence that claims it.
    pub quote: Quote,
    /// Whom it is about.
    pub person: About,
    /// The day claimed, for a next appointment.
    pub date: Option<Day>,
}

pub(super) fn claims(views: &[View<'_>], document: &Document, written: Option<Day>) -> Vec<Claim> {
    let mut found = Vec::new();
    for view in views {
        for sentence in view.each() {
            for (kind, date) in kinds(&sentence, written) {
                found.push(Claim {
                    kind,
                    quote: quote(view, document, sentence.start..sentence.end, None),
                    person: person(&sentence),
                    date,
                });
            }
        }
    }
    found
}

fn person(sentence: &Sentence<'_>) -> About {
    match subject(sentence) {
        Some(Who::Carer) => {
            let word = sentence.who(Who::Carer).map(|hit| sentence.slice(hit).to_owned()).unwrap_or_default();
            // "Mum has brought him to every appointment" and "mum says he went to all of them" are about the child, but
            // "mum says she went to all of her own" is not.
            let brought = ["brought him", "brought her", "taken him", "taken her", "brought them"];
            let speaks = [
                " says ",
                " said ",
                " reports ",
                " reported ",
                " states ",
                " stated ",
                " told ",
                " confirmed ",
            ];
            let says = |words: &[&str]| words.iter().any(|word| sentence.text().contains(word));
            if says(&brought) || (says(&speaks) && !says(&[" own "])) {
                About::Child
            } else {
                About::Carer(word)
            }
        }
        Some(Who::Child) => About::Child,
        _ => About::Unknown,
    }
}

fn kinds(sentence: &Sentence<'_>, written: Option<Day>) -> Vec<(ClaimKind, Option<Day>)> {
    let mut kinds = Vec::new();
    let doubtful = sentence.has(Cue::Deferral) || sentence.has(Cue::Unknown) || sentence.has(Cue::General);
    let bare = |cue: Cue| {
        sentence.has(cue)
            && sentence.hits().any(|hit| {
                hit.tag == Tag::Cue(cue)
                    && hit.start == sentence.start
                    && sentence.text().len() <= hit.end - hit.start + 1
            })
    };
    let context = |topic: Topic| sentence.view.context.contains(&topic);
    let label = || {
        let label = sentence.view.block.cell().and_then(|cell| cell.row_label.as_deref());
        // No such label is longer; a long one is not worth a copy for each cell of its row.
        label.filter(|label| label.len() < 400).unwrap_or_default().to_lowercase()
    };
    let denies = |topic: Topic| sentence.find(Tag::Denies(topic));
    if doubtful {
        return kinds;
    }
    let says = |words: &[&str]| words.iter().any(|word| sentence.text().contains(word));
    let all = denies(Topic::WasNotBrought).is_some()
        || (says(&["all ", "every "])
            && says(&["appointment", "appts"])
            && says(&["attended", "been to", "brought to", "taken to"])
            && !sentence.has(Cue::Negation)
            && !says(&["school", "nearly", "almost", "most"]))
        || (bare(Cue::Yes) && label().contains("attended") && label().contains("appointment"));
    if all && !sentence.text().contains(" except") && !sentence.text().contains(" apart from") {
        kinds.push((ClaimKind::AllAppointmentsAttended, None));
    }
    let sibling_or_carer = matches!(subject(sentence), Some(Who::Sibling | Who::Carer));
    let none =
        |topic: Topic| (denies(topic).is_some() && !sibling_or_carer) || (context(topic) && bare(Cue::No));
    let negated_discussion = || says(&["discussed", "covered", "sought", "asked"]);
    if none(Topic::Medication) && !negated_discussion() {
        kinds.push((ClaimKind::NoMedication, None));
    }
    if none(Topic::HealthNeeds) && !negated_discussion() {
        kinds.push((ClaimKind::NoHealthNeeds, None));
    }
    let plan = sentence.find(Tag::Names(Topic::HealthCarePlan)).is_some();
    let there = [
        "in place",
        "up and running",
        "reviewed",
        "is on ",
        "on the wall",
        "in school",
        "up to date",
        "signed",
        "has your",
        "redone",
        "yes",
    ];
    if (plan
        && denies(Topic::HealthCarePlan).is_none()
        && there.iter().any(|word| sentence.text().contains(word))
        && !sentence.has(Cue::Negation))
        || (context(Topic::HealthCarePlan) && bare(Cue::Yes))
    {
        kinds.push((ClaimKind::HealthCarePlanInPlace, None));
    }
    let immunised = sentence.find(Tag::Names(Topic::Immunisation)).is_some() || context(Topic::Immunisation);
    let current = || says(&["up to date", "utd", "all done", "complete"]);
    if immunised
        && !sibling_or_carer
        && !sentence.has(Cue::Negation)
        && (current() || (context(Topic::Immunisation) && bare(Cue::Yes)))
    {
        kinds.push((ClaimKind::ImmunisationsUpToDate, None));
    }
    if let Some(date) = next_appointment(sentence, written) {
        kinds.push((ClaimKind::NextAppointment, Some(date)));
    }
    kinds.extend(doses(sentence).into_iter().map(|dose| (dose, None)));
    kinds
}

fn next_appointment(sentence: &Sentence<'_>, written: Option<Day>) -> Option<Day> {
    sentence.cue(Cue::Health)?;
    if sentence.has(Cue::NotHealthDate) || sentence.find(Tag::Names(Topic::WasNotBrought)).is_some() {
        return None;
    }
    let ahead = [
        "next",
        "rebooked",
        "booked",
        "new date",
        "appointment on",
        "appt on",
        "new appointment",
        "new appt",
    ];
    let text = sentence.text();
    let at = ahead.iter().filter_map(|word| text.find(word)).min()?;
    let from = sentence.view.normal.original(sentence.start + at);
    let original = sentence.view.block.text.get(from..sentence.original().end)?;
    let day = find_dates(original)
        .into_iter()
        .find_map(|date| written.map_or_else(|| date.exact(), |written| date.near(written, true)))?;
    written.is_none_or(|written| day >= written).then_some(day)
}

/// Medicine names directly followed by a number and a unit.
fn doses(sentence: &Sentence<'_>) -> Vec<ClaimKind> {
    const UNITS: [&str; 8] = ["mg", "micrograms", "microgram", "mcg", "ml", "units", "puffs", "g"];
    let text = &sentence.view.normal.text;
    let mut found = Vec::new();
    for hit in sentence.hits() {
        if !matches!(hit.tag, Tag::Medicine(_)) {
            continue;
        }
        let rest = text.get(hit.end..sentence.end).unwrap_or_default();
        let words: Vec<&str> = rest.split_whitespace().take(4).collect();
        let dose = words.iter().enumerate().find_map(|(index, word)| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let digits = word.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
            let unit = word.get(digits..)?;
            if digits == 0 {
                return None;
            }
            if UNITS.contains(&unit) {
                return Some(word.to_owned());
            }
            let next = words.get(index + 1)?.trim_matches(|c: char| !c.is_alphanumeric());
            (unit.is_empty() && UNITS.contains(&next)).then(|| format!("{word} {next}"))
        });
        if let Some(dose) = dose {
            found.push(ClaimKind::Dose { medicine: sentence.slice(hit).to_owned(), dose });
        }
    }
    found
}
