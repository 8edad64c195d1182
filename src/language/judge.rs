//! Tells, for one sentence and one topic, how far it is spoken of; each topic has its own terms of being explained.

use crate::minutes::find_dates;

use super::assertion::{Meant, assertion, subject};
use super::lexicon::{Cue, Lexicon, Who};
use super::matcher::{Hit, Tag};
use super::significance::{observed, outright, significance, vetoed};
use super::topic::{Status, Topic};
use super::view::Sentence;

/// What one sentence says of one topic, with the words that decided it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verdict {
    pub status: Status,
    /// First and last sentence (indices in the block) that the quote spans.
    pub first: usize,
    pub last: usize,
    pub cue: Option<Hit>,
    /// Where weights decided: the sentence, counted through the document, and the column of the weights.
    pub weighed: Option<(usize, usize)>,
}

/// Judges a sentence for a topic; `None` where the topic is not there.
pub(super) fn judge(sentence: &Sentence<'_>, topic: Topic, lexicon: &Lexicon) -> Option<Verdict> {
    if sentence.may_be_about(topic) { judge_it(sentence, topic, lexicon) } else { None }
}

fn judge_it(sentence: &Sentence<'_>, topic: Topic, lexicon: &Lexicon) -> Option<Verdict> {
    let whole = |status, cue: Option<&Hit>| {
        Some(Verdict {
            status,
            first: sentence.index,
            last: sentence.index,
            cue: cue.copied(),
            weighed: None,
        })
    };
    if sentence.has(Cue::General) {
        return None;
    }
    if let Some(hit) = sentence.find(Tag::Denies(topic)) {
        return whole(Status::Denied, Some(hit));
    }
    if let Some(hit) = sentence.find(Tag::Defers(topic)) {
        return whole(Status::Deferred, Some(hit));
    }
    match topic {
        Topic::AbuseImpact => return both(sentence, topic, Cue::Abuse),
        Topic::TreatmentAdherence => return adherence(sentence),
        Topic::SeriousHarm => return serious_harm(sentence),
        Topic::FutureCare => return future_care(sentence),
        Topic::ChildVoice => return child_voice(sentence),
        _ => {}
    }
    let in_context = sentence.view.context.contains(&topic);
    if !in_context && !sentence.facts.names_topic(topic) {
        return None;
    }
    let mention = mention(sentence, topic, lexicon);
    let Some(mention) = mention else {
        return if in_context { by_label(sentence) } else { None };
    };
    let medicine_near = || sentence.view.hits.iter().any(|hit| matches!(hit.tag, Tag::Medicine(_)));
    if topic == Topic::Storage && !in_context && !medicine_near() {
        return None;
    }
    let asserted = assertion(sentence, mention.start, mention.end);
    match asserted.meant {
        Meant::Negated if topic != Topic::WasNotBrought => {
            return whole(Status::Denied, asserted.cue.as_ref());
        }
        Meant::Deferred if !significant_mention(topic) || significance(sentence).is_none() => {
            return whole(Status::Deferred, asserted.cue.as_ref());
        }
        Meant::General => return None,
        Meant::Unknown if topic != Topic::WasNotBrought && topic != Topic::CarerHealth => return None,
        _ => {}
    }
    if let Some(verdict) = explained(sentence, topic, &mention) {
        return Some(verdict);
    }
    whole(Status::Mentioned, Some(&mention))
}

