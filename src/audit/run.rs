//! The audit itself: every rule over every child, in parallel, in a fixed order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::calendar::Day;
use crate::case::Case;
use crate::diagnostic::{Diagnostic, Weight};
use crate::intake::{ChildFile, Intake, MinutesFile};
use crate::language::{People, Person, read};
use crate::place::Place;
use crate::rulebook::{Rule, Rulebook};
use crate::script::wording::{self, Line};
use crate::script::{Counted, Document, Scene, Verdict, World};

use super::check::{Check, Evidence, Subject};
use super::outcome::Outcome;
use super::report::{Count, FORMAT, Report, RuleLine, RulebookLine, Run, Summary, Tool};

/// How an audit is to be run.
#[derive(Clone, Debug)]
pub struct AuditRequest {
    /// The day at whose end everything is judged.
    pub as_of: Day,
    /// First day of the audit period.
    pub from: Option<Day>,
    /// Last day of the audit period.
    pub to: Option<Day>,
    /// Only these rules, or groups of rules (`NEW`); all where empty.
    pub select: Vec<String>,
    /// Not these rules, or groups of rules.
    pub ignore: Vec<String>,
    /// Only this child.
    pub case: Option<String>,
    /// Whether checks that are not applicable are told as well.
    pub show_not_applicable: bool,
    /// Limits in force, by name, for the report.
    pub limits: BTreeMap<&'static str, u64>,
}

impl AuditRequest {
    /// An audit of everything at a day.
    pub fn at(as_of: Day) -> Self {
        Self {
            as_of,
            from: None,
            to: None,
            select: Vec::new(),
            ignore: Vec::new(),
            case: None,
            show_not_applicable: false,
            limits: BTreeMap::new(),
        }
    }

    fn wants(&self, rule: &Rule) -> bool {
        let named = |list: &[String]| list.iter().any(|name| is_of_group(&rule.id, name));
        (self.select.is_empty() || named(&self.select)) && !named(&self.ignore)
    }
}

/// Whether a rule is the one, or of the group, that a name stands for: `NEW-04`, `NEW`.
pub fn is_of_group(rule: &str, name: &str) -> bool {
    rule.eq_ignore_ascii_case(name)
        || rule
            .split_once('-')
            .is_some_and(|(group, _)| group.eq_ignore_ascii_case(name.trim_end_matches('-')))
}

/// Runs the rules of a rulebook over everything that was read. `progress` is told of each child that is done.
pub fn run(
    intake: Intake,
    rulebook: &Rulebook,
    request: &AuditRequest,
    progress: &(dyn Fn() + Sync),
) -> Report {
    let rules: Vec<&Rule> = rulebook.rules.iter().filter(|rule| request.wants(rule)).collect();
    let at = |as_of: Day| Arc::new(world(rulebook, as_of));
    let dated = at(request.as_of);
    // Subjects without a day of their own are judged as they stood at the end of the period.
    let undated = request.to.filter(|to| *to < request.as_of).map(at);
    let mut diagnostics = intake.diagnostics;
    diagnostics.extend(out_of_force(rulebook, request.as_of));
    let children: Vec<ChildFile> = intake
        .children
        .into_iter()
        .filter(|child| request.case.as_deref().is_none_or(|wanted| child.case.child_id() == wanted))
        .collect();
    if let Some(wanted) = request.case.as_deref().filter(|_| children.is_empty()) {
        let message = format!("there is no child {wanted} in what was read");
        diagnostics.push(Diagnostic::new(Weight::Error, "no-such-child", message).help("check the id"));
    }
    let minutes = children.iter().map(|child| child.minutes.len()).sum();
    let cases = children.iter().filter(|child| child.source.is_some()).count();
    let results: Vec<(Vec<Check>, String)> = children
        .into_par_iter()
        .map(|child| {
            let checks = check_child(&child, &rules, request, &dated, undated.as_ref());
            progress();
            (checks, child.case.child_id().to_owned())
        })
        .collect();
    let by_case: Vec<String> = results.iter().map(|(_, child)| child.clone()).collect();
    let checks: Vec<Check> = results.into_iter().flat_map(|(checks, _)| checks).collect();
    let failed = checks.iter().any(|check| check.outcome == Outcome::Error);
    let complete = !failed && diagnostics.iter().all(|diagnostic| diagnostic.weight != Weight::Error);
    let summary = summarise(&checks, &rules, rulebook, by_case, cases, minutes);
    Report {
        format: FORMAT,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        run: Run {
            as_of: Some(request.as_of),
            from: request.from,
            to: request.to,
            complete,
            rulebook: RulebookLine {
                id: rulebook.id.clone(),
                version: rulebook.version.clone(),
                sha256: rulebook.sha256.clone(),
            },
            inputs: intake.inputs,
            limits: request.limits.clone(),
        },
        rules: rules.iter().map(|rule| rule_line(rule)).collect(),
        checks,
        diagnostics,
        summary,
    }
}

