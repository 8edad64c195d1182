//! Words about what minutes claim as fact, and about their clinical terms.

use crate::case::{ItemRef, Kind};
use crate::language::About;

use super::super::eval::Cx;
use super::super::kinds::{Kinds, Type};
use super::super::listing::Listing;
use super::super::node::{Run, Takes, Word};
use super::super::scene::Scene;
use super::super::trace::Fact;
use super::super::value::{Answer, Value, and};
use super::facts::{count, item, list_of, one};
use super::minutes::{date_of, reading};
use super::news::{happened, missed, nested, top};

const MINUTES: Kind = Kind::Minutes;
const VISITS: Type = Type::List(Kinds::any_of(&[Kind::Appointment, Kind::CarerAppointment]));

/// What minutes can claim, as the language room names it.
pub const CLAIMS: &[&str] = &[
    "all_appointments_attended",
    "no_medication",
    "no_health_needs",
    "health_care_plan_in_place",
    "immunisations_up_to_date",
    "next_appointment",
    "dose",
];

pub const WORDS: &[Word] = &[
    Word {
        name: "claims",
        takes: &[one(MINUTES), Takes::OneOf(CLAIMS)],
        gives: list_of(Kind::Claim),
        help: "what the minutes state as fact, of one kind",
        run: Run::List(claims),
    },
    Word {
        name: "missed_within",
        takes: &[one(Kind::Claim), Takes::Count],
        gives: VISITS,
        help: "appointments that the person of the claim missed in so many days up to the meeting",
        run: Run::List(|cx, values, into| missed_within(cx, item(values, 0), count(values, 1), into)),
    },
    Word {
        name: "jargon",
        takes: &[one(MINUTES)],
        gives: list_of(Kind::Jargon),
        help: "clinical terms that people outside health may not know",
        run: Run::List(jargon),
    },
    Word {
        name: "is_explained",
        takes: &[one(Kind::Jargon)],
        gives: Type::Truth,
        help: "whether a clinical term is explained where it is first used",
        run: Run::Value(is_explained),
    },
];

fn claims<'s>(cx: &mut Cx<'s>, values: &[Value<'s>], into: &mut Listing) {
    let of = item(values, 0);
    let wanted = CLAIMS.get(count(values, 1) as usize).copied().unwrap_or_default();
    match reading(cx.scene, of) {
        Ok(reading) => {
            for (at, claim) in
                reading.claims.iter().enumerate().filter(|(_, claim)| claim.kind.name() == wanted)
            {
                cx.note(|| {
                    Fact::Quote(
                        of.at(),
                        claim.quote.range.clone(),
                        format!("claimed: “{}”", claim.quote.text),
                    )
                });
                into.push(ItemRef::within(Kind::Claim, of.at(), at));
            }
        }
        Err(gap) => into.perhaps_more(gap),
    }
}

/// Lists the appointments that the person of a claim missed in so many days up to the meeting.
pub fn missed_within(cx: &mut Cx<'_>, claim: ItemRef, days: u32, into: &mut Listing) {
    let scene = cx.scene;
    let minutes = ItemRef::top(MINUTES, claim.at());
    let person = reading(scene, minutes)
        .ok()
        .and_then(|reading| reading.claims.get(claim.nested_at()))
        .map_or(About::Unknown, |claim| claim.person.clone());
    let to = match date_of(scene, minutes) {
        Ok(day) => day,
        Err(gap) => return into.perhaps_more(gap),
    };
    let from = to.plus(-i64::from(days));
    let mut visits = Listing::default();
    match &person {
        About::Carer(relation) => {
            let mut all = Listing::default();
            nested(cx, "carers", Kind::Carer, "appointments", Kind::CarerAppointment, &mut all);
            visits.rest = all.rest;
            for (visit, doubt) in all.entries {
                if is_relation(scene, visit.at(), relation) {
                    visits.entries.push((visit, doubt));
                }
            }
        }
        About::Child | About::Unknown => top(scene, "appointments", Kind::Appointment, &mut visits),
    }
    for (visit, _) in visits.entries {
        let in_window = happened(scene, visit).map(|date| date >= from && date <= to);
        into.push_if(visit, and(missed(scene, visit), || in_window));
    }
    if let Some(gap) = visits.rest {
        into.perhaps_more(gap);
    }
}

/// Whether a carer is the one that minutes call by a word for the relation (mum, dad, gran ...).
fn is_relation(scene: &Scene, carer: usize, word: &str) -> bool {
    const WORDS: &[(&str, &[&str])] = &[
        ("mother", &["mother", "mum", "mom", "mam", "mummy", "birth mother"]),
        ("father", &["father", "dad", "daddy", "birth father"]),
        ("grandmother", &["grandmother", "gran", "nan", "nana", "grandma", "nanny"]),
        ("grandfather", &["grandfather", "grandad", "granddad", "grandpa"]),
    ];
    let relation = scene.case.carers.entries().get(carer).and_then(|carer| carer.relation.given());
    let Some(relation) = relation.map(|relation| relation.to_lowercase()) else { return true };
    let word = word.to_lowercase();
    let family = |text: &str| WORDS.iter().find(|(_, words)| words.contains(&text)).map(|(name, _)| *name);
    relation == word
        || (family(&relation).is_some() && family(&relation) == family(&word))
        || word == "parent"
}

fn jargon<'s>(cx: &mut Cx<'s>, values: &[Value<'s>], into: &mut Listing) {
    let of = item(values, 0);
    match reading(cx.scene, of) {
        Ok(reading) => {
            (0..reading.jargon.len()).for_each(|at| into.push(ItemRef::within(Kind::Jargon, of.at(), at)));
        }
        Err(gap) => into.perhaps_more(gap),
    }
}

fn is_explained<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    let of = item(values, 0);
    let reading = cx.scene.reading(of.at())?;
    let Some(term) = reading.jargon.get(of.nested_at()) else { return Ok(Value::Truth(true)) };
    let how = if term.explained { "explained at first use" } else { "not explained at first use" };
    cx.note(|| {
        Fact::Quote(of.at(), term.quote.range.clone(), format!("{} {how}: “{}”", term.term, term.quote.text))
    });
    Ok(Value::Truth(term.explained))
}
