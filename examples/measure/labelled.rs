//! Labelled texts for learning and measuring: minutes with `labels.jsonl`, passages, items, and the project's own
//! passages whose sentences carry their labels in braces (see `examples/passages/README.md`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sharecheck::language::{Lesson, Lexicon, Mark, People, Person, Status, Topic, learn};
use sharecheck::minutes::Document;

/// One labelled text and where it is from.
pub struct Labelled {
    pub author: String,
    /// Whole minutes rather than a passage.
    pub whole: bool,
    pub name: String,
    pub lesson: Lesson,
    pub gold: BTreeMap<Topic, (Status, String)>,
}

impl Labelled {
    pub fn gold(&self, topic: Topic) -> Status {
        self.gold.get(&topic).map_or(Status::Absent, |gold| gold.0)
    }
}

/// The word lists with the weights learned last.
pub fn lexicon() -> Lexicon {
    lists(|_| true)
}

/// The word lists alone: learning needs no weights, so damaged ones or those of another form cannot stop it.
pub fn untaught() -> Lexicon {
    lists(|path| !path.ends_with("weights.toml"))
}

fn lists(wanted: impl Fn(&Path) -> bool) -> Lexicon {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/words");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let files = files.iter().filter(|path| wanted(path));
    Lexicon::from_files(
        files.map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap())),
    )
    .unwrap()
}

/// Reads the labels named by the arguments before the first option.
pub fn read_all(arguments: &[String]) -> Vec<Labelled> {
    let paths = arguments.iter().take_while(|argument| !argument.starts_with("--"));
    paths.flat_map(|path| read(Path::new(path))).collect()
}

/// The hands that wrote the texts, each once, as far as `--hold AUTHOR,...` asks for them.
pub fn authors<'a>(texts: &'a [Labelled], arguments: &[String]) -> Vec<&'a str> {
    let hold = arguments.iter().position(|a| a == "--hold").and_then(|at| arguments.get(at + 1));
    let mut authors: Vec<&str> = texts.iter().map(|text| text.author.as_str()).collect();
    authors.sort_unstable();
    authors.dedup();
    authors.retain(|author| hold.is_none_or(|hold| hold.split(',').any(|held| held == *author)));
    authors
}

/// The word lists with weights learned from every hand but one.
pub fn taught_without(author: &str, texts: &[Labelled], lexicon: &Lexicon) -> Lexicon {
    let lessons: Vec<Lesson> =
        texts.iter().filter(|text| text.author != author).map(|text| text.lesson.clone()).collect();
    lexicon.clone().with_weights(learn(&lessons, lexicon))
}

/// Reads labels: a folder with `labels.jsonl` or with passages, or one file.
pub fn read(path: &Path) -> Vec<Labelled> {
    if path.is_dir() {
        let labels = path.join("labels.jsonl");
        if labels.exists() {
            return json_lines(&labels, &stem(path));
        }
        let mut files: Vec<PathBuf> = std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()).collect();
        files.sort();
        return files.iter().filter(|path| path.is_dir() || ends(path)).flat_map(|path| read(path)).collect();
    }
    if path.extension().is_some_and(|ending| ending == "jsonl") {
        json_lines(path, &stem(path))
    } else {
        braces(path)
    }
}

fn ends(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "jsonl" || ending == "txt")
        && !path.ends_with("second.jsonl")
        && !path.ends_with("README.md")
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_string_lossy().into_owned()
}

fn status(name: &str) -> Status {
    match name {
        "explained" | "E" => Status::Explained,
        "mentioned" | "M" => Status::Mentioned,
        "deferred" | "F" => Status::Deferred,
        "denied" | "D" => Status::Denied,
        "absent" | "N" => Status::Absent,
        other => panic!("unknown status {other}"),
    }
}

fn json_lines(path: &Path, author: &str) -> Vec<Labelled> {
    let folder = path.parent().unwrap();
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| {
            let entry: serde_json::Value = serde_json::from_str(line).unwrap();
            let (name, document) = match entry["file"].as_str() {
                Some(file) => {
                    let text = std::fs::read_to_string(folder.join(file)).unwrap();
                    let markdown = file.ends_with(".md");
                    let document =
                        if markdown { Document::from_markdown(&text) } else { Document::from_text(&text) };
                    (file.to_owned(), document)
                }
                None => (
                    entry["id"].as_str().unwrap().to_owned(),
                    Document::from_text(entry["text"].as_str().unwrap()),
                ),
            };
            let mut gold = BTreeMap::new();
            let mut only = Vec::new();
            if let Some(topics) = entry["topics"].as_object() {
                for (topic, value) in topics {
                    let quote = value["quote"].as_str().unwrap_or_default().to_owned();
                    gold.insert(
                        Topic::parse(topic).unwrap(),
                        (status(value["status"].as_str().unwrap()), quote),
                    );
                }
            } else if let Some(topic) = entry["topic"].as_str() {
                let topic = Topic::parse(topic).unwrap();
                only.push(topic);
                gold.insert(topic, (status(entry["label"].as_str().unwrap()), String::new()));
            }
            let whole = 0..document.source().len();
            let marks = gold
                .iter()
                .filter(|(_, (status, _))| *status != Status::Absent)
                .map(|(topic, (status, quote))| {
                    let at = document.source().find(quote.as_str()).filter(|_| !quote.is_empty());
                    let range = at.map_or(whole.clone(), |at| at..at + quote.len());
                    Mark { topic: *topic, status: *status, range }
                })
                .collect();
            Labelled {
                author: author.to_owned(),
                whole: entry["file"].is_string(),
                name,
                gold,
                lesson: Lesson { document, marks, every_sentence: false, only, people: people(&entry) },
            }
        })
        .collect()
}