/// A rulebook outside its effective days is told, not refused: an audit may look back.
fn out_of_force(rulebook: &Rulebook, as_of: Day) -> Vec<Diagnostic> {
    let outside = rulebook
        .effective
        .iter()
        .filter(|(_, from, to)| from.is_some_and(|from| as_of < from) || to.is_some_and(|to| as_of > to));
    outside
        .map(|(id, _, _)| {
            let message = format!("the rulebook {id} is not in force on {}", as_of.in_words());
            Diagnostic::new(Weight::Warning, "rulebook-not-in-force", message)
                .help("choose another as-of date, or the rulebook that was in force then")
        })
        .collect()
}

/// What all children of a run share.
pub fn world(rulebook: &Rulebook, as_of: Day) -> World {
    let due =
        rulebook.rules.iter().filter(|rule| rule.id == "REC-02").flat_map(|rule| &rule.settings).find_map(
            |setting| match (setting.name.as_str(), &setting.value) {
                ("working_days", crate::script::SettingValue::Whole(days)) => u32::try_from(*days).ok(),
                _ => None,
            },
        );
    World {
        as_of,
        calendar: rulebook.calendar.clone(),
        lexicon: rulebook.lexicon.clone(),
        growth: rulebook.growth.clone(),
        minutes_due: due.unwrap_or(20),
    }
}

fn rule_line(rule: &Rule) -> RuleLine {
    RuleLine {
        id: rule.id.clone(),
        title: rule.title.clone(),
        clause: rule.clause.clone(),
        severity: rule.severity,
        settings: rule.settings.iter().map(|setting| (setting.name.clone(), setting.value.json())).collect(),
    }
}

/// Everything that the rules say of one child.
fn check_child(
    child: &ChildFile,
    rules: &[&Rule],
    request: &AuditRequest,
    dated: &Arc<World>,
    undated: Option<&Arc<World>>,
) -> Vec<Check> {
    let set = |world: &Arc<World>| {
        catch_unwind(AssertUnwindSafe(|| Arc::new(scene(child, world.clone()))))
            .map_err(|panic| said(&*panic))
    };
    let present = match set(dated) {
        Ok(scene) => scene,
        Err(why) => return rules.iter().map(|rule| failed(rule, child, &why)).collect(),
    };
    let past = match undated.map(set) {
        None => None,
        Some(Ok(scene)) => Some(scene),
        Some(Err(why)) => return rules.iter().map(|rule| failed(rule, child, &why)).collect(),
    };
    let mut checks = Vec::new();
    for rule in rules {
        let before = checks.len();
        let ran = catch_unwind(AssertUnwindSafe(|| {
            check_rule(rule, child, &present, request, past.is_some(), &mut checks);
            if let Some(past) = &past {
                undated_checks(rule, child, past, request, &mut checks);
            }
        }));
        if let Err(panic) = ran {
            checks.truncate(before);
            checks.push(failed(rule, child, &said(&*panic)));
        }
    }
    checks
}

fn in_period(request: &AuditRequest, day: Day) -> bool {
    request.from.is_none_or(|from| day >= from) && request.to.is_none_or(|to| day <= to)
}

fn check_rule(
    rule: &Rule,
    child: &ChildFile,
    scene: &Arc<Scene>,
    request: &AuditRequest,
    only_dated: bool,
    checks: &mut Vec<Check>,
) {
    let wanted = |outcome| outcome != Outcome::NotApplicable || request.show_not_applicable;
    rule.logic.run(scene, wanted, &mut |verdict| {
        let keep = match wording::subject_date(scene, verdict.counted) {
            Some(day) => in_period(request, day),
            None => !only_dated,
        };
        if keep {
            checks.push(check(rule, child, scene, &verdict));
        }
    });
}

