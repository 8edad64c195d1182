//! The paths by which a record says what its export does not hold.

use super::super::field::{Collection, Got};
use super::super::notes::{Notes, Severity, closest, shown};
use super::super::record::{Record, RecordMeta, Shape};
use super::super::root::Case;

/// Notes every path that leads to no field of the format, and every collection that is said not to be held and is there.
pub fn check(case: &Case, notes: &mut Notes) {
    let Collection::Collected { entries, unread: 0 } = &case.not_collected else { return };
    for (index, path) in entries.iter().enumerate() {
        let pointer = || format!("/not_collected/{index}");
        if let Err(help) = follow(path.trim()) {
            let message = format!("`{}` is no field of the format", shown(path));
            notes.push(Severity::Error, "unknown-path", pointer(), message, help);
        } else if let Some(count) = given(case, path.trim()) {
            let message = format!("`{path}` is said not to be collected, but the record has {count} of them");
            let help =
                "take it out of `not_collected`, or the entries out of the record; the entries were used";
            notes.push(Severity::Warning, "collected-after-all", pointer(), message, help.into());
        }
    }
}

/// Follows a path like `meetings.minutes_received` through the fields of the format; tells what to do where it ends.
fn follow(path: &str) -> Result<(), String> {
    let mut noun: Option<&'static RecordMeta> = Some(Case::META);
    let mut way = String::new();
    for step in path.split('.') {
        let Some(meta) = noun else {
            return Err(format!("`{way}` has no fields of its own: end the path there"));
        };
        let Some((_, field)) = meta.field(step) else {
            let meant = closest(step, meta.fields.iter().map(|field| field.name));
            let prefix = if way.is_empty() { String::new() } else { format!("{way}.") };
            return Err(match meant {
                Some(meant) => format!("did you mean `{prefix}{meant}`?"),
                None => "write collection.field, e.g. \"meetings.minutes_received\"".to_owned(),
            });
        };
        noun = match field.shape {
            Shape::Table(meta) => Some(meta),
            Shape::List(Shape::Table(meta)) => Some(*meta),
            _ => None,
        };
        way = if way.is_empty() { step.to_owned() } else { format!("{way}.{step}") };
    }
    Ok(())
}

/// How many entries a top-level collection has that is said not to be held.
fn given(case: &Case, path: &str) -> Option<usize> {
    let (index, _) = Case::META.field(path)?;
    match Record::get(case, index) {
        Got::List(items, _) => Some(items.len()).filter(|count| *count > 0),
        _ => None,
    }
}