/// The value of a label that names the topic: none, yes, put off, or something.
fn by_label(sentence: &Sentence<'_>) -> Option<Verdict> {
    let verdict = |status, cue| {
        Some(Verdict { status, first: sentence.index, last: sentence.index, cue, weighed: None })
    };
    let whole_is = |cue: Cue| {
        sentence.hits().find(|hit| {
            hit.tag == Tag::Cue(cue)
                && hit.start == sentence.start
                && sentence.text().len().saturating_sub(hit.end - hit.start) <= 2
        })
    };
    if let Some(hit) = whole_is(Cue::No) {
        return verdict(Status::Denied, Some(*hit));
    }
    if let Some(hit) = sentence.cue(Cue::NegationAfter) {
        return verdict(Status::Denied, Some(*hit));
    }
    if let Some(hit) = sentence.cue(Cue::Deferral) {
        return verdict(Status::Deferred, Some(*hit));
    }
    if let Some(hit) = whole_is(Cue::Yes) {
        return verdict(Status::Mentioned, Some(*hit));
    }
    None
}

/// Where the sentence names the topic, said of the child.
fn mention(sentence: &Sentence<'_>, topic: Topic, lexicon: &Lexicon) -> Option<Hit> {
    let about = subject(sentence);
    let adult = sentence.who(Who::Carer);
    sentence
        .hits()
        .find(|hit| {
            let named = match hit.tag {
                Tag::Names(named) => named == topic,
                Tag::Condition(index) => lexicon
                    .conditions
                    .get(usize::from(index))
                    .is_some_and(|entry| entry.topic == topic && !in_title(sentence, hit)),
                Tag::Medicine(index) => {
                    let adults =
                        lexicon.medicines.get(usize::from(index)).is_some_and(|entry| entry.usually_adult);
                    (topic == Topic::Medication && !adults) || (topic == Topic::CarerHealth && adults)
                }
                _ => false,
            };
            named && (topic != Topic::CarerHealth || adults_own(sentence, hit, adult))
        })
        .filter(|hit| match topic {
            Topic::CarerHealth => true,
            Topic::HealthNeeds | Topic::Neurodiversity | Topic::Medication => {
                about != Some(Who::Sibling) && !adults_own(sentence, hit, adult)
            }
            _ => about != Some(Who::Sibling),
        })
        .copied()
}

/// Whether a phrase names a topic, whoever it is said of.
pub(super) fn names_topic(hit: &Hit, topic: Topic, lexicon: &Lexicon) -> bool {
    topic_named(hit, lexicon) == Some(topic)
}

/// The topic that a phrase names, whoever it is said of.
pub(super) fn topic_named(hit: &Hit, lexicon: &Lexicon) -> Option<Topic> {
    match hit.tag {
        Tag::Names(named) => Some(named),
        Tag::Condition(index) => lexicon.conditions.get(usize::from(index)).map(|entry| entry.topic),
        Tag::Medicine(index) => {
            let adults = lexicon.medicines.get(usize::from(index)).is_some_and(|entry| entry.usually_adult);
            Some(if adults { Topic::CarerHealth } else { Topic::Medication })
        }
        _ => None,
    }
}

/// Whether a carer is the one who has it: named just before, with "has", "is on", "takes", or as the owner.
pub(super) fn adults_own(sentence: &Sentence<'_>, hit: &Hit, carer: Option<&Hit>) -> bool {
    let Some(carer) = carer.filter(|carer| carer.end <= hit.start) else { return false };
    let text = &sentence.view.normal.text;
    let between = text.get(carer.end..hit.start).unwrap_or_default();
    if between.len() > 60 || between.contains([';', '.']) {
        return false;
    }
    let named = sentence.slice(carer);
    let owner = named.ends_with('s') && between.split_whitespace().count() <= 2;
    let words: Vec<&str> = between.split_whitespace().collect();
    let child_between =
        words.iter().any(|word| matches!(*word, "him" | "his" | "says" | "said" | "gives" | "giving"));
    let verb = words.first().is_some_and(|word| {
        matches!(
            *word,
            "has"
                | "is"
                | "takes"
                | "sees"
                | "remains"
                | "had"
                | "was"
                | "lives"
                | "suffers"
                | "feels"
                | "reports"
                | "on"
                | "started"
                | "in"
                | "back"
        )
    });
    !child_between && (owner || verb)
}