fn undated_checks(
    rule: &Rule,
    child: &ChildFile,
    scene: &Arc<Scene>,
    request: &AuditRequest,
    checks: &mut Vec<Check>,
) {
    let wanted = |outcome| outcome != Outcome::NotApplicable || request.show_not_applicable;
    rule.logic.run(scene, wanted, &mut |verdict| {
        if wording::subject_date(scene, verdict.counted).is_none() {
            checks.push(check(rule, child, scene, &verdict));
        }
    });
}

/// What a panic said, for the report; a panic is a fault of the program, never of the case.
fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "an internal fault".into())
}

fn failed(rule: &Rule, child: &ChildFile, why: &str) -> Check {
    let subject = Subject { kind: "child".into(), id: child.case.child_id().to_owned(), date: None };
    Check {
        rule: rule.id.clone(),
        case: child.case.child_id().to_owned(),
        fingerprint: fingerprint(&rule.id, child.case.child_id(), &subject),
        subject,
        outcome: Outcome::Error,
        severity: rule.severity,
        message: format!("the rule failed on this child: {why}"),
        due: None,
        evidence: Vec::new(),
        location: None,
        help: "report this fault with the rule's id; the child's checks by other rules are not affected"
            .into(),
        waiver: None,
        meeting_kind: None,
    }
}

/// The scene of a child as read from its files.
pub fn scene(child: &ChildFile, world: Arc<World>) -> Scene {
    let people = people(&child.case);
    let documents = child.minutes.iter().map(|file| document(file, &people, &world)).collect();
    Scene::new(child.case.clone(), child.source.is_some(), documents, world)
}

fn document(file: &MinutesFile, people: &People, world: &World) -> Document {
    Document {
        meeting: file.meeting,
        date: file.date,
        kind: file.kind,
        reading: Some(read(&file.document(), &world.lexicon, people, file.date)),
        text: file.text.clone(),
        name: file.source.file.to_string(),
    }
}

/// Whom the record names, for telling in minutes who is meant.
pub fn people(case: &Case) -> People {
    let child = case.child.given();
    let initials = child.and_then(|child| child.initials.given()).map(ToString::to_string);
    // Minutes often call a child by the first of the initials.
    let first = initials.as_ref().and_then(|initials| initials.chars().next()).map(String::from);
    People {
        child: initials.into_iter().chain(first).collect(),
        carers: case
            .carers
            .entries()
            .iter()
            .map(|carer| Person { names: Vec::new(), role: carer.relation.given().map(ToString::to_string) })
            .collect(),
        siblings: Vec::new(),
        // Who the professionals are, minutes tell themselves: what a record leaves out must not change what is read.
        professionals: Vec::new(),
    }
}

/// A verdict with its words, places and fingerprint.
pub fn check(rule: &Rule, child: &ChildFile, scene: &Scene, verdict: &Verdict) -> Check {
    let subject = Subject {
        kind: wording::subject_kind(verdict.counted),
        id: wording::subject_id(scene, verdict.counted),
        date: wording::subject_date(scene, verdict.counted),
    };
    let evidence = wording::working(scene, &verdict.facts)
        .into_iter()
        .map(|line| match line {
            Line::Entry(item, text) => {
                let place =
                    child.source.as_ref().map(|source| source.place(&scene.case.pointer(item), false));
                Evidence { text, place }
            }
            Line::Passage(document, range, text) => {
                Evidence { text, place: passage(child, scene, document, range) }
            }
            Line::Step(text) => Evidence { text, place: None },
        })
        .collect();
    Check {
        rule: rule.id.clone(),
        case: scene.case.child_id().to_owned(),
        fingerprint: fingerprint(&rule.id, scene.case.child_id(), &subject),
        outcome: verdict.outcome,
        severity: rule.severity,
        message: wording::message(scene, &rule.logic, verdict),
        due: verdict.due,
        evidence,
        location: location(child, scene, verdict.counted),
        help: rule.page.advice_in_short(),
        waiver: None,
        meeting_kind: meeting_kind(scene, verdict.counted),
        subject,
    }
}

