//! A Word document from its bytes: which of its parts hold text, in reading order.

use std::collections::BTreeSet;

use crate::diagnostic::Weight;
use crate::minutes::Document;
use crate::minutes::formats::archive::Archive;
use crate::minutes::formats::blocks::Blocks;
use crate::minutes::formats::bounds::Bounds;
use crate::minutes::formats::opened::{Fault, Opened, Remark, RemarkKind};
use crate::minutes::formats::xml::{Xml, XmlReader};

use super::body::{Tally, Walk};
use super::styles::Styles;

const SAVE_AS: &str = "save it as a Word document (.docx)";

/// A link from one part to another.
struct Relation {
    kind: String,
    target: String,
    external: bool,
}

impl Document {
    /// Reads a Word document (`.docx`, `.docm`): headers, body, foot- and endnotes, footers. Tracked insertions are read,
    /// deletions are not; comments and hidden text are told and not read.
    pub fn from_docx(bytes: &[u8], bounds: &Bounds) -> Result<Opened, Fault> {
        let mut archive = Archive::open(bytes, bounds, SAVE_AS)?;
        let main = main_part(&mut archive, bounds)?;
        let Some(text) = archive.text(&main)? else {
            let message = "this file is no Word document: it has no text part";
            return Err(Fault::damaged(
                message,
                format!("open it in the program that it belongs to and {SAVE_AS}"),
            ));
        };
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let file = main.rsplit('/').next().unwrap_or_default();
        let relations =
            relations(&mut archive, &join(folder, &format!("_rels/{file}.rels")), folder, bounds)?;
        let mut reading = Reading {
            styles: Styles::default(),
            blocks: Blocks::new(bounds),
            tally: Tally::default(),
            boxes: 0,
            bounds: *bounds,
        };
        if let Some(styles) = part(&mut archive, &relations, "styles")? {
            reading.styles = Styles::read(&styles.1, SAVE_AS, bounds)?;
        }
        reading.margins(&mut archive, &relations, "header")?;
        let start = reading.blocks.length();
        reading.walk(&text, &main, "note")?;
        for kind in ["footnote", "endnote"] {
            if let Some((name, text)) = part(&mut archive, &relations, &format!("{kind}s"))? {
                reading.walk(&text, &name, kind)?;
            }
        }
        let is_blank = reading.blocks.is_blank_since(start);
        reading.margins(&mut archive, &relations, "footer")?;
        let comments = match part(&mut archive, &relations, "comments")? {
            Some((name, text)) => count(&text, &name, "comment", bounds)?,
            None => 0,
        };
        if is_blank {
            return Err(Fault::no_text(
                "if it is a scan or a picture, run character recognition over it, or attach the minutes as text",
            ));
        }
        let objects = relations.iter().filter(|relation| {
            !relation.external && matches!(relation.kind.as_str(), "oleObject" | "package")
        });
        let remarks = remarks(&reading.tally, comments, objects.count());
        Ok(Opened { document: reading.blocks.finish(), remarks })
    }
}

struct Reading {
    styles: Styles,
    blocks: Blocks,
    tally: Tally,
    boxes: usize,
    bounds: Bounds,
}

impl Reading {
    fn walk(&mut self, text: &str, part: &str, note: &str) -> Result<(), Fault> {
        let reader = XmlReader::new(text, part, SAVE_AS, &self.bounds);
        Walk::new(&mut self.blocks, &self.styles, &mut self.tally, &mut self.boxes, note).walk(reader)
    }

    /// Headers or footers: each text once, though first, even and other pages of each section have their own part.
    fn margins(
        &mut self,
        archive: &mut Archive<'_>,
        relations: &[Relation],
        kind: &str,
    ) -> Result<(), Fault> {
        let mut seen = BTreeSet::new();
        for relation in relations.iter().filter(|relation| relation.kind == kind && !relation.external) {
            let Some(text) = archive.text(&relation.target)? else { continue };
            let mut alone = Blocks::new(&self.bounds);
            let reader = XmlReader::new(&text, &relation.target, SAVE_AS, &self.bounds);
            Walk::new(&mut alone, &self.styles, &mut Tally::default(), &mut 0, "note").walk(reader)?;
            if !seen.insert(alone.finish().source().to_owned()) {
                continue;
            }
            self.blocks.zone(Some(kind.to_owned()));
            self.walk(&text, &relation.target, "note")?;
            self.blocks.zone(None);
        }
        Ok(())
    }
}

