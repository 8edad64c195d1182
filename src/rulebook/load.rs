//! Loading a rulebook: built-in rules, packs over them, and what a configuration changes, checked as one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::audit::RuleSeverity;
use crate::calendar::{Calendar, Day};
use crate::case::closest;
use crate::growth::Reference;
use crate::growth::british::British;
use crate::language::Lexicon;
use crate::script::{Limits, Loader, ScriptFault, SettingValue};

use super::fault::Fault;
use super::files::{RuleFile, RuleFiles};
use super::guidance::Guidance;
use super::manifest::{Manifest, Overrides, setting_value};
use super::page::Page;
use super::rule::Rule;

/// What to load.
#[derive(Clone, Debug, Default)]
pub struct RulebookRequest {
    /// Folders with packs, each over what comes before it.
    pub folders: Vec<PathBuf>,
    /// What a configuration changes, and the file that says so.
    pub overrides: Option<(String, Overrides)>,
    /// A file of the British 1990 growth reference, which may not be built in.
    pub growth_reference: Option<PathBuf>,
    /// What a script may cost.
    pub limits: Limits,
}

/// A rulebook, ready to be run.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// Its id; packs are joined by `+`.
    pub id: String,
    /// What the topmost pack is called, and which guidance it follows.
    pub title: String,
    /// Its version; those of packs are joined by `+`.
    pub version: String,
    /// SHA-256 over every file and change that it is made of.
    pub sha256: String,
    /// The rules, in the order of the guidance's sections, then of their files.
    pub rules: Vec<Rule>,
    /// The clauses.
    pub guidance: Guidance,
    /// Working days.
    pub calendar: Arc<Calendar>,
    /// Words and phrases.
    pub lexicon: Arc<Lexicon>,
    /// Growth references.
    pub growth: Arc<crate::growth::Reference>,
    /// The record that worked examples are laid over.
    pub example_record: toml::Table,
    /// Per cent of script lines that worked examples must reach.
    pub coverage: u8,
    /// Every file, for showing faults in place.
    pub files: Vec<RuleFile>,
    /// What a script may cost.
    pub limits: Limits,
    /// The packs in force, from the bottom up: id, version and effective days.
    pub effective: Vec<(String, Option<Day>, Option<Day>)>,
}

/// A rule before its script is run: the files, and what packs change.
struct Source {
    script: RuleFile,
    page: Page,
    from: String,
}

/// Loads the built-in rulebook with the packs and changes asked for; every fault is told, not only the first.
pub fn load(request: &RulebookRequest) -> Result<Rulebook, Vec<Fault>> {
    let builtin = RuleFiles::builtin();
    let mut packs = Vec::new();
    let mut faults = Vec::new();
    for folder in &request.folders {
        match RuleFiles::of_folder(folder) {
            Ok(files) => packs.push((folder.display().to_string(), files)),
            Err(more) => faults.extend(more),
        }
    }
    let alone = packs.first().is_some_and(|(_, files)| {
        let manifest = files.get("rulebook.toml").and_then(|file| Manifest::from_file(file).ok());
        manifest.and_then(|manifest| manifest.extends).as_deref() == Some("nothing")
    });
    let mut building = Building::default();
    if alone {
        building.common(&builtin, &mut faults);
    } else {
        building.pack("the built-in rulebook", &builtin, true, &mut faults);
    }
    for (name, files) in &packs {
        building.pack(name, files, false, &mut faults);
    }
    if let Some((file, overrides)) = &request.overrides {
        building.changes.push((file.clone(), overrides.clone()));
    }
    building.growth = request.growth_reference.as_deref().and_then(|file| growth(file, &mut faults));
    let rulebook = building.finish(&request.limits, &mut faults);
    faults.sort();
    faults.dedup();
    match rulebook {
        Some(rulebook) if faults.is_empty() => Ok(rulebook),
        _ => Err(faults),
    }
}