fn location(child: &ChildFile, scene: &Scene, counted: Counted) -> Option<Place> {
    use crate::case::Kind;
    let item = counted.item();
    if matches!(item.kind, Kind::Minutes | Kind::Contradiction) {
        if let Some(file) = child.minutes.get(item.at()).filter(|_| item.at() < scene.documents.len()) {
            return Some(file.place());
        }
        let meeting = scene.documents.get(item.at())?.meeting?;
        let pointer = scene.case.pointer(crate::case::ItemRef::top(Kind::Meeting, meeting));
        return child.source.as_ref().map(|source| source.place(&pointer, false));
    }
    child.source.as_ref().map(|source| source.place(&scene.case.pointer(item), false))
}

/// The place of a passage: in a file of minutes the passage itself, in a record the text that holds it.
fn passage(
    child: &ChildFile,
    scene: &Scene,
    document: usize,
    range: std::ops::Range<usize>,
) -> Option<Place> {
    let name = &scene.documents.get(document)?.name;
    let file = child.minutes.get(document).filter(|file| &*file.source.file == name.as_str())?;
    if file.pointer.is_empty() {
        Some(file.source.place_of(range))
    } else {
        Some(file.source.place(&file.pointer, false))
    }
}

fn meeting_kind(scene: &Scene, counted: Counted) -> Option<&'static str> {
    use crate::case::Kind;
    let item = counted.item();
    match item.kind {
        Kind::Meeting => scene.case.meetings.entries().get(item.at())?.kind.given().map(|kind| kind.word()),
        Kind::Minutes | Kind::Contradiction => scene.documents.get(item.at())?.kind.map(|kind| kind.word()),
        _ => None,
    }
}

/// Names a check across reports: a hash of rule, child and subject.
pub fn fingerprint(rule: &str, child: &str, subject: &Subject) -> String {
    let mut hash = Sha256::new();
    for part in [rule, child, &subject.kind, &subject.id] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn summarise(
    checks: &[Check],
    rules: &[&Rule],
    rulebook: &Rulebook,
    children: Vec<String>,
    cases: usize,
    minutes: usize,
) -> Summary {
    let named = |names: Vec<String>| -> Vec<Count> {
        names.into_iter().map(|name| Count { name, ..Count::default() }).collect()
    };
    let clause_of: BTreeMap<&str, &str> =
        rules.iter().map(|rule| (rule.id.as_str(), rule.clause.as_str())).collect();
    let mut whole = Count::default();
    let mut by_rule = named(rules.iter().map(|rule| rule.id.clone()).collect());
    let clauses = rulebook.guidance.clauses.iter().map(|clause| clause.number.clone());
    let mut by_clause =
        named(clauses.filter(|number| clause_of.values().any(|clause| clause == number)).collect());
    let kinds = crate::case::MeetingKind::WORDS.iter().map(|word| (*word).to_owned());
    let mut by_meeting_kind = named(kinds.collect());
    let mut by_case = named(children);
    let positions = |counts: &[Count]| -> BTreeMap<String, usize> {
        counts.iter().enumerate().map(|(at, count)| (count.name.clone(), at)).collect()
    };
    let (rule_at, clause_at, kind_at, case_at) =
        (positions(&by_rule), positions(&by_clause), positions(&by_meeting_kind), positions(&by_case));
    for check in checks {
        whole.add(check.outcome);
        let add = |counts: &mut [Count], at: Option<&usize>| {
            if let Some(count) = at.and_then(|at| counts.get_mut(*at)) {
                count.add(check.outcome);
            }
        };
        add(&mut by_rule, rule_at.get(&check.rule));
        add(&mut by_clause, clause_of.get(check.rule.as_str()).and_then(|clause| clause_at.get(*clause)));
        add(&mut by_meeting_kind, check.meeting_kind.and_then(|kind| kind_at.get(kind)));
        add(&mut by_case, case_at.get(&check.case));
    }
    Summary {
        cases,
        minutes,
        checks: checks.iter().filter(|check| check.outcome != Outcome::NotApplicable).count(),
        met: whole.met,
        not_met: whole.not_met,
        due: whole.due,
        unknown: whole.unknown,
        error: whole.error,
        waived: whole.waived,
        by_rule,
        by_clause,
        by_meeting_kind,
        by_case,
    }
}
