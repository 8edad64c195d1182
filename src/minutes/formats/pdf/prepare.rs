//! A PDF made safe to walk over: only what shows text is kept of each page, and forms within forms come to an end.

use std::collections::{BTreeMap, BTreeSet};

use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document as Pdf, Object, ObjectId, Stream};

use crate::minutes::formats::opened::Fault;

/// What shows text, moves where it is shown, or shows a form.
const KEPT: &[&str] = &[
    "BT", "ET", "Tf", "Td", "TD", "Tm", "T*", "Tj", "TJ", "'", "\"", "Tc", "Tw", "TL", "Tz", "Ts", "q", "Q",
    "cm", "Do",
];
/// Forms within each other, and nodes above a page.
const DEPTH: usize = 16;
/// Steps that all pages may take together, those of forms counted each time they are shown.
const STEPS: u64 = 20_000_000;

/// Why a page cannot be prepared.
pub(super) enum Trouble {
    /// It is told so.
    Told(Fault),
    /// It is not as a page should be.
    Damaged,
}

/// Prepares a document; a preparation is for one document only.
pub(super) struct Preparation<'a> {
    pdf: &'a mut Pdf,
    /// Steps of each form that was prepared.
    forms: BTreeMap<ObjectId, u64>,
    /// Forms that are being prepared: one that shows itself is met again here.
    under_way: BTreeSet<ObjectId>,
    bytes_left: u64,
    steps_left: u64,
}

impl<'a> Preparation<'a> {
    /// A preparation that unpacks at most `bytes`.
    pub fn new(pdf: &'a mut Pdf, bytes: u64) -> Self {
        Self { pdf, forms: BTreeMap::new(), under_way: BTreeSet::new(), bytes_left: bytes, steps_left: STEPS }
    }

    /// Prepares one page.
    pub fn page(&mut self, page: ObjectId) -> Result<(), Trouble> {
        let resources = self.inherited(page, b"Resources");
        let media_box = self.inherited(page, b"MediaBox");
        let mut content = Vec::new();
        for id in self.pdf.get_page_contents(page) {
            // What is no stream, or does not unpack, shows nothing to anybody.
            let stream = self.pdf.get_object(id).ok().and_then(|object| object.as_stream().ok());
            let Some(part) = stream.map(unpacked) else { continue };
            self.count_bytes(part.len())?;
            content.extend_from_slice(&part);
            content.push(b'\n');
        }
        let own = resources.as_ref().and_then(|object| self.dictionary(object)).unwrap_or_default();
        let (content, steps) = self.keep_text(&content, &own, 0)?;
        self.count_steps(steps)?;
        let content = self.pdf.add_object(Stream::new(Dictionary::new(), content));
        let page = self.pdf.get_dictionary_mut(page).map_err(|_| Trouble::Damaged)?;
        page.set("Contents", Object::Reference(content));
        page.set("Resources", Object::Dictionary(own));
        page.remove(b"ArtBox");
        page.set("MediaBox", media_box.filter(is_box).unwrap_or_else(a4));
        Ok(())
    }

    /// What a page says, or the nearest node above it.
    fn inherited(&self, page: ObjectId, key: &[u8]) -> Option<Object> {
        let mut node = self.pdf.get_dictionary(page).ok()?;
        for _ in 0..DEPTH * 4 {
            if let Ok(found) = node.get(key) {
                let (_, found) = self.pdf.dereference(found).ok()?;
                return Some(found.clone());
            }
            node = self.pdf.get_dictionary(node.get(b"Parent").ok()?.as_reference().ok()?).ok()?;
        }
        None
    }

    fn dictionary(&self, object: &Object) -> Option<Dictionary> {
        let (_, object) = self.pdf.dereference(object).ok()?;
        object.as_dict().ok().cloned()
    }

    /// The operations that show text, and how many steps they take with all the forms that they show.
    fn keep_text(
        &mut self,
        content: &[u8],
        resources: &Dictionary,
        depth: usize,
    ) -> Result<(Vec<u8>, u64), Trouble> {
        if depth > DEPTH {
            let what = format!("its forms stand more than {DEPTH} deep within each other");
            return Err(Trouble::Told(Fault::too_large(&what, "max_document_depth")));
        }
        let content = Content::decode(content).map_err(|_| Trouble::Damaged)?;
        let shown =
            resources.get(b"XObject").ok().and_then(|object| self.dictionary(object)).unwrap_or_default();
        let mut steps = 0_u64;
        let mut kept = Vec::new();
        for operation in content.operations {
            if !KEPT.contains(&operation.operator.as_str()) {
                continue;
            }
            steps = steps.saturating_add(1);
            if operation.operator == "Do" {
                let name =
                    operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                let Some(id) = shown.get(name).ok().and_then(|object| object.as_reference().ok()) else {
                    continue;
                };
                let Some(of_form) = self.form(id, resources, depth)? else { continue };
                steps = steps.saturating_add(of_form);
            }
            kept.push(operation);
        }
        let content = Content { operations: kept }.encode().map_err(|_| Trouble::Damaged)?;
        Ok((content, steps))
    }

    /// Prepares a form and gives its steps; `None` for a picture, or a form that is shown within itself.
    fn form(&mut self, id: ObjectId, around: &Dictionary, depth: usize) -> Result<Option<u64>, Trouble> {
        if let Some(steps) = self.forms.get(&id) {
            return Ok(Some(*steps));
        }
        let Ok(stream) = self.pdf.get_object(id).and_then(Object::as_stream) else { return Ok(None) };
        let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form");
        if !is_form || !self.under_way.insert(id) {
            return Ok(None);
        }
        let own = stream.dict.get(b"Resources").ok().and_then(|object| self.dictionary(object));
        let content = unpacked(stream);
        self.count_bytes(content.len())?;
        let (content, steps) = self.keep_text(&content, own.as_ref().unwrap_or(around), depth + 1)?;
        self.under_way.remove(&id);
        let stream =
            self.pdf.get_object_mut(id).and_then(Object::as_stream_mut).map_err(|_| Trouble::Damaged)?;
        stream.set_plain_content(content);
        self.forms.insert(id, steps);
        Ok(Some(steps))
    }

    fn count_bytes(&mut self, bytes: usize) -> Result<(), Trouble> {
        let left = self.bytes_left.checked_sub(bytes as u64);
        self.bytes_left = left.ok_or_else(|| {
            Trouble::Told(Fault::too_large(
                "its pages are too long when they are unpacked",
                "max_unpacked_bytes",
            ))
        })?;
        Ok(())
    }

    fn count_steps(&mut self, steps: u64) -> Result<(), Trouble> {
        self.steps_left = self.steps_left.checked_sub(steps).ok_or_else(|| {
            Trouble::Told(Fault::too_large(
                "its pages show the same forms again and again",
                "max_unpacked_bytes",
            ))
        })?;
        Ok(())
    }
}

/// The bytes of a stream as they are meant.
fn unpacked(stream: &Stream) -> Vec<u8> {
    if stream.filters().is_ok() {
        stream.decompressed_content().unwrap_or_default()
    } else {
        stream.content.clone()
    }
}

fn is_box(object: &Object) -> bool {
    let sides = object.as_array().map(Vec::as_slice).unwrap_or_default();
    sides.len() == 4 && sides.iter().all(|side| side.as_float().is_ok())
}

fn a4() -> Object {
    Object::Array([0, 0, 595, 842].into_iter().map(Object::Integer).collect())
}
