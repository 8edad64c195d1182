//! The record of one child as a whole, and how its entries are found.

use crate::calendar::Day;

use super::appointment::{Appointment, AppointmentOutcome};
use super::carer::Carer;
use super::child::Child;
use super::condition::Condition;
use super::field::{Collection, Field, Got};
use super::growth::GrowthMeasurement;
use super::health_care_plan::HealthCarePlan;
use super::health_event::HealthEvent;
use super::involvement::Involvement;
use super::item::{ItemRef, Kind};
use super::medication::Medication;
use super::meeting::Meeting;
use super::minutes::InlineMinutes;
use super::placement::Placement;
use super::plan::Plan;
use super::professional::Professional;
use super::record::{Record, RecordMeta};
use super::scalar::Text;
use super::sharing::Sharing;
use super::supervision::Supervision;
use super::treatment::{Equipment, Therapy};

record! {
    /// The record of one child.
    Case is "record" {
        /// The name of the format: "sharecheck-case/1".
        format: Field<Text>, Required;
        /// Fields that this export does not hold, e.g. "meetings.recorded_in_health_record".
        not_collected: Collection<Text>, OpenEnd;
        /// The child.
        child: Field<Child>, Required;
        /// Involvement of children's social care.
        involvements: Collection<Involvement>, Fact;
        /// Parents and other carers.
        carers: Collection<Carer>, Fact;
        /// The people who work with the child.
        professionals: Collection<Professional>, Fact;
        /// Health conditions.
        conditions: Collection<Condition>, Fact;
        /// Medicines.
        medications: Collection<Medication>, Fact;
        /// Therapies.
        therapies: Collection<Therapy>, Fact;
        /// Equipment.
        equipment: Collection<Equipment>, Fact;
        /// Health appointments of the child.
        appointments: Collection<Appointment>, Fact;
        /// Growth measurements.
        growth: Collection<GrowthMeasurement>, Fact;
        /// What happened to the child's health.
        health_events: Collection<HealthEvent>, Fact;
        /// Health care plans.
        health_care_plans: Collection<HealthCarePlan>, Fact;
        /// Plans of children's social care.
        plans: Collection<Plan>, Fact;
        /// Multi-agency meetings.
        meetings: Collection<Meeting>, Fact;
        /// What was shared with whom.
        sharings: Collection<Sharing>, Fact;
        /// Placements.
        placements: Collection<Placement>, Fact;
        /// Safeguarding supervision.
        supervisions: Collection<Supervision>, Fact;
        /// Minutes inside the record.
        minutes: Collection<InlineMinutes>, Fact;
    }
}

/// The name and version of the record format that this program reads.
pub const FORMAT: &str = "sharecheck-case/1";