/// The British 1990 growth reference of a file, with the file's text.
fn growth(file: &Path, faults: &mut Vec<Fault>) -> Option<(British, String)> {
    let shown = file.display().to_string();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("the growth reference cannot be read: {error}");
            faults.push(Fault::new(&shown, 1, message, "check the path given as growth reference"));
            return None;
        }
    };
    match British::from_csv(&text) {
        Ok(british) => Some((british, text)),
        Err(error) => {
            let help = "docs/growth-reference.md tells the layout";
            faults.push(Fault::new(&shown, error.line.unwrap_or(1), error.reason, help));
            None
        }
    }
}

#[derive(Default)]
struct Building {
    growth: Option<(British, String)>,
    manifests: Vec<Manifest>,
    sources: BTreeMap<(u8, String), Source>,
    changes: Vec<(String, Overrides)>,
    guidance: Option<Guidance>,
    calendar: Option<Calendar>,
    words: BTreeMap<String, RuleFile>,
    example_record: Option<toml::Table>,
    files: Vec<RuleFile>,
}

impl Building {
    /// What every rulebook needs and a pack that stands alone may leave out: clauses, bank holidays, words, the record of
    /// the examples.
    fn common(&mut self, files: &RuleFiles, faults: &mut Vec<Fault>) {
        if let Some(file) = files.get("guidance.toml") {
            match Guidance::from_file(file) {
                Ok(guidance) => self.guidance = Some(guidance),
                Err(fault) => faults.push(fault),
            }
        }
        if let Some(file) = files.get("bank-holidays.toml") {
            match Calendar::from_toml(&file.text) {
                Ok(calendar) => self.calendar = Some(calendar),
                Err(error) => faults.push(Fault::new(&file.shown, 1, error.to_string(), "correct the table")),
            }
        }
        if let Some(file) = files.get("example-record.toml") {
            match toml::from_str(&file.text) {
                Ok(table) => self.example_record = Some(table),
                Err(error) => faults.push(Fault::of_toml(&file.shown, &file.text, &error)),
            }
        }
        for file in files.with("words/", ".toml") {
            self.words.insert(file.path.clone(), file.clone());
        }
    }

    fn pack(&mut self, name: &str, files: &RuleFiles, builtin: bool, faults: &mut Vec<Fault>) {
        self.common(files, faults);
        self.files.extend(files.files.iter().cloned());
        let Some(file) = files.get("rulebook.toml") else {
            let help = "add a rulebook.toml with `id` and `version`";
            faults.push(Fault::new(
                &format!("{name}/rulebook.toml"),
                1,
                format!("{name} has no rulebook.toml"),
                help,
            ));
            return;
        };
        let manifest = match Manifest::from_file(file) {
            Ok(manifest) => manifest,
            Err(fault) => return faults.push(fault),
        };
        faults
            .extend(manifest.faults(file, self.guidance.as_ref().map(|guidance| guidance.edition.as_str())));
        if !builtin {
            self.changes.push((file.shown.clone(), manifest.overrides()));
        }
        for script in files.with("", ".rhai") {
            self.rule(script, files, &manifest.id, faults);
        }
        for page in files.with("", ".md") {
            let script = format!("{}.rhai", page.path.trim_end_matches(".md"));
            if page.path.contains('/') && files.get(&script).is_none() {
                let help = format!("add {script}, or take the page away");
                faults.push(Fault::new(&page.shown, 1, "this page has no script", help));
            }
        }
        self.manifests.push(manifest);
    }

    fn rule(&mut self, script: &RuleFile, files: &RuleFiles, from: &str, faults: &mut Vec<Fault>) {
        let page_path = format!("{}.md", script.path.trim_end_matches(".rhai"));
        let Some(page) = files.get(&page_path) else {
            let help = format!("add {page_path} with the headings of a page");
            return faults.push(Fault::new(&script.shown, 1, "this rule has no page", help));
        };
        match Page::from_file(page) {
            Ok(page) => {
                // A rule of a pack takes the place of the rule of the same id below it.
                let known = self
                    .sources
                    .iter()
                    .find(|(_, source)| source.page.id == page.id)
                    .map(|(key, _)| key.clone());
                if let Some(key) = &known
                    && self.sources.get(key).is_some_and(|source| source.from == from)
                {
                    let message = format!("the rule {} is there twice", page.id);
                    return faults.push(Fault::new(&page.file, 1, message, "give one of them another id"));
                }
                if let Some(key) = known {
                    self.sources.remove(&key);
                }
                let layer = u8::try_from(self.manifests.len()).unwrap_or(u8::MAX);
                let source = Source { script: script.clone(), page, from: from.to_owned() };
                self.sources.insert((layer, script.path.clone()), source);
            }
            Err(more) => faults.extend(more),
        }
    }

