//! What minutes state against the record (rules.md, section 9): each kind once for each set of minutes.

use crate::calendar::Day;
use crate::case::{Field, ItemRef, Kind};
use crate::language::{Claim, ClaimKind};

use super::eval::Cx;
use super::listing::Listing;
use super::scene::Scene;
use super::value::{Gap, Happening};
use super::words::is_current_on;

/// The kinds of contradiction, as subject ids write them.
pub const KINDS: &[&str] = &[
    "all_appointments_attended",
    "no_medication",
    "no_health_needs",
    "health_care_plan_in_place",
    "next_appointment",
    "dose",
];

/// Days before a meeting in which a missed appointment contradicts "all attended" (as FAM-01).
const ATTENDANCE_DAYS: u32 = 182;

/// One kind of contradiction in one set of minutes.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The document.
    pub document: usize,
    /// The kind, as a position in [`KINDS`].
    pub kind: usize,
    /// What the minutes say, with the byte range of the quote.
    pub quotes: Vec<(std::ops::Range<usize>, String)>,
    /// The facts of the record against it; each group must be challenged, by any of its entries.
    pub groups: Vec<Vec<ItemRef>>,
}

/// Every contradiction of a child's minutes.
pub fn find(scene: &Scene) -> Vec<Contradiction> {
    let mut found: Vec<Contradiction> = Vec::new();
    for (document, entry) in scene.documents.iter().enumerate() {
        let (Some(reading), Some(date)) = (&entry.reading, entry.date) else { continue };
        for (at, claim) in reading.claims.iter().enumerate() {
            let Some(kind) = KINDS.iter().position(|kind| *kind == claim.kind.name()) else { continue };
            let against = against(scene, document, at, claim, date);
            let Some(group) = against else { continue };
            let quote = (claim.quote.range.clone(), claim.quote.text.clone());
            match found.iter_mut().find(|known| known.document == document && known.kind == kind) {
                Some(known) => {
                    known.quotes.push(quote);
                    if !known.groups.contains(&group) {
                        known.groups.push(group);
                    }
                }
                None => {
                    found.push(Contradiction { document, kind, quotes: vec![quote], groups: vec![group] })
                }
            }
        }
    }
    found
}

/// The facts of the record against a claim; `None` where nothing known contradicts it.
fn against(scene: &Scene, document: usize, at: usize, claim: &Claim, date: Day) -> Option<Vec<ItemRef>> {
    let case = &scene.case;
    match &claim.kind {
        ClaimKind::AllAppointmentsAttended => {
            let mut cx = Cx::new(scene, false);
            let mut missed = Listing::default();
            let item = ItemRef::within(Kind::Claim, document, at);
            super::words::missed_within(&mut cx, item, ATTENDANCE_DAYS, &mut missed);
            let minutes = ItemRef::top(Kind::Minutes, document);
            let unnamed: Vec<ItemRef> = missed
                .entries
                .into_iter()
                .filter(|(visit, doubt)| {
                    doubt.is_none() && super::words::appointment_is_named(scene, minutes, *visit) != Ok(true)
                })
                .map(|(visit, _)| visit)
                .collect();
            (!unnamed.is_empty()).then_some(unnamed)
        }
        ClaimKind::NoMedication => current(scene, Kind::Medication, case.medications.entries().len(), date),
        ClaimKind::NoHealthNeeds => current(scene, Kind::Condition, case.conditions.entries().len(), date),
        ClaimKind::HealthCarePlanInPlace => plan_not_in_place(scene, date),
        ClaimKind::NextAppointment => {
            let claimed = claim.date?;
            let coming: Vec<(Day, ItemRef)> = case
                .appointments
                .entries()
                .iter()
                .enumerate()
                .filter_map(|(at, entry)| {
                    let day = *entry.date.given()?;
                    let known = entry.booked_on.given().is_none_or(|booked| *booked <= date);
                    (day > date && known).then_some((day, ItemRef::top(Kind::Appointment, at)))
                })
                .collect();
            let differs =
                !coming.is_empty() && claimed > date && coming.iter().all(|(day, _)| *day != claimed);
            differs.then(|| coming.into_iter().map(|(_, item)| item).collect())
        }
        ClaimKind::Dose { medicine, dose } => dose_differs(scene, medicine, dose, date),
        ClaimKind::ImmunisationsUpToDate => None,
    }
}

