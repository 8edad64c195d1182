//! Ids and the references to them.

use std::collections::HashMap;

use super::super::field::{Field, Got, Items};
use super::super::notes::{Notes, Severity, article, shown};
use super::super::path::Path;
use super::super::record::{Record, Shape};
use super::super::root::Case;
use super::super::scalar::Ref;

/// What the ids of a record are the ids of.
type Ids<'c> = HashMap<&'c str, &'static str>;

/// Notes ids that are used twice, references to ids that do not exist, and references to the wrong kind of thing.
pub fn check(case: &Case, notes: &mut Notes) {
    let ids = ids(case, notes);
    let mut astray: Vec<Astray> = Vec::new();
    Record::walk(case, &Path::root(), &mut |at, _, field, got| {
        let Some(target) = field.target else { return };
        let mut one = |id: &Ref, at: &dyn Fn() -> String| {
            let found = lookup(&ids, &id.0);
            if found.is_none_or(|noun| target != "any" && noun != target) {
                note_astray(&mut astray, target, &id.0, found, at);
            }
        };
        match got {
            Got::Ref(id) => one(id, &|| at.pointer()),
            Got::List(Items::Refs(list), 0) => {
                list.iter().enumerate().for_each(|(index, id)| one(id, &|| at.index(index).pointer()));
            }
            // With unread entries before it, the position of an entry is no longer known.
            Got::List(Items::Refs(list), _) => list.iter().for_each(|id| one(id, &|| at.pointer())),
            _ => {}
        }
    });
    for one in astray {
        one.tell(case, notes);
    }
    for placement in case.placements.entries() {
        for transfer in placement.transfers_of_care.entries() {
            if matches!((&transfer.team, &transfer.professional), (Field::Absent, Field::Absent)) {
                let pointer = format!("/placements/{}/transfers_of_care/{}", placement.spot, transfer.spot);
                let message = "this transfer of care names neither a team nor a professional".to_owned();
                let help = "add `team` (its name) or `professional` (an id)".to_owned();
                notes.push(Severity::Error, "transfer-of-nobody", pointer, message, help);
            }
        }
    }
}

/// All ids of the record, nested ones too; notes those that are used twice.
fn ids<'c>(case: &'c Case, notes: &mut Notes) -> Ids<'c> {
    let mut ids = Ids::new();
    Record::walk(case, &Path::root(), &mut |at, meta, field, got| {
        let (Shape::Id, Got::Text(id)) = (field.shape, got) else { return };
        match ids.get(id) {
            None => {
                ids.insert(id, meta.noun);
            }
            Some(first) => {
                let message = if *first == meta.noun {
                    format!("the id `{}` is used for two entries ({first})", shown(id))
                } else {
                    format!(
                        "the id `{}` is used for {} {first} and for {} {}",
                        shown(id),
                        article(first),
                        article(meta.noun),
                        meta.noun
                    )
                };
                let help = "give each entry of the record an id of its own: references to it are not clear";
                notes.push(Severity::Error, "id-twice", at.pointer(), message, help.into());
            }
        }
    });
    ids
}

/// The noun of an id; the start and the stop of a medication go by its id with `#start` and `#stop`.
fn lookup(ids: &Ids<'_>, id: &str) -> Option<&'static str> {
    ids.get(id).copied().or_else(|| {
        let medication = id.strip_suffix("#start").or_else(|| id.strip_suffix("#stop"))?;
        ids.get(medication).copied().filter(|noun| *noun == "medication")
    })
}

/// References to one id that does not fit, told once.
struct Astray {
    target: &'static str,
    id: String,
    found: Option<&'static str>,
    pointer: String,
    more: usize,
}

fn note_astray(
    astray: &mut Vec<Astray>,
    target: &'static str,
    id: &str,
    found: Option<&'static str>,
    at: &dyn Fn() -> String,
) {
    if let Some(one) = astray.iter_mut().find(|one| one.target == target && one.id == id) {
        one.more += 1;
    } else if astray.len() < MOST_ASTRAY {
        astray.push(Astray { target, id: id.to_owned(), found, pointer: at(), more: 0 });
    } else if let Some(last) = astray.last_mut() {
        last.more += 1;
    }
}

/// So many different ids astray are told; each is looked up among all before it, so this bounds the time it takes.
const MOST_ASTRAY: usize = 1000;

impl Astray {
    fn tell(self, case: &Case, notes: &mut Notes) {
        let (target, id) = (self.target, shown(&self.id));
        let more = match self.more {
            0 => String::new(),
            1 => " (and in one more place)".to_owned(),
            more => format!(" (and in {more} more places)"),
        };
        if let Some(noun) = self.found {
            let message = format!(
                "`{id}` is {} {noun}, but {} {target} belongs here{more}",
                article(noun),
                article(target)
            );
            let help = format!("give the id of {} {target}", article(target));
            return notes.push(Severity::Error, "wrong-reference", self.pointer, message, help);
        }
        let thing = if target == "any" { "entry" } else { target };
        let message = format!("no {thing} in this record has the id `{id}`{more}");
        let help = match meant(case, target, &self.id) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("add the {thing} to the record, or correct the id"),
        };
        notes.push(Severity::Error, "no-such-id", self.pointer, message, help);
    }
}

/// The id that differs from `id` only in capitals and punctuation. One that differs in a letter or digit may well be another
/// entry's (AP-1, AP-2), so it is not suggested.
fn meant<'c>(case: &'c Case, target: &str, id: &str) -> Option<&'c str> {
    let plain = |id: &str| -> String {
        id.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let wanted = plain(id);
    let mut meant = None;
    Record::walk(case, &Path::root(), &mut |_, meta, field, got| {
        if let (Shape::Id, Got::Text(own)) = (field.shape, got)
            && (target == "any" || meta.noun == target)
            && plain(own) == wanted
        {
            meant = meant.or(Some(own));
        }
    });
    meant
}