    fn finish(self, limits: &Limits, faults: &mut Vec<Fault>) -> Option<Rulebook> {
        let ids: Vec<String> = self.sources.values().map(|source| source.page.id.clone()).collect();
        self.check_changes(&ids, faults);
        let guidance = self.guidance.clone().unwrap_or_default();
        let mut rules = Vec::new();
        let loader = Loader::new(limits);
        for source in self.sources.values() {
            if self.changes.iter().any(|(_, change)| change.disable.contains(&source.page.id)) {
                continue;
            }
            rules.extend(self.run(source, &guidance, &loader, faults));
        }
        let lexicon =
            Lexicon::from_files(self.words.values().map(|file| (file.shown.clone(), file.text.to_string())));
        let lexicon = match lexicon {
            Ok(lexicon) => Some(lexicon),
            Err(error) => {
                let file = self.words.values().find(|file| file.shown == error.file);
                let line = match (file, error.offset) {
                    (Some(file), Some(at)) => {
                        file.text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
                    }
                    _ => 1,
                };
                faults.push(Fault::new(&error.file, line, error.message.clone(), "correct the word list"));
                None
            }
        };
        let sha256 = self.fingerprint();
        let join =
            |part: fn(&Manifest) -> &str| self.manifests.iter().map(part).collect::<Vec<_>>().join("+");
        Some(Rulebook {
            id: join(|manifest| &manifest.id),
            title: self
                .manifests
                .last()
                .map(|top| format!("{} ({})", top.title, top.guidance))
                .unwrap_or_default(),
            version: join(|manifest| &manifest.version),
            sha256,
            rules,
            guidance,
            calendar: Arc::new(self.calendar?),
            lexicon: Arc::new(lexicon?),
            growth: Arc::new(match self.growth {
                Some((british, _)) => Reference::builtin().with_british(british),
                None => Reference::builtin(),
            }),
            example_record: self.example_record.unwrap_or_default(),
            coverage: self.manifests.iter().rev().find_map(|manifest| manifest.coverage).unwrap_or(0),
            effective: self
                .manifests
                .iter()
                .map(|manifest| {
                    let [from, to] = manifest.effective();
                    (manifest.id.clone(), from, to)
                })
                .collect(),
            files: self.files,
            limits: *limits,
        })
    }

    /// Every rule, severity and setting that is changed must exist.
    fn check_changes(&self, ids: &[String], faults: &mut Vec<Fault>) {
        for (file, change) in &self.changes {
            let named = change.disable.iter().chain(change.severity.keys()).chain(change.settings.keys());
            for id in named.filter(|id| !ids.contains(id)) {
                let help = closest(&id.to_lowercase(), ids.iter().map(String::as_str))
                    .or_else(|| ids.iter().map(String::as_str).find(|known| known.eq_ignore_ascii_case(id)))
                    .map_or_else(
                        || "`sharecheck rules` lists the rules".into(),
                        |meant| format!("did you mean {meant}?"),
                    );
                let line = self.line_of_change(file, id, "");
                faults.push(Fault::new(file, line, format!("there is no rule {id}"), help));
            }
            for (id, name) in change.severity.iter().filter(|(_, name)| RuleSeverity::parse(name).is_none()) {
                let message = format!("the severity \"{name}\" of {id} does not exist");
                let line = self.line_of_change(file, id, "");
                faults.push(Fault::new(file, line, message, "it is high, medium or low"));
            }
        }
    }