fn current(scene: &Scene, kind: Kind, count: usize, date: Day) -> Option<Vec<ItemRef>> {
    let held: Vec<ItemRef> = (0..count)
        .map(|at| ItemRef::top(kind, at))
        .filter(|item| is_current_on(scene, *item, date) == Ok(true))
        .collect();
    (!held.is_empty()).then_some(held)
}

/// A plan is in place where some plan is current and its review is not overdue; without the collection nothing is known.
fn plan_not_in_place(scene: &Scene, date: Day) -> Option<Vec<ItemRef>> {
    let crate::case::Collection::Collected { entries, unread: 0 } = &scene.case.health_care_plans else {
        return None;
    };
    let mut overdue = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let item = ItemRef::top(Kind::HealthCarePlan, at);
        match is_current_on(scene, item, date) {
            Ok(false) => continue,
            Err(_) => return None,
            Ok(true) => {}
        }
        match entry.review_due {
            Field::Given(due) if due < date => overdue.push(item),
            _ => return None,
        }
    }
    let needing = (0..scene.case.conditions.entries().len()).map(|at| ItemRef::top(Kind::Condition, at));
    overdue.extend(needing.filter(|item| is_current_on(scene, *item, date) == Ok(true)));
    Some(overdue)
}

fn dose_differs(scene: &Scene, medicine: &str, dose: &str, date: Day) -> Option<Vec<ItemRef>> {
    let claimed = amounts(dose);
    if claimed.is_empty() {
        return None;
    }
    let medicine = medicine.to_lowercase();
    (0..scene.case.medications.entries().len()).find_map(|at| {
        let item = ItemRef::top(Kind::Medication, at);
        let names = super::words::names_in_minutes(scene, item);
        if !names.contains(&medicine) || is_current_on(scene, item, date) != Ok(true) {
            return None;
        }
        let entry = scene.case.medications.entries().get(at)?;
        // A change since then may have set another dose: what the record holds now says nothing of that day.
        if entry
            .changes
            .entries()
            .iter()
            .any(|change| change.date.given().is_none_or(|changed| *changed > date))
        {
            return None;
        }
        let recorded = amounts(entry.dose.given()?);
        let differs = !recorded.is_empty() && claimed.iter().all(|amount| !recorded.contains(amount));
        differs.then(|| vec![item])
    })
}

/// The amounts in a dose, each as number and unit: `2.5 mL` and `2.5ml` are the same.
fn amounts(text: &str) -> Vec<(String, String)> {
    const UNITS: &[(&str, &str)] = &[
        ("micrograms", "mcg"),
        ("microgram", "mcg"),
        ("mcg", "mcg"),
        ("mg", "mg"),
        ("ml", "ml"),
        ("g", "g"),
        ("units", "unit"),
        ("unit", "unit"),
        ("puffs", "puff"),
        ("puff", "puff"),
        ("tablets", "tablet"),
        ("tablet", "tablet"),
    ];
    const NUMBERS: &[(&str, &str)] =
        &[("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"), ("half", "0.5")];
    let spaced: String = text.to_lowercase().chars().fold(String::new(), |mut out, c| {
        let was_digit = out.chars().last().is_some_and(|last| last.is_ascii_digit());
        if (was_digit && c.is_alphabetic()) || matches!(c, '/' | ',' | ';' | '(' | ')') {
            out.push(' ');
        }
        out.push(c);
        out
    });
    let words: Vec<&str> = spaced.split_whitespace().collect();
    words
        .windows(2)
        .filter_map(|pair| {
            let number =
                NUMBERS.iter().find(|(word, _)| *word == pair[0]).map_or(pair[0], |(_, digit)| *digit);
            let number = number.parse::<f64>().ok()?;
            let unit = pair[1].trim_matches(|c: char| !c.is_alphanumeric());
            let unit = UNITS.iter().find(|(word, _)| *word == unit)?.1;
            Some((number.to_string(), unit.to_owned()))
        })
        .collect()
}

