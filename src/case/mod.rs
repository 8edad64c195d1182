//! The case record: one child as typed facts, each with the place it came from.
//!
//! Three absences are three different things in the types: a collection or field that the export does not hold
//! ("not collected"), an empty collection ("none"), and a field without a value. Nothing here knows of files or rules.

#[macro_use]
pub mod record;

mod appointment;
mod carer;
mod check;
mod child;
mod condition;
mod field;
mod growth;
mod health_care_plan;
mod health_event;
mod involvement;
mod item;
mod medication;
mod meeting;
mod minutes;
mod notes;
mod path;
mod placement;
mod plan;
mod professional;
mod read;
mod root;
mod scalar;
mod schema;
mod sharing;
mod supervision;
mod treatment;

pub use appointment::{Appointment, AppointmentOutcome, FollowUp};
pub use carer::{Carer, CarerHealthNeed};
pub use check::check_record;
pub use child::{AbuseCategory, Child, Sex};
pub use condition::{Condition, ConditionCategory};
pub use field::{Collection, Field, Got, Items, Slot};
pub use growth::GrowthMeasurement;
pub use health_care_plan::HealthCarePlan;
pub use health_event::{HealthEvent, HealthEventKind};
pub use involvement::{Involvement, InvolvementKind};
pub use item::{ItemRef, Kind};
pub use medication::{AdministeredBy, Medication, MedicationChange, MedicationConcern, SelfAdministration};
pub use meeting::{Challenge, Contribution, ContributionForm, Escalation, Meeting, MeetingKind, Notice};
pub use minutes::InlineMinutes;
pub use notes::{LeftOff, Note, Notes, Severity, closest, expected, shown};
pub use path::Path;
pub use placement::{MedicationArrangement, Placement, TransferOfCare};
pub use plan::{Plan, PlanEntry, PlanKind};
pub use professional::{Professional, Sector, Setting};
pub use record::{FieldMeta, Presence, Record, RecordMeta, Shape, Timing, Visit};
pub use root::{Case, FORMAT};
pub use scalar::{Id, Ref, Text};
pub use schema::schema;
pub use sharing::{Channel, Sharing};
pub use supervision::Supervision;
pub use treatment::{Equipment, Therapy, TreatmentIssue};