/// Whether a condition is only part of a job title, clinic or plan ("diabetes nurse", "asthma plan").
fn in_title(sentence: &Sentence<'_>, hit: &Hit) -> bool {
    let rest = sentence.view.normal.text.get(hit.end..).unwrap_or_default().trim_start();
    [
        "nurse",
        "clinic",
        "team",
        "plan",
        "review",
        "specialist",
        "cns",
        "service",
        "consultant",
        "assessment",
        "unit",
        "psych",
        "champion",
        "action",
        "pathway",
        "course",
        "training",
    ]
    .iter()
    .any(|title| rest.starts_with(title))
}

fn significant_mention(topic: Topic) -> bool {
    matches!(
        topic,
        Topic::HealthNeeds | Topic::Medication | Topic::WasNotBrought | Topic::Growth | Topic::Immunisation
    )
}

fn explained(sentence: &Sentence<'_>, topic: Topic, mention: &Hit) -> Option<Verdict> {
    let here = |cue: &Hit| {
        Some(Verdict {
            status: Status::Explained,
            first: sentence.index,
            last: sentence.index,
            cue: Some(*cue),
            weighed: None,
        })
    };
    if vetoed(sentence) && !significant_mention(topic) {
        return None;
    }
    if let Some(hit) = sentence.find(Tag::Explains(topic)).filter(|_| !vetoed(sentence)) {
        return here(hit);
    }
    match topic {
        Topic::RepeatPrescription | Topic::Storage | Topic::SelfAdministration => {
            let actor =
                sentence.who(Who::Carer).or(sentence.who(Who::Professional)).or(sentence.who(Who::Child));
            let arranged: Vec<&Hit> =
                sentence.hits().filter(|hit| hit.tag == Tag::Cue(Cue::Arrangement)).collect();
            let enough = if topic == Topic::Storage { 1 } else { 2 };
            return match arranged.as_slice() {
                [first, ..] if arranged.len() >= enough && (actor.is_some() || topic == Topic::Storage) => {
                    here(first)
                }
                _ => None,
            };
        }
        Topic::HealthCarePlan if sentence.next().is_some_and(|next| not_followed(&next)) => {
            let next = sentence.next()?;
            let cue = next.hits().next().copied();
            return Some(Verdict {
                status: Status::Explained,
                first: sentence.index,
                last: next.index,
                cue,
                weighed: None,
            });
        }
        Topic::HealthCarePlan => {
            let content: Vec<&Hit> = sentence
                .hits()
                .filter(|hit| hit.tag == Tag::Cue(Cue::PlanContent) && hit.start >= mention.end)
                .collect();
            return if content.len() >= 2 { content.first().and_then(|hit| here(hit)) } else { None };
        }
        Topic::AccessSupport | Topic::CarerWasNotBrought => return None,
        _ => {}
    }
    if let Some(cue) = significance(sentence) {
        return here(&cue);
    }
    if outright(sentence) {
        return here(mention);
    }
    if matches!(topic, Topic::HealthNeeds | Topic::Neurodiversity | Topic::CarerHealth)
        && let Some(effect) = observed(sentence)
        && sentence.has(Cue::Link)
    {
        return here(effect);
    }
    let next = sentence.next().filter(|next| continues(next, topic))?;
    let cue = significance(&next).or_else(|| next.hits().next().copied().filter(|_| outright(&next)))?;
    Some(Verdict {
        status: Status::Explained,
        first: sentence.index,
        last: next.index,
        cue: Some(cue),
        weighed: None,
    })
}

/// Whether a sentence says what happens when a plan is not followed.
fn not_followed(sentence: &Sentence<'_>) -> bool {
    sentence.text().contains("not followed") && outright(sentence)
}