/// Runs `$with` on the noun that an item stands for; the views that rules count stand for the noun they are of.
macro_rules! on_entry {
    ($case:expr, $item:expr, |$entry:ident| $with:expr) => {{
        let (case, item): (&Case, ItemRef) = ($case, $item);
        macro_rules! top {
            ($list:ident) => {
                case.$list.entries().get(item.at()).map(|$entry| $with)
            };
        }
        macro_rules! nested {
            ($list:ident, $inner:ident) => {
                case.$list
                    .entries()
                    .get(item.at())
                    .and_then(|outer| outer.$inner.entries().get(item.nested_at()))
                    .map(|$entry| $with)
            };
        }
        match item.kind {
            Kind::Child => case.child.given().map(|$entry| $with),
            Kind::Involvement => top!(involvements),
            Kind::Carer => top!(carers),
            Kind::CarerHealthNeed => nested!(carers, health_needs),
            Kind::CarerAppointment => nested!(carers, appointments),
            Kind::Professional => top!(professionals),
            Kind::Attendance | Kind::Team => {
                case.professionals.entries().get(item.nested_at()).map(|$entry| $with)
            }
            Kind::Condition => top!(conditions),
            Kind::Medication | Kind::MedicationStart | Kind::MedicationStop => top!(medications),
            Kind::MedicationChange => nested!(medications, changes),
            Kind::MedicationConcern => nested!(medications, concerns),
            Kind::SelfAdministration => case
                .medications
                .entries()
                .get(item.at())
                .and_then(|outer| outer.self_administration.given())
                .map(|$entry| $with),
            Kind::Therapy => top!(therapies),
            Kind::TherapyIssue => nested!(therapies, issues),
            Kind::Equipment => top!(equipment),
            Kind::EquipmentIssue => nested!(equipment, issues),
            Kind::Appointment | Kind::AppointmentBooked | Kind::AppointmentNotBrought => top!(appointments),
            Kind::FollowUp => case
                .appointments
                .entries()
                .get(item.at())
                .and_then(|outer| outer.follow_up.given())
                .map(|$entry| $with),
            Kind::Growth => top!(growth),
            Kind::HealthEvent => top!(health_events),
            Kind::HealthCarePlan => top!(health_care_plans),
            Kind::Plan => top!(plans),
            Kind::WorkingWell => nested!(plans, working_well),
            Kind::Worry => nested!(plans, worries),
            Kind::Action => nested!(plans, actions),
            Kind::Meeting => top!(meetings),
            Kind::Notified => nested!(meetings, notified),
            Kind::InformationRequested => nested!(meetings, information_requested),
            Kind::Contribution => nested!(meetings, contributions),
            Kind::Escalation => nested!(meetings, escalations),
            Kind::Challenge => nested!(meetings, challenges),
            Kind::Sharing => top!(sharings),
            Kind::Placement => top!(placements),
            Kind::MedicationArrangement => nested!(placements, medication_arrangements),
            Kind::TransferOfCare => nested!(placements, transfers_of_care),
            Kind::Supervision => top!(supervisions),
            Kind::Minutes | Kind::Contradiction | Kind::Claim | Kind::Jargon => None,
        }
    }};
}

fn described<T: Record>(_: &T) -> &'static RecordMeta {
    T::META
}

