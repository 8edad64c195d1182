//! The word lists as data: typed, checked when loaded, and compiled into one matcher.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::matcher::{Matcher, Tag};
use super::normal::normal;
use super::topic::Topic;
use super::weights::Weights;

macro_rules! cues {
    ($($variant:ident = $name:literal,)*) => {
        /// A kind of word or phrase that decides how a mention is meant; what each holds is data (`cues.toml`).
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Cue {
            $(#[doc = concat!("List `", $name, "`.")] $variant,)*
        }

        impl Cue {
            const NAMES: &'static [(&'static str, Self)] = &[$(($name, Self::$variant),)*];
        }
    };
}

cues! {
    Negation = "negation",
    NegationAfter = "negation_after",
    ScopeEnd = "scope_end",
    NotNegation = "not_negation",
    Deferral = "deferral",
    Unknown = "unknown",
    Historical = "historical",
    Hypothetical = "hypothetical",
    General = "general",
    NotExplained = "not_explained",
    Significance = "significance",
    Condition = "condition",
    Link = "link",
    Possibility = "possibility",
    Teller = "teller",
    Speech = "speech",
    Effect = "effect",
    Harm = "harm",
    Health = "health",
    Future = "future",
    NotHealthDate = "not_health_date",
    HomeCause = "home_cause",
    Adherence = "adherence",
    Abuse = "abuse",
    Arrangement = "arrangement",
    PlanContent = "plan_content",
    HealthView = "health_view",
    Yes = "yes",
    No = "no",
}

