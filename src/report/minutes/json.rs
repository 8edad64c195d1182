//! What minutes say, for programs (`sharecheck schema minutes` describes it).

use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::language::{About, Claim, ClaimKind, Doubt, PassedOver, Quote, Span, Topic, TopicReading};
use crate::minutes::Document;

use super::account::Account;

/// JSON Schema (2020-12) of what [`value()`] gives.
pub const SCHEMA: &str = include_str!("minutes.schema.json");

/// The name of the format.
pub const FORMAT: &str = "sharecheck-minutes/1";

#[derive(Serialize)]
struct Sheet<'a> {
    format: &'static str,
    file: &'a str,
    child: Option<&'a str>,
    meeting: Option<&'static str>,
    date: Option<String>,
    meeting_id: Option<&'a str>,
    record: Option<&'a str>,
    attendance: Vec<Present<'a>>,
    topics: Vec<TopicSheet<'a>>,
    further: Vec<TopicSheet<'a>>,
    claims: Vec<ClaimSheet<'a>>,
    jargon: Vec<JargonSheet<'a>>,
    centile_given: bool,
    diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
struct Present<'a> {
    who: &'a str,
    there: bool,
    line: usize,
}

#[derive(Serialize)]
struct TopicSheet<'a> {
    topic: &'static str,
    status: &'static str,
    quotes: Vec<QuoteSheet<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    passed_over: Vec<QuoteSheet<'a>>,
}

#[derive(Serialize)]
struct QuoteSheet<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    part: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    cue: &'a str,
    cues: Vec<SpanSheet<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<DoubtSheet<'a>>,
}

#[derive(Serialize)]
struct SpanSheet<'a> {
    text: &'a str,
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct DoubtSheet<'a> {
    reason: &'static str,
    words: Option<SpanSheet<'a>>,
    says: String,
}

#[derive(Serialize)]
struct ClaimSheet<'a> {
    kind: &'static str,
    person: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    medicine: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dose: Option<&'a str>,
    quote: QuoteSheet<'a>,
}

#[derive(Serialize)]
struct JargonSheet<'a> {
    term: &'a str,
    explained: bool,
    quote: QuoteSheet<'a>,
}

/// One set of minutes as JSON, with what could not be understood of the input.
pub fn value(account: &Account, diagnostics: &[Diagnostic]) -> Result<Value, serde_json::Error> {
    let document = &account.document;
    let whole = !account.is_part();
    let sheet = Sheet {
        format: FORMAT,
        file: &account.file,
        child: account.child.as_ref().map(|child| child.value.as_str()),
        meeting: account.meeting.as_ref().map(|kind| kind.value.word()),
        date: account.date.as_ref().map(|day| day.value.to_string()),
        meeting_id: account.meeting_id.as_deref(),
        record: account.record.as_deref(),
        attendance: account
            .attendance
            .iter()
            .map(|one| Present { who: &one.who, there: one.there, line: one.line })
            .collect(),
        topics: account.topics().map(|entry| topic(account, entry)).collect(),
        further: account.further().map(|entry| topic(account, entry)).collect(),
        claims: account.reading.claims.iter().filter(|_| whole).map(|one| claim(document, one)).collect(),
        jargon: account
            .reading
            .jargon
            .iter()
            .filter(|_| whole)
            .map(|term| JargonSheet {
                term: &term.term,
                explained: term.explained,
                quote: quote(document, &term.quote),
            })
            .collect(),
        centile_given: account.reading.centile_given,
        diagnostics,
    };
    serde_json::to_value(sheet)
}

fn topic<'a>(account: &'a Account, entry: &'a TopicReading) -> TopicSheet<'a> {
    let document = &account.document;
    TopicSheet {
        topic: entry.topic.name(),
        status: entry.status.name(),
        quotes: account
            .quotes(entry)
            .into_iter()
            .map(|(one, why)| QuoteSheet {
                doubt: why.map(|why| doubt(document, entry.topic, why)),
                ..quote(document, one)
            })
            .collect(),
        passed_over: account
            .passed_over(entry.topic)
            .iter()
            .map(|PassedOver { quote: one, doubt: why }| QuoteSheet {
                doubt: Some(doubt(document, entry.topic, why)),
                ..quote(document, one)
            })
            .collect(),
    }
}

fn quote<'a>(document: &'a Document, quote: &'a Quote) -> QuoteSheet<'a> {
    QuoteSheet {
        text: &quote.text,
        part: document.part(quote.range.start),
        line: quote.line,
        column: quote.column,
        end_line: document.place(&quote.range).end_line,
        cue: &quote.cue,
        cues: quote.cues.iter().map(|cue| span(document, cue)).collect(),
        doubt: None,
    }
}

fn span<'a>(document: &Document, span: &'a Span) -> SpanSheet<'a> {
    let (line, column) = document.locate(span.range.start);
    SpanSheet { text: &span.text, line, column }
}

fn doubt<'a>(document: &Document, topic: Topic, doubt: &'a Doubt) -> DoubtSheet<'a> {
    DoubtSheet {
        reason: doubt.reason.name(),
        words: doubt.words.as_ref().map(|words| span(document, words)),
        says: super::wording::reason(topic, doubt),
    }
}

fn claim<'a>(document: &'a Document, claim: &'a Claim) -> ClaimSheet<'a> {
    let (medicine, dose) = match &claim.kind {
        ClaimKind::Dose { medicine, dose } => (Some(medicine.as_str()), Some(dose.as_str())),
        _ => (None, None),
    };
    ClaimSheet {
        kind: claim.kind.name(),
        person: match &claim.person {
            About::Child => "child",
            About::Carer(word) => word,
            About::Unknown => "unknown",
        },
        date: claim.date.map(|day| day.to_string()),
        medicine,
        dose,
        quote: quote(document, &claim.quote),
    }
}