/// Whether a sentence goes on about what the one before it named, and does not turn to another topic or person.
fn continues(next: &Sentence<'_>, topic: Topic) -> bool {
    // "A missed weight check means ..." still speaks of the appointment, though it names growth.
    if topic == Topic::WasNotBrought && next.text().contains("missed") && outright(next) {
        return subject(next) != Some(Who::Sibling);
    }
    let other = next.hits().any(|hit| match hit.tag {
        Tag::Names(named) => {
            named != topic
                && matches!(
                    named,
                    Topic::Growth | Topic::Immunisation | Topic::ChildVoice | Topic::HealthCarePlan
                )
        }
        _ => false,
    });
    let sibling = subject(next) == Some(Who::Sibling);
    !other && !sibling
}

/// An abuse or neglect term with an effect on the child's health, linked in one sentence or the next.
fn both(sentence: &Sentence<'_>, topic: Topic, cause: Cue) -> Option<Verdict> {
    let cause = sentence.cue(cause)?;
    let named = sentence.find(Tag::Names(topic));
    let verdict = |status, cue: Option<Hit>| {
        Some(Verdict { status, first: sentence.index, last: sentence.index, cue, weighed: None })
    };
    if vetoed(sentence) {
        return named.and_then(|named| verdict(Status::Deferred, Some(*named)));
    }
    let bodily = sentence
        .hits()
        .filter(|hit| hit.tag == Tag::Cue(Cue::Effect) && hit.start.abs_diff(cause.start) < 150)
        .count();
    let linked = sentence.has(Cue::Significance) || sentence.has(Cue::Link) || sentence.has(Cue::Condition);
    let medical = sentence.hits().any(|hit| {
        matches!(hit.tag, Tag::Condition(_) | Tag::Medicine(_)) || hit.tag == Tag::Names(Topic::HealthNeeds)
    });
    let goes_on = sentence.next().filter(|next| outright(next) && next.who(Who::Sibling).is_none());
    if let Some(next) = goes_on.filter(|_| medical) {
        return Some(Verdict {
            status: Status::Explained,
            first: sentence.index,
            last: next.index,
            cue: Some(*cause),
            weighed: None,
        });
    }
    if linked && bodily >= 2 && (medical || bodily >= 4) && sentence.who(Who::Sibling).is_none() {
        return verdict(Status::Explained, Some(*cause));
    }
    named.and_then(|named| verdict(Status::Mentioned, Some(*named)))
}

fn adherence(sentence: &Sentence<'_>) -> Option<Verdict> {
    let named = sentence.find(Tag::Names(Topic::TreatmentAdherence));
    let treated = || {
        sentence.hits().any(|hit| match hit.tag {
            Tag::Medicine(_) => true,
            Tag::Names(topic) => matches!(topic, Topic::Medication | Topic::Therapy | Topic::Equipment),
            _ => false,
        })
    };
    let problem = sentence.cue(Cue::Adherence).filter(|_| treated()).or(named)?;
    let verdict = |status, cue: &Hit| {
        Some(Verdict { status, first: sentence.index, last: sentence.index, cue: Some(*cue), weighed: None })
    };
    if let Some(cue) = sentence.cue(Cue::Deferral) {
        return verdict(Status::Deferred, cue);
    }
    let home = sentence.hits().filter(|hit| hit.tag == Tag::Cue(Cue::HomeCause)).count();
    let link = sentence.has(Cue::Link) || sentence.has(Cue::Condition);
    if home >= 2 && link && !vetoed(sentence) {
        return verdict(Status::Explained, problem);
    }
    verdict(Status::Mentioned, problem)
}

fn serious_harm(sentence: &Sentence<'_>) -> Option<Verdict> {
    let verdict = |status, cue: &Hit| {
        Some(Verdict { status, first: sentence.index, last: sentence.index, cue: Some(*cue), weighed: None })
    };
    let Some(harm) = sentence.cue(Cue::Harm) else {
        let named = sentence.find(Tag::Names(Topic::SeriousHarm))?;
        let status = if sentence.has(Cue::Deferral) { Status::Deferred } else { Status::Mentioned };
        return verdict(status, named);
    };
    if vetoed(sentence) {
        return sentence.cue(Cue::Deferral).and_then(|cue| verdict(Status::Deferred, cue));
    }
    let conditional = sentence.has(Cue::Condition) || sentence.has(Cue::Possibility);
    let about_other = matches!(subject(sentence), Some(Who::Sibling));
    (conditional && !about_other).then(|| verdict(Status::Explained, harm)).flatten()
}