impl Case {
    /// What field number `field` of an entry holds; absent for an item that is not there.
    pub fn get(&self, item: ItemRef, field: usize) -> Got<'_> {
        on_entry!(self, item, |entry| Record::get(entry, field)).unwrap_or(Got::Absent)
    }

    /// The fields of the noun that an item stands for.
    pub fn meta(&self, item: ItemRef) -> Option<&'static RecordMeta> {
        on_entry!(self, item, |entry| described(entry))
    }

    /// The id of an entry, where it has one.
    pub fn id(&self, item: ItemRef) -> Option<&str> {
        let (index, _) = self.meta(item)?.field("id")?;
        match self.get(item, index) {
            Got::Text(id) => Some(id),
            _ => None,
        }
    }

    /// The child's id; empty where it could not be read.
    pub fn child_id(&self) -> &str {
        self.child.given().and_then(|child| child.id.given()).map_or("", |id| id.0.as_str())
    }

    /// The place of an entry in the export, as a JSON Pointer.
    pub fn pointer(&self, item: ItemRef) -> String {
        let spot = on_entry!(self, item, |entry| entry.spot).unwrap_or(0);
        let (outer, inner) = match item.kind {
            Kind::Child => return "/child".into(),
            Kind::Attendance | Kind::Team => ("professionals", None),
            Kind::Involvement => ("involvements", None),
            Kind::Carer => ("carers", None),
            Kind::CarerHealthNeed => ("carers", Some("health_needs")),
            Kind::CarerAppointment => ("carers", Some("appointments")),
            Kind::Professional => ("professionals", None),
            Kind::Condition => ("conditions", None),
            Kind::Medication | Kind::MedicationStart | Kind::MedicationStop => ("medications", None),
            Kind::MedicationChange => ("medications", Some("changes")),
            Kind::MedicationConcern => ("medications", Some("concerns")),
            Kind::SelfAdministration => {
                let outer = ItemRef::top(Kind::Medication, item.at());
                return format!("{}/self_administration", self.pointer(outer));
            }
            Kind::Therapy => ("therapies", None),
            Kind::TherapyIssue => ("therapies", Some("issues")),
            Kind::Equipment => ("equipment", None),
            Kind::EquipmentIssue => ("equipment", Some("issues")),
            Kind::Appointment | Kind::AppointmentBooked | Kind::AppointmentNotBrought => {
                ("appointments", None)
            }
            Kind::FollowUp => {
                return format!("{}/follow_up", self.pointer(ItemRef::top(Kind::Appointment, item.at())));
            }
            Kind::Growth => ("growth", None),
            Kind::HealthEvent => ("health_events", None),
            Kind::HealthCarePlan => ("health_care_plans", None),
            Kind::Plan => ("plans", None),
            Kind::WorkingWell => ("plans", Some("working_well")),
            Kind::Worry => ("plans", Some("worries")),
            Kind::Action => ("plans", Some("actions")),
            Kind::Meeting => ("meetings", None),
            Kind::Notified => ("meetings", Some("notified")),
            Kind::InformationRequested => ("meetings", Some("information_requested")),
            Kind::Contribution => ("meetings", Some("contributions")),
            Kind::Escalation => ("meetings", Some("escalations")),
            Kind::Challenge => ("meetings", Some("challenges")),
            Kind::Sharing => ("sharings", None),
            Kind::Placement => ("placements", None),
            Kind::MedicationArrangement => ("placements", Some("medication_arrangements")),
            Kind::TransferOfCare => ("placements", Some("transfers_of_care")),
            Kind::Supervision => ("supervisions", None),
            Kind::Minutes | Kind::Contradiction | Kind::Claim | Kind::Jargon => ("minutes", None),
        };
        match inner {
            None => format!("/{outer}/{spot}"),
            Some(inner) => format!("/{outer}/{}/{inner}/{spot}", self.outer_spot(outer, item.at())),
        }
    }

    fn outer_spot(&self, collection: &str, index: usize) -> u32 {
        let kind = match collection {
            "carers" => Kind::Carer,
            "medications" => Kind::Medication,
            "therapies" => Kind::Therapy,
            "equipment" => Kind::Equipment,
            "plans" => Kind::Plan,
            "meetings" => Kind::Meeting,
            _ => Kind::Placement,
        };
        on_entry!(self, ItemRef::top(kind, index), |entry| entry.spot).unwrap_or(0)
    }

    /// The record as it stood at the end of `day`: what is dated later is forgotten, save due dates, bookings and
    /// supplies (decisions.md, "Time").
    pub fn known_at(mut self, day: Day) -> Self {
        Record::known_on(&mut self, day);
        self.nobody_has_attended_yet(day);
        for appointment in self.appointments.entries_mut() {
            appointment.still_to_come(day);
        }
        for carer in self.carers.entries_mut() {
            carer
                .appointments
                .entries_mut()
                .iter_mut()
                .for_each(|appointment| appointment.still_to_come(day));
        }
        self
    }

    /// Who attends a meeting that is still to come cannot be collected yet: nobody has attended it.
    fn nobody_has_attended_yet(&mut self, day: Day) {
        for meeting in self.meetings.entries_mut() {
            if meeting.date.given().is_none_or(|date| *date <= day) {
                continue;
            }
            let none = || Collection::Collected { entries: Vec::new(), unread: 0 };
            if matches!(meeting.attended, Collection::NotCollected) {
                meeting.attended = none();
            }
            if matches!(meeting.contributions, Collection::NotCollected) {
                meeting.contributions = Collection::Collected { entries: Vec::new(), unread: 0 };
            }
        }
    }

    /// Turns the absent marks that this export says it does not hold into "not held".
    pub fn apply_not_collected(&mut self) {
        let paths: Vec<Text> = self.not_collected.entries().to_vec();
        for path in paths {
            Record::mark_not_held(self, path.trim());
        }
    }
}

impl Appointment {
    /// An appointment after `day` can only be booked or cancelled: any other outcome is not yet known.
    fn still_to_come(&mut self, day: Day) {
        let later = self.date.given().is_some_and(|date| *date > day);
        let cancelled = matches!(
            self.outcome.given(),
            Some(AppointmentOutcome::CancelledByFamily | AppointmentOutcome::CancelledByService)
        );
        if later && !cancelled {
            self.outcome = Field::Given(AppointmentOutcome::Booked);
            self.follow_up = Field::Absent;
        }
    }
}