fn of(scene: &Scene, item: ItemRef) -> Option<&Contradiction> {
    scene.contradictions.iter().find(|known| known.document == item.at() && known.kind == item.nested_at())
}

/// The item that stands for a contradiction.
pub fn item(contradiction: &Contradiction) -> ItemRef {
    ItemRef::within(Kind::Contradiction, contradiction.document, contradiction.kind)
}

/// What a contradiction is about.
pub fn about(scene: &Scene, item: ItemRef) -> Vec<ItemRef> {
    of(scene, item).map(|known| known.groups.iter().flatten().copied().collect()).unwrap_or_default()
}

/// The day on which the minutes were received; none where they were not.
pub fn received(scene: &Scene, item: ItemRef) -> Result<Option<Day>, Gap> {
    let meeting = scene.documents.get(item.at()).and_then(|document| document.meeting);
    let Some(at) = meeting else { return Ok(None) };
    match scene.case.meetings.entries().get(at) {
        Some(entry) => super::words::optional_field(
            &entry.minutes_received,
            ItemRef::top(Kind::Meeting, at),
            "minutes_received",
        ),
        None => Ok(None),
    }
}

/// When the last of the contradicting facts was first challenged; it has happened only when every one was.
pub fn challenged(scene: &Scene, item: ItemRef) -> Happening {
    let Some(known) = of(scene, item) else { return Happening::default() };
    let Some(at) = scene.documents.get(known.document).and_then(|document| document.meeting) else {
        return Happening::default();
    };
    let meeting = ItemRef::top(Kind::Meeting, at);
    let Some(entry) = scene.case.meetings.entries().get(at) else { return Happening::default() };
    let mut whole = Happening::default();
    for group in &known.groups {
        let mut first: Option<(Day, ItemRef)> = None;
        let doubt = super::words::some_of(&entry.challenges, meeting, "challenges", |nested, challenge| {
            let challenge_item = ItemRef::within(Kind::Challenge, at, nested);
            let named = super::words::any_about(scene, challenge_item, group);
            // The words of a challenge are asked only where it names nothing of the record.
            let wordless = !challenge.about.entries().is_empty();
            let meant = match challenge.what.given() {
                Some(what) if !wordless && named != Ok(true) => Ok(names_the_kind(what, known.kind)),
                _ => named,
            };
            if meant? {
                let day = super::words::needed_field(&challenge.on, challenge_item, "on")?;
                if first.is_none_or(|(earliest, _)| day < earliest) {
                    first = Some((day, challenge_item));
                }
            }
            Ok(false)
        });
        whole.doubt = whole.doubt.or(doubt.err());
        match first {
            None => return Happening { first: None, doubt: whole.doubt },
            Some((day, by)) => {
                if whole.first.is_none_or(|(last, _)| day > last) {
                    whole.first = Some((day, Some(by)));
                }
            }
        }
    }
    whole
}

/// Whether the words of a challenge name what is contradicted, for challenges without references.
fn names_the_kind(what: &str, kind: usize) -> bool {
    let words: &[&str] = match kind {
        0 => &["brought", "missed", "attended", "did not attend"],
        1 => &["medic", "inhaler", "prescri"],
        2 => &["condition", "health need", "diagnos"],
        3 => &["care plan"],
        4 => &["next appointment", "appointment date", "date of the appointment"],
        _ => &["dose"],
    };
    let what = what.to_lowercase();
    words.iter().any(|word| what.contains(word))
}
