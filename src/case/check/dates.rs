//! Dates that contradict each other. They are told and used as they stand.

use crate::calendar::Day;

use super::super::field::Field;
use super::super::notes::{Notes, Severity};
use super::super::root::Case;

/// Notes dates in an order that cannot be.
pub fn check(case: &Case, notes: &mut Notes) {
    let mut order = Order { notes };
    involvement(case, &mut order);
    health(case, &mut order);
    meetings(case, &mut order);
    before_birth(case, &mut order);
}

struct Order<'n> {
    notes: &'n mut Notes,
}

impl Order<'_> {
    /// Notes `later` where it is before `earlier`.
    fn expect(
        &mut self,
        (earlier, earlier_name): (&Field<Day>, &str),
        (later, later_name): (&Field<Day>, &str),
        pointer: impl FnOnce() -> String,
    ) {
        if let (Some(earlier), Some(later)) = (earlier.given(), later.given())
            && later < earlier
        {
            let pointer = format!("{}/{later_name}", pointer());
            let message = format!(
                "`{later_name}` ({}) is before `{earlier_name}` ({})",
                later.in_words(),
                earlier.in_words()
            );
            let help = "correct whichever date is wrong; both were used as they stand".to_owned();
            self.notes.push(Severity::Warning, "dates-out-of-order", pointer, message, help);
        }
    }
}

fn involvement(case: &Case, order: &mut Order<'_>) {
    for entry in case.involvements.entries() {
        let at = || format!("/involvements/{}", entry.spot);
        order.expect((&entry.start, "start"), (&entry.end, "end"), at);
    }
    for entry in case.professionals.entries() {
        let at = || format!("/professionals/{}", entry.spot);
        order.expect((&entry.involved_from, "involved_from"), (&entry.involved_to, "involved_to"), at);
    }
    for plan in case.plans.entries() {
        order.expect((&plan.date, "date"), (&plan.ended, "ended"), || format!("/plans/{}", plan.spot));
    }
    for entry in case.placements.entries() {
        let at = || format!("/placements/{}", entry.spot);
        order.expect((&entry.start, "start"), (&entry.end, "end"), at);
    }
}

fn health(case: &Case, order: &mut Order<'_>) {
    for entry in case.conditions.entries() {
        let at = || format!("/conditions/{}", entry.spot);
        order.expect((&entry.identified, "identified"), (&entry.resolved, "resolved"), at);
    }
    for medication in case.medications.entries() {
        let at = || format!("/medications/{}", medication.spot);
        let started = (&medication.started, "started");
        order.expect(started, (&medication.stopped, "stopped"), at);
        for change in medication.changes.entries() {
            order.expect(started, (&change.date, "date"), || format!("{}/changes/{}", at(), change.spot));
        }
        if let Some(own) = medication.self_administration.given() {
            let at = || format!("{}/self_administration", at());
            order.expect((&own.assessed, "assessed"), (&own.reviewed, "reviewed"), at);
        }
    }
    for plan in case.health_care_plans.entries() {
        let at = || format!("/health_care_plans/{}", plan.spot);
        order.expect((&plan.written, "written"), (&plan.review_due, "review_due"), at);
        order.expect((&plan.written, "written"), (&plan.ended, "ended"), at);
    }
    let own = case.appointments.entries().iter().map(|entry| (String::new(), entry));
    let carers = case.carers.entries().iter().flat_map(|carer| {
        let prefix = format!("/carers/{}", carer.spot);
        carer.appointments.entries().iter().map(move |entry| (prefix.clone(), entry))
    });
    for (prefix, entry) in own.chain(carers) {
        let at = || format!("{prefix}/appointments/{}", entry.spot);
        order.expect((&entry.booked_on, "booked_on"), (&entry.date, "date"), at);
        if let Some(next) = entry.follow_up.given() {
            order.expect((&entry.date, "date"), (&next.date, "date"), || format!("{}/follow_up", at()));
        }
    }
}

fn meetings(case: &Case, order: &mut Order<'_>) {
    for meeting in case.meetings.entries() {
        let at = || format!("/meetings/{}", meeting.spot);
        let held = (&meeting.date, "date");
        order.expect(held, (&meeting.minutes_received, "minutes_received"), at);
        order.expect(held, (&meeting.recorded_in_health_record, "recorded_in_health_record"), at);
        for entry in meeting.escalations.entries() {
            order.expect(held, (&entry.on, "on"), || format!("{}/escalations/{}", at(), entry.spot));
        }
        for entry in meeting.challenges.entries() {
            order.expect(held, (&entry.on, "on"), || format!("{}/challenges/{}", at(), entry.spot));
        }
    }
    for sharing in case.sharings.entries() {
        let Some(id) = sharing.meeting.given() else { continue };
        let held = case
            .meetings
            .entries()
            .iter()
            .find(|meeting| meeting.id.given().is_some_and(|own| own.0 == id.0))
            .and_then(|meeting| meeting.date.given());
        if let (Some(at), Some(held)) = (sharing.at.given(), held)
            && at.day != *held
        {
            let pointer = format!("/sharings/{}/at", sharing.spot);
            let (shared, held) = (at.day.in_words(), held.in_words());
            let message = format!("shared at meeting {} on {shared}, but that meeting is on {held}", id.0);
            let help = "correct the date or the meeting; both were used as they stand".to_owned();
            order.notes.push(Severity::Warning, "shared-on-another-day", pointer, message, help);
        }
    }
}

/// What cannot have happened before the child was born.
fn before_birth(case: &Case, order: &mut Order<'_>) {
    let Some(child) = case.child.given() else { return };
    if child.date_of_birth.given().is_some() && child.expected_date_of_birth.given().is_some() {
        let message = "both a date of birth and an expected date of birth are given".to_owned();
        let help =
            "take `expected_date_of_birth` out once the child is born; the date of birth is used".to_owned();
        let pointer = "/child/expected_date_of_birth".to_owned();
        order.notes.push(Severity::Warning, "born-and-expected", pointer, message, help);
    }
    let Some(born) = child.date_of_birth.given() else { return };
    let mut expect = |date: &Field<Day>, what: &str, pointer: String| {
        if let Some(date) = date.given().filter(|date| *date < born) {
            let message = format!(
                "this {what} ({}) is before the child was born ({})",
                date.in_words(),
                born.in_words()
            );
            let help =
                "correct this date or the child's date of birth; both were used as they stand".to_owned();
            order.notes.push(Severity::Warning, "before-birth", pointer, message, help);
        }
    };
    for entry in case.growth.entries() {
        expect(&entry.date, "growth measurement", format!("/growth/{}/date", entry.spot));
    }
    for entry in case.medications.entries() {
        expect(&entry.started, "medication", format!("/medications/{}/started", entry.spot));
    }
    for entry in case.appointments.entries() {
        if entry.outcome.given() == Some(&super::super::AppointmentOutcome::WasNotBrought) {
            expect(&entry.date, "missed appointment", format!("/appointments/{}/date", entry.spot));
        }
    }
    for entry in case.placements.entries() {
        expect(&entry.start, "placement", format!("/placements/{}/start", entry.spot));
    }
}