/// The part with the body: where the package says, else where Word writes it.
fn main_part(archive: &mut Archive<'_>, bounds: &Bounds) -> Result<String, Fault> {
    let relations = relations(archive, "_rels/.rels", "", bounds)?;
    let found =
        relations.into_iter().find(|relation| relation.kind == "officeDocument" && !relation.external);
    Ok(found.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target))
}

/// The links of a part; their targets are names inside the archive.
fn relations(
    archive: &mut Archive<'_>,
    name: &str,
    folder: &str,
    bounds: &Bounds,
) -> Result<Vec<Relation>, Fault> {
    let Some(text) = archive.text(name)? else { return Ok(Vec::new()) };
    let mut reader = XmlReader::new(&text, name, archive.save_as(), bounds);
    let mut found = Vec::new();
    loop {
        match reader.next()? {
            Xml::Open(tag) if tag.name() == "Relationship" => {
                let kind = tag.get("Type").unwrap_or_default();
                found.push(Relation {
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: join(folder, &tag.get("Target").unwrap_or_default()),
                    external: tag.get("TargetMode").as_deref() == Some("External"),
                });
            }
            Xml::End => return Ok(found),
            _ => {}
        }
    }
}

/// A target as a name inside the archive: from its root where it begins with `/`, else from the folder.
fn join(folder: &str, target: &str) -> String {
    let from_root = target.starts_with('/');
    let mut steps: Vec<&str> = if from_root { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// Name and text of the first part of a kind.
fn part(
    archive: &mut Archive<'_>,
    relations: &[Relation],
    kind: &str,
) -> Result<Option<(String, String)>, Fault> {
    let Some(relation) = relations.iter().find(|relation| relation.kind == kind && !relation.external) else {
        return Ok(None);
    };
    Ok(archive.text(&relation.target)?.map(|text| (relation.target.clone(), text)))
}

/// How many elements of a name a part has.
fn count(text: &str, part: &str, name: &str, bounds: &Bounds) -> Result<usize, Fault> {
    let mut reader = XmlReader::new(text, part, SAVE_AS, bounds);
    let mut found = 0;
    loop {
        match reader.next()? {
            Xml::Open(tag) => found += usize::from(tag.name() == name),
            Xml::End => return Ok(found),
            _ => {}
        }
    }
}

fn remarks(tally: &Tally, comments: usize, objects: usize) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut tell = |count: usize, weight, what: &str, help| {
        if count > 0 {
            remarks.push(Remark { weight, kind: RemarkKind::LeftOut, message: what.to_owned(), help });
        }
    };
    tell(
        tally.hidden,
        Weight::Warning,
        "this document has hidden text, which was not read as minutes",
        "if it belongs to the minutes, take off the formatting `hidden`",
    );
    tell(
        tally.struck,
        Weight::Warning,
        "this document has text that is struck through, which was not read as minutes",
        "delete it, or take the line off if it stands",
    );
    tell(
        tally.prompts,
        Weight::Note,
        "grey prompts of the template were taken as not filled in",
        "if somebody wrote there, give the text its usual style",
    );
    tell(
        tally.deleted,
        Weight::Note,
        "this document has tracked changes: what was inserted was read, what was deleted was not",
        "accept or reject the changes before the minutes go out",
    );
    let comments_told =
        format!("this document has {}, which {} not read as minutes", counted(comments), was(comments));
    tell(comments, Weight::Note, &comments_told, "write into the text what belongs to the minutes");
    let message = "this document takes in another document, which was not read";
    if tally.taken_in > 0 {
        let help = "open it in Word and save it again, so that all of the text is in one document";
        remarks.push(Remark {
            weight: Weight::Error,
            kind: RemarkKind::NotRead,
            message: message.into(),
            help,
        });
    }
    if objects > 0 {
        let message = "this document holds an embedded file, such as a spreadsheet, which was not read";
        let help = "if it belongs to the minutes, save it as a file beside them";
        remarks.push(Remark {
            weight: Weight::Warning,
            kind: RemarkKind::NotRead,
            message: message.into(),
            help,
        });
    }
    remarks
}

fn counted(count: usize) -> String {
    if count == 1 { "1 comment".to_owned() } else { format!("{count} comments") }
}

fn was(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}
