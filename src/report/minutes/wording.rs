//! The words in which topics, statuses and reasons are told to people.

use crate::calendar::Day;
use crate::case::MeetingKind;
use crate::language::{About, Claim, ClaimKind, Doubt, Quote, Reason, Status, Topic};
use crate::report::{Ink, safe_text};

/// Statuses from best to worst, as they are told.
pub(super) const STATUSES: [Status; 5] =
    [Status::Explained, Status::Mentioned, Status::Deferred, Status::Denied, Status::Absent];

/// A status in plain words.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Explained => "explained",
        Status::Mentioned => "mentioned",
        Status::Deferred => "put off",
        Status::Denied => "said to be none",
        Status::Absent => "absent",
    }
}

/// The ink of a status.
pub(super) fn ink(status: Status) -> Ink {
    match status {
        Status::Explained => Ink::Good,
        Status::Mentioned => Ink::Medium,
        Status::Deferred | Status::Denied => Ink::Low,
        Status::Absent => Ink::Faint,
    }
}

/// A topic as people say it; with spaces as hyphens or underscores it is what `--topic` takes.
pub(super) fn topic(topic: Topic) -> String {
    match topic {
        Topic::WasNotBrought => "Was Not Brought".to_owned(),
        Topic::CarerWasNotBrought => "carer Was Not Brought".to_owned(),
        other => other.name().replace('_', " "),
    }
}

/// What a passage would have to say for its topic to be explained.
fn wanted(topic: Topic) -> &'static str {
    match topic {
        Topic::HealthNeeds => "what the need means for this child",
        Topic::WasNotBrought | Topic::CarerWasNotBrought => {
            "what missing the appointment means for this child"
        }
        Topic::Medication => "what the medicine does, or what follows when doses are late or missed",
        Topic::Therapy => "why the therapy matters for this child",
        Topic::Equipment => "why its correct use matters for this child",
        Topic::Neurodiversity => "how it affects this child",
        Topic::Growth => "what the figures mean for this child",
        Topic::ChildVoice => "how the child sees the managing of the condition",
        Topic::HealthCarePlan => "what the plan holds, or what follows if it is not followed",
        Topic::AbuseImpact => "how it affects the child’s health",
        Topic::TreatmentAdherence => "what at home keeps the treatment from being followed",
        Topic::SeriousHarm => "that serious harm may follow for this child",
        Topic::FutureCare => "on which day, or what will happen",
        Topic::RepeatPrescription => "who orders and fetches it, and how that is assured",
        Topic::Storage => "where the medicine is kept, and how that is assured",
        Topic::SelfAdministration => "who looks to it that the medicine is taken",
        Topic::CarerHealth => "how it bears on the child’s care or safety",
        Topic::Immunisation => "what is missing or complete, and what that means",
        Topic::AccessSupport => "who helps, and how",
    }
}

/// The words that decided, quoted: `“when”`, or `“when” and “cannot breathe”`.
pub(super) fn cues(quote: &Quote) -> String {
    let mut words: Vec<String> =
        quote.cues.iter().map(|cue| format!("“{}”", safe_text(cue.text.trim()))).collect();
    words.dedup();
    match words.pop() {
        None => "its place alone: the heading above it, or the label beside it".to_owned(),
        Some(last) if words.is_empty() => last,
        Some(last) => format!("{} and {last}", words.join(", ")),
    }
}

/// What decided, for a quote of a topic: one or two sentences without capitals and stops.
pub(super) fn decision(topic: Topic, reached: Status, quote: &Quote, doubt: Option<&Doubt>) -> Vec<String> {
    let mut lines = vec![format!("decided by: {}", cues(quote))];
    if let Some(doubt) = doubt.filter(|_| reached == Status::Mentioned) {
        lines.push(format!("mentioned, not explained: {}", reason(topic, doubt)));
    }
    lines
}

/// Why a passage does not explain its topic.
pub(super) fn reason(topic: Topic, doubt: &Doubt) -> String {
    let words =
        doubt.words.as_ref().map(|words| format!(": “{}”", safe_text(words.text.trim()))).unwrap_or_default();
    match doubt.reason {
        Reason::NotExplained => format!("the minutes say that it was not explained{words}"),
        Reason::PutOff => format!("it is put off{words}"),
        Reason::SaidToBeNone => format!("it is said to be none{words}"),
        Reason::NotKnown => format!("it is said not to be known{words}"),
        Reason::General => format!("it is a general remark, not about this child{words}"),
        Reason::OfMany => "it is about children or people at large, not about this child".to_owned(),
        Reason::OfSibling => format!("it is about a brother, sister or cousin{words}"),
        Reason::OfCarer => format!("it is about a parent or carer{words}"),
        Reason::OnlyAHeading => "it is only a heading, a label or an unfilled prompt".to_owned(),
        Reason::TooLittle => match words.is_empty() {
            true => "the words around it say too little".to_owned(),
            false => format!("too little of it says {}; words that might{words}", wanted(topic)),
        },
        Reason::NoEffect => format!("no words were found here that say {}", wanted(topic)),
    }
}

/// A kind of meeting as people say it.
pub(super) fn meeting(kind: MeetingKind) -> String {
    kind.word().replace('_', " ")
}

/// A day as people write it.
pub(super) fn day(day: Day) -> String {
    day.in_words().to_string()
}

/// A claim in plain words, with whom it is about.
pub(super) fn claim(claim: &Claim) -> String {
    let what = match &claim.kind {
        ClaimKind::AllAppointmentsAttended => "all appointments were attended".to_owned(),
        ClaimKind::NoMedication => "no medication".to_owned(),
        ClaimKind::NoHealthNeeds => "no health needs".to_owned(),
        ClaimKind::HealthCarePlanInPlace => "a health care plan is in place".to_owned(),
        ClaimKind::ImmunisationsUpToDate => "immunisations are up to date".to_owned(),
        ClaimKind::NextAppointment => "next appointment".to_owned(),
        ClaimKind::Dose { medicine, dose } => format!("{} {}", safe_text(medicine), safe_text(dose)),
    };
    let on = claim.date.map(|date| format!(" on {}", day(date))).unwrap_or_default();
    let whose = match &claim.person {
        About::Carer(word) => format!(", of {}", safe_text(word)),
        About::Child | About::Unknown => String::new(),
    };
    format!("{what}{on}{whose}")
}