    fn run(
        &self,
        source: &Source,
        guidance: &Guidance,
        loader: &Loader,
        faults: &mut Vec<Fault>,
    ) -> Vec<Rule> {
        let page = &source.page;
        let mut settings: BTreeMap<String, SettingValue> = BTreeMap::new();
        for (file, change) in &self.changes {
            for (name, value) in change.settings.get(&page.id).into_iter().flatten() {
                match setting_value(value) {
                    Some(value) => {
                        settings.insert(name.clone(), value);
                    }
                    None => {
                        let message = format!("the setting `{name}` of {} has no usable value", page.id);
                        faults.push(Fault::new(
                            file,
                            self.line_of_change(file, &page.id, name),
                            message,
                            "give a whole number, true or false, or a text",
                        ));
                    }
                }
            }
        }
        let script = match loader.load(&source.script.text, settings) {
            Ok(script) => script,
            Err(found) => {
                faults.extend(found.into_iter().map(|fault| self.placed(source, fault)));
                return Vec::new();
            }
        };
        let mut rules = Vec::new();
        for mut rule in script.rules {
            if let Some(judge) = &mut rule.logic.judge {
                judge.stands_in(&source.script.shown);
            }
            let mut fault = |message: String, help: String| {
                faults.push(Fault::new(&source.script.shown, rule.line, message, help));
            };
            if rule.id != page.id || rule.title != page.title {
                fault(
                    format!(
                        "the script says \"{} {}\", its page \"{} {}\"",
                        rule.id, rule.title, page.id, page.title
                    ),
                    "make the two the same".into(),
                );
            }
            if guidance.clause(&rule.clause).is_none() {
                let known = guidance.clauses.iter().map(|clause| clause.number.as_str());
                let hint =
                    closest(&rule.clause, known).map(|near| format!("; is it {near}?")).unwrap_or_default();
                fault(
                    format!("the guidance has no clause {}", rule.clause),
                    format!("guidance.toml lists the clauses{hint}"),
                );
            }
            let severity = self.changes.iter().rev().find_map(|(_, change)| {
                change.severity.get(&rule.id).and_then(|name| RuleSeverity::parse(name))
            });
            rules.push(Rule {
                severity: severity.unwrap_or(rule.severity),
                id: rule.id,
                title: rule.title,
                clause: rule.clause,
                settings: script.settings.clone(),
                logic: rule.logic,
                page: Arc::new(page.clone()),
                script_file: source.script.shown.clone(),
                script: source.script.text.clone(),
                from: source.from.clone(),
            });
        }
        rules
    }

    /// A fault of a script at its line; one about a setting that a pack gives, at the line of the pack that gives it.
    fn placed(&self, source: &Source, fault: ScriptFault) -> Fault {
        let id = &source.page.id;
        let given = self.changes.iter().rev().find_map(|(file, change)| {
            let mut names = change.settings.get(id)?.keys();
            names
                .find(|name| fault.message.contains(&format!("the setting `{name}`")))
                .map(|name| (file, name))
        });
        let (file, line, column, message) = match given {
            Some((file, name)) => {
                (file.clone(), self.line_of_change(file, id, name), 1, format!("{id}: {}", fault.message))
            }
            None => (source.script.shown.clone(), fault.line, fault.column, fault.message),
        };
        Fault { file, line, column, message, help: fault.help }
    }

    /// The line of a manifest that names a rule, or below it one of the rule's settings.
    fn line_of_change(&self, file: &str, id: &str, setting: &str) -> usize {
        let text = self.files.iter().find(|known| known.shown == file).map_or("", |known| &*known.text);
        let lines = || (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with('#'));
        let named = lines().find(|(_, line)| line.contains(id)).map_or(1, |(number, _)| number);
        let below = lines().find(|(number, line)| {
            *number >= named && !setting.is_empty() && line.contains(setting) && line.contains('=')
        });
        below.map_or(named, |(number, _)| number)
    }

    fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        let mut add = |name: &str, text: &str| {
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        };
        for file in &self.files {
            add(&file.path, &file.text);
        }
        if let Some((_, text)) = &self.growth {
            add("growth reference", text);
        }
        for (_, change) in &self.changes {
            add("changes", &format!("{change:?}"));
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