fn future_care(sentence: &Sentence<'_>) -> Option<Verdict> {
    let verdict = |status, cue: &Hit| {
        Some(Verdict { status, first: sentence.index, last: sentence.index, cue: Some(*cue), weighed: None })
    };
    let named = sentence.find(Tag::Names(Topic::FutureCare));
    let health = sentence.cue(Cue::Health);
    let future = sentence.cue(Cue::Future);
    let dated = || {
        let text = sentence.view.block.text.get(sentence.original()).unwrap_or_default();
        sentence.text().contains(" w/c ") || !find_dates(text).is_empty()
    };
    let missed = sentence.find(Tag::Names(Topic::WasNotBrought)).is_some();
    let other = sentence.has(Cue::NotHealthDate);
    // "Bloods and weight | dietitian | w/c 20 April": the day stands apart from what it is for.
    if sentence.view.row_of_care && sentence.text().len() < 40 && dated() {
        return Some(Verdict {
            status: Status::Explained,
            first: sentence.index,
            last: sentence.index,
            cue: None,
            weighed: None,
        });
    }
    match (health, future, named) {
        (Some(_), Some(cue), _) if !missed && !other && dated() => verdict(Status::Explained, cue),
        (Some(_), Some(_), Some(cue)) if dated() => verdict(Status::Explained, cue),
        (_, _, Some(cue)) if sentence.has(Cue::Deferral) && !other => verdict(Status::Deferred, cue),
        (Some(_), _, Some(cue)) if !missed => verdict(Status::Mentioned, cue),
        _ => None,
    }
}

fn child_voice(sentence: &Sentence<'_>) -> Option<Verdict> {
    let verdict = |status, cue: &Hit| {
        Some(Verdict { status, first: sentence.index, last: sentence.index, cue: Some(*cue), weighed: None })
    };
    if let Some(cue) = sentence.find(Tag::Explains(Topic::ChildVoice)) {
        return verdict(Status::Explained, cue);
    }
    let named = sentence.find(Tag::Names(Topic::ChildVoice));
    let in_context = sentence.view.context.contains(&Topic::ChildVoice);
    if in_context
        && let Some(denied) = by_label(sentence).filter(|verdict| verdict.status <= Status::Deferred)
    {
        return Some(denied);
    }
    if let Some(cue) = sentence.cue(Cue::Deferral).filter(|_| named.is_some()) {
        return verdict(Status::Deferred, cue);
    }
    let speech = sentence.cue(Cue::Speech);
    let by_child = || {
        matches!(subject(sentence), Some(Who::Child) | None)
            && (sentence.text().starts_with("he ")
                || sentence.text().starts_with("she ")
                || sentence.text().starts_with("you ")
                || sentence.who(Who::Child).is_some_and(|child| child.start == sentence.start)
                || sentence
                    .view
                    .block
                    .text
                    .get(sentence.original())
                    .is_some_and(|text| text.contains(['"', '“', '‘'])))
    };
    let speaks = speech.filter(|_| in_context || named.is_some() || by_child());
    if let Some(speech) = speaks {
        return match sentence.cue(Cue::HealthView) {
            Some(_) => verdict(Status::Explained, speech),
            None if in_context || named.is_some() => verdict(Status::Mentioned, speech),
            None => None,
        };
    }
    if let Some(named) = named {
        return verdict(Status::Mentioned, named);
    }
    let first = sentence.hits().next();
    if in_context { first.and_then(|cue| verdict(Status::Mentioned, cue)) } else { None }
}