/// Who a word stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Who {
    /// The child the minutes are about, or a pronoun that may be the child.
    Child,
    /// A parent or carer.
    Carer,
    /// A brother, sister or cousin.
    Sibling,
    /// A professional.
    Professional,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct WordFile {
    #[serde(default)]
    condition: Vec<ConditionWords>,
    #[serde(default)]
    medicine: Vec<MedicineWords>,
    #[serde(default)]
    jargon: Vec<JargonWords>,
    #[serde(default)]
    topic: BTreeMap<String, TopicWords>,
    #[serde(default)]
    cues: BTreeMap<String, Vec<String>>,
    people: Option<PeopleWords>,
    #[serde(default)]
    classes: BTreeMap<String, Vec<String>>,
    weights: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionWords {
    name: String,
    names: Vec<String>,
    #[serde(default)]
    topic: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MedicineWords {
    name: String,
    names: Vec<String>,
    #[serde(default)]
    usually_adult: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JargonWords {
    term: String,
    #[serde(default)]
    names: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicWords {
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    explained: Vec<String>,
    #[serde(default)]
    denied: Vec<String>,
    #[serde(default)]
    deferred: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleWords {
    carer: Vec<String>,
    sibling: Vec<String>,
    professional: Vec<String>,
    child: Vec<String>,
}

/// A condition, medicine or term of the word lists with its other names.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The name that records use.
    pub name: String,
    /// Other names as phrases of the word lists (a trailing `*` stands for any ending).
    pub names: Vec<String>,
    /// For a condition, its topic: health needs or neurodiversity.
    pub(super) topic: Topic,
    /// For a medicine, whether it is usually an adult's.
    pub(super) usually_adult: bool,
}

/// A word list that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LexiconError {
    /// The file's name.
    pub file: String,
    /// Byte offset in the file, where it is known.
    pub offset: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.message)
    }
}

impl std::error::Error for LexiconError {}

/// The word lists, ready for reading.
#[derive(Clone, Debug)]
pub struct Lexicon {
    pub(super) conditions: Vec<Entry>,
    pub(super) medicines: Vec<Entry>,
    pub(super) jargon: Vec<Entry>,
    pub(super) matcher: Matcher,
    /// Names of the classes of words that only the learned weights know, in order.
    pub(super) classes: Vec<String>,
    pub(super) weights: Weights,
}

impl Lexicon {
    /// Compiles word lists; an unknown key, list or topic is refused with the file's name.
    pub fn from_files<N: Into<String>, T: AsRef<str>>(
        files: impl Iterator<Item = (N, T)>,
    ) -> Result<Self, LexiconError> {
        let mut lexicon = Self {
            conditions: Vec::new(),
            medicines: Vec::new(),
            jargon: Vec::new(),
            matcher: Matcher::default(),
            classes: Vec::new(),
            weights: Weights::default(),
        };
        let mut phrases: Vec<(String, Tag)> = Vec::new();
        for (name, text) in files {
            let file = name.into();
            let words: WordFile = toml::from_str(text.as_ref()).map_err(|error| LexiconError {
                file: file.clone(),
                offset: error.span().map(|span| span.start),
                message: error.message().to_owned(),
            })?;
            lexicon.add(words, &mut phrases).map_err(|message| LexiconError {
                file,
                offset: None,
                message,
            })?;
        }
        lexicon.matcher = Matcher::new(&phrases).map_err(|message| LexiconError {
            file: "word lists".to_owned(),
            offset: None,
            message,
        })?;
        Ok(lexicon)
    }

    fn add(&mut self, words: WordFile, phrases: &mut Vec<(String, Tag)>) -> Result<(), String> {
        for condition in words.condition {
            let topic = match condition.topic.as_deref() {
                None | Some("health_needs") => Topic::HealthNeeds,
                Some("neurodiversity") => Topic::Neurodiversity,
                Some(other) => {
                    return Err(format!("condition '{}' has unknown topic '{other}'", condition.name));
                }
            };
            let tag = Tag::Condition(index(self.conditions.len())?);
            phrases.push((condition.name.clone(), tag));
            phrases.extend(condition.names.iter().map(|name| (name.clone(), tag)));
            let (name, names) = (condition.name, condition.names);
            self.conditions.push(Entry { name, names, topic, usually_adult: false });
        }
        for medicine in words.medicine {
            let tag = Tag::Medicine(index(self.medicines.len())?);
            phrases.push((medicine.name.clone(), tag));
            phrases.extend(medicine.names.iter().map(|name| (name.clone(), tag)));
            let (name, names, usually_adult) = (medicine.name, medicine.names, medicine.usually_adult);
            self.medicines.push(Entry { name, names, topic: Topic::Medication, usually_adult });
        }
        for term in words.jargon {
            let tag = Tag::Jargon(index(self.jargon.len())?);
            phrases.push((term.term.clone(), tag));
            phrases.extend(term.names.iter().map(|name| (name.clone(), tag)));
            let (name, names) = (term.term, term.names);
            self.jargon.push(Entry { name, names, topic: Topic::HealthNeeds, usually_adult: false });
        }
        for (name, words) in words.topic {
            let topic = Topic::parse(&name).ok_or_else(|| format!("unknown topic '{name}'"))?;
            let lists = [
                (words.names, Tag::Names(topic)),
                (words.explained, Tag::Explains(topic)),
                (words.denied, Tag::Denies(topic)),
                (words.deferred, Tag::Defers(topic)),
            ];
            for (list, tag) in lists {
                phrases.extend(list.into_iter().map(|phrase| (phrase, tag)));
            }
        }
        for (name, list) in words.cues {
            let cue = Cue::NAMES.iter().find(|(known, _)| *known == name).map(|(_, cue)| *cue);
            let cue = cue.ok_or_else(|| format!("unknown list '{name}' of cues"))?;
            phrases.extend(list.into_iter().map(|phrase| (phrase, Tag::Cue(cue))));
        }
        for (name, list) in words.classes {
            let tag = Tag::Class(index(self.classes.len())?);
            self.classes.push(name);
            phrases.extend(list.into_iter().map(|phrase| (phrase, tag)));
        }
        if let Some(text) = words.weights {
            self.weights = Weights::from_text(&text).ok_or("the weights are damaged")?;
        }
        if let Some(people) = words.people {
            let lists = [
                (people.carer, Who::Carer),
                (people.sibling, Who::Sibling),
                (people.professional, Who::Professional),
                (people.child, Who::Child),
            ];
            for (list, who) in lists {
                phrases.extend(list.into_iter().map(|phrase| (phrase, Tag::Who(who))));
            }
        }
        Ok(())
    }

    /// The same word lists with other learned weights.
    pub fn with_weights(mut self, weights: Weights) -> Self {
        self.weights = weights;
        self
    }

    /// The names, synonyms and short forms of a condition, itself first; only itself where the lists do not know it.
    pub fn names_of<'a>(&'a self, condition: &'a str) -> Vec<&'a str> {
        names_in(&self.conditions, condition)
    }

    /// The names and brands of a medicine, itself first; only itself where the lists do not know it.
    pub fn names_of_medicine<'a>(&'a self, medicine: &'a str) -> Vec<&'a str> {
        names_in(&self.medicines, medicine)
    }
}

fn index(length: usize) -> Result<u16, String> {
    u16::try_from(length).map_err(|_| "more than 65,535 entries in one list".to_owned())
}

fn names_in<'a>(entries: &'a [Entry], asked: &'a str) -> Vec<&'a str> {
    let mut names = vec![asked];
    let plain = normal(asked).text;
    // "Type 1 diabetes" is found by "diabet*", "salbutamol 100 micrograms" by "salbutamol".
    let matches = |phrase: &str| {
        let phrase = normal(phrase.trim_end_matches('*')).text;
        format!(" {plain} ").contains(&format!(" {phrase}"))
    };
    let found = entries.iter().find(|entry| normal(&entry.name).text == plain).or_else(|| {
        entries.iter().find(|entry| matches(&entry.name) || entry.names.iter().any(|name| matches(name)))
    });
    if let Some(entry) = found {
        names.extend(std::iter::once(&entry.name).chain(&entry.names).map(String::as_str));
    }
    names
}