/// The people named beside a passage (`child`, `people`), as a record would name them.
fn people(entry: &serde_json::Value) -> People {
    let mut people = People::default();
    let named = |text: &str| {
        text.split_whitespace()
            .filter(|word| {
                word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some_and(char::is_lowercase)
            })
            .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()).to_owned())
            .filter(|word| !["Mrs", "Mr", "Ms", "Miss", "Dr"].contains(&word.as_str()))
            .collect::<Vec<_>>()
    };
    let Some(others) = entry["people"].as_str() else { return people };
    people.child = named(entry["child"].as_str().unwrap_or_default().split(',').next().unwrap_or_default());
    for other in others.split(',') {
        let words: Vec<String> = other.split_whitespace().map(str::to_lowercase).collect();
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        let person = Person { names: named(other), role: None };
        if has(&["brother", "sister", "twin", "sibling", "siblings", "baby", "cousin"]) {
            people.siblings.push(person);
        } else if has(&[
            "mum", "mam", "mom", "dad", "stepdad", "nan", "nana", "gran", "carer", "carers", "aunt", "uncle",
            "partner",
        ]) {
            people.carers.push(person);
        } else {
            people.professionals.push(person);
        }
    }
    people
}

/// Short names of topics in braces.
const SHORT: [(&str, Topic); 18] = [
    ("hn", Topic::HealthNeeds),
    ("wnb", Topic::WasNotBrought),
    ("med", Topic::Medication),
    ("th", Topic::Therapy),
    ("eq", Topic::Equipment),
    ("nd", Topic::Neurodiversity),
    ("gr", Topic::Growth),
    ("cv", Topic::ChildVoice),
    ("hcp", Topic::HealthCarePlan),
    ("ab", Topic::AbuseImpact),
    ("ta", Topic::TreatmentAdherence),
    ("sh", Topic::SeriousHarm),
    ("fc", Topic::FutureCare),
    ("rp", Topic::RepeatPrescription),
    ("st", Topic::Storage),
    ("sa", Topic::SelfAdministration),
    ("ch", Topic::CarerHealth),
    ("im", Topic::Immunisation),
];

/// Passages parted by blank lines, or whole minutes parted by `====`; `{medE shM}` labels the words since the last brace (or the passage's start).
fn braces(path: &Path) -> Vec<Labelled> {
    let text = std::fs::read_to_string(path).unwrap();
    let author = match path.parent().and_then(Path::file_name) {
        Some(folder) if folder == "not-minutes" => {
            let half = path.file_stem().unwrap().len() + usize::from(text.len().is_multiple_of(2));
            format!("no-case-{}", half % 2)
        }
        _ => stem(path).trim_end_matches("-whole").to_owned(),
    };
    // Whole minutes hold blank lines, so a rule parts them.
    let whole = text.contains("\n====\n");
    let rule = if whole { "\n====\n" } else { "\n\n" };
    text.split(rule)
        .filter(|passage| !passage.trim().is_empty() && !passage.starts_with('#'))
        .enumerate()
        .map(|(number, passage)| {
            let mut plain = String::new();
            let mut marks: Vec<Mark> = Vec::new();
            let mut from = 0;
            for (index, part) in passage.trim().split(['{', '}']).enumerate() {
                if index % 2 == 0 {
                    from = plain.len() + (part.len() - part.trim_start().len());
                    plain.push_str(part);
                    continue;
                }
                let end = plain.trim_end().len();
                assert!(from <= end, "braces after braces, write them as one: {passage}");
                // The last sentence before the brace carries the label.
                let begin = sharecheck::language::sentences(&plain[from..end])
                    .last()
                    .map_or(from, |last| from + last.start);
                let begin = plain[begin..end].rfind('\n').map_or(begin, |at| begin + at + 1);
                for label in part.split_whitespace() {
                    let (short, mark) = label.split_at(label.len() - 1);
                    let topic = SHORT.iter().find(|(name, _)| *name == short);
                    let topic = topic.unwrap_or_else(|| panic!("unknown label {label} in {passage}")).1;
                    marks.push(Mark { topic, status: status(mark), range: begin..end });
                }
            }
            let mut gold: BTreeMap<Topic, (Status, String)> = BTreeMap::new();
            for mark in &marks {
                let best = gold.entry(mark.topic).or_default();
                if mark.status > best.0 {
                    *best = (mark.status, plain[mark.range.clone()].to_owned());
                }
            }
            let document = Document::from_text(&plain);
            Labelled {
                author: author.clone(),
                whole,
                name: format!("{author}-{}", number + 1),
                gold,
                lesson: Lesson {
                    document,
                    marks,
                    every_sentence: true,
                    only: Vec::new(),
                    people: People::default(),
                },
            }
        })
        .collect()
}
