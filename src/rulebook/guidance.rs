//! The clauses of the guidance, paraphrased, by section.

use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::files::RuleFile;

/// The guidance as a catalogue of duties.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guidance {
    /// What it is called.
    pub title: String,
    /// By whom it was published, as far as we say.
    #[serde(default)]
    pub publisher_note: String,
    /// Which edition the paraphrases follow.
    #[serde(default)]
    pub edition: String,
    /// The sections, in the order of the document.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
    /// The clauses, in the order of the document.
    #[serde(rename = "clause")]
    pub clauses: Vec<Clause>,
}

/// A section of the guidance.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its number.
    pub number: u32,
    /// Its heading.
    pub heading: String,
}

/// One duty.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Section and point.
    pub number: String,
    /// The section.
    pub section: u32,
    /// The duty in one sentence of our own.
    pub text: String,
}

impl Guidance {
    /// Reads the catalogue.
    pub fn from_file(file: &RuleFile) -> Result<Self, Fault> {
        let guidance: Self =
            toml::from_str(&file.text).map_err(|error| Fault::of_toml(&file.shown, &file.text, &error))?;
        for (at, clause) in guidance.clauses.iter().enumerate() {
            let twice = guidance.clauses[..at].iter().any(|other| other.number == clause.number);
            let placed = guidance.sections.iter().any(|section| section.number == clause.section);
            if twice || !placed {
                let wrong = if twice { "is given twice" } else { "names a section that does not exist" };
                let line = line_of(&file.text, &format!("\"{}\"", clause.number));
                return Err(Fault::new(
                    &file.shown,
                    line,
                    format!("clause {} {wrong}", clause.number),
                    "correct it",
                ));
            }
        }
        Ok(guidance)
    }

    /// The clause of that number.
    pub fn clause(&self, number: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.number == number)
    }
}

/// The line on which some words first stand.
pub fn line_of(text: &str, words: &str) -> usize {
    text.find(words).map_or(1, |at| text[..at].matches('\n').count() + 1)
}
