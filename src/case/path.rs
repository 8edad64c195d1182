//! A place within a record, as a JSON Pointer that is written out only when something is told.

/// Where the reader is: a chain of keys and positions, written out as a JSON Pointer (RFC 6901) only when needed.
#[derive(Clone, Copy)]
pub struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    /// The record itself.
    pub fn root() -> Self {
        Self { parent: None, step: Step::Root }
    }

    /// The field `name` within this place.
    pub fn key(&'p self, name: &'p str) -> Self {
        Self { parent: Some(self), step: Step::Key(name) }
    }

    /// The entry at `index` within this place.
    pub fn index(&'p self, index: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(index) }
    }

    /// This place as a JSON Pointer.
    pub fn pointer(&self) -> String {
        let mut out = self.parent.map(Self::pointer).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Key(name) => {
                out.push('/');
                out.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Step::Index(index) => out.push_str(&format!("/{index}")),
        }
        out
    }
}
