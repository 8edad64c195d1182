//! An OpenDocument text from its bytes.

use crate::diagnostic::Weight;
use crate::minutes::Document;
use crate::minutes::formats::archive::Archive;
use crate::minutes::formats::blocks::Blocks;
use crate::minutes::formats::bounds::Bounds;
use crate::minutes::formats::opened::{Fault, Opened, Remark, RemarkKind};
use crate::minutes::formats::xml::XmlReader;

use super::body::{Part, Tally, Walk};
use super::styles::Styles;

const SAVE_AS: &str = "save it as an OpenDocument text (.odt) or a Word document (.docx)";

impl Document {
    /// Reads an OpenDocument text (`.odt`): headers, text with its notes, footers. Tracked deletions, comments and hidden
    /// text are told and not read.
    pub fn from_odt(bytes: &[u8], bounds: &Bounds) -> Result<Opened, Fault> {
        let mut archive = Archive::open(bytes, bounds, SAVE_AS)?;
        let manifest = archive.text("META-INF/manifest.xml")?.unwrap_or_default();
        if manifest.contains("encryption-data") {
            return Err(Fault::protected("open it, take off its password, and save it again"));
        }
        let Some(content) = archive.text("content.xml")? else {
            let message = "this file is no OpenDocument text: it has no content part";
            return Err(Fault::damaged(
                message,
                format!("open it in the program that it belongs to and {SAVE_AS}"),
            ));
        };
        let named = archive.text("styles.xml")?.unwrap_or_default();
        let mut styles = Styles::default();
        if !named.is_empty() {
            styles.add(&named, "styles.xml", SAVE_AS, bounds)?;
        }
        styles.add(&content, "content.xml", SAVE_AS, bounds)?;
        let mut blocks = Blocks::new(bounds);
        let mut tally = Tally::default();
        let margins = |blocks: &mut Blocks, part, label: &str| -> Result<(), Fault> {
            if named.is_empty() {
                return Ok(());
            }
            blocks.zone(Some(label.to_owned()));
            let reader = XmlReader::new(&named, "styles.xml", SAVE_AS, bounds);
            Walk::new(blocks, &styles, &mut Tally::default(), part).walk(reader)?;
            blocks.zone(None);
            Ok(())
        };
        margins(&mut blocks, Part::Headers, "header")?;
        let start = blocks.length();
        let reader = XmlReader::new(&content, "content.xml", SAVE_AS, bounds);
        Walk::new(&mut blocks, &styles, &mut tally, Part::Body).walk(reader)?;
        let is_blank = blocks.is_blank_since(start);
        margins(&mut blocks, Part::Footers, "footer")?;
        if is_blank {
            return Err(Fault::no_text(
                "if it is a scan or a picture, run character recognition over it, or attach the minutes as text",
            ));
        }
        Ok(Opened { document: blocks.finish(), remarks: remarks(tally) })
    }
}

fn remarks(tally: Tally) -> Vec<Remark> {
    let told = [
        (
            tally.hidden > 0,
            Weight::Warning,
            "this document has hidden text, which was not read as minutes",
            "if it belongs to the minutes, show it",
        ),
        (
            tally.struck > 0,
            Weight::Warning,
            "this document has text that is struck through, which was not read as minutes",
            "delete it, or take the line off if it stands",
        ),
        (
            tally.deleted,
            Weight::Note,
            "this document has tracked changes: what was inserted was read, what was deleted was not",
            "accept or reject the changes before the minutes go out",
        ),
        (
            tally.comments > 0,
            Weight::Note,
            "this document has comments, which were not read as minutes",
            "write into the text what belongs to the minutes",
        ),
    ];
    told.into_iter()
        .filter(|(is_so, ..)| *is_so)
        .map(|(_, weight, message, help)| Remark {
            weight,
            kind: RemarkKind::LeftOut,
            message: message.into(),
            help,
        })
        .collect()
}
