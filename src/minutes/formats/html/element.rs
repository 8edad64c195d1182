//! What the elements of HTML mean for the text in them.

use html5gum::StartTag;

/// An element that is open, with what it takes over from those around it.
#[derive(Clone, Default)]
pub(super) struct Element {
    /// Its name, in lower case.
    pub name: String,
    /// Why its text is not read.
    pub out: Option<Out>,
    /// Bold text.
    pub bold: bool,
    /// The level of the heading that it is in.
    pub heading: Option<u8>,
    /// How many lists it is in.
    pub lists: u8,
    /// Whether white space stands as it is written.
    pub verbatim: bool,
}

/// Why text is not read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Out {
    /// It is no text for readers: a script, a style sheet.
    Machine,
    /// It is hidden.
    Hidden,
    /// It is struck through.
    Struck,
}

impl Element {
    /// The element that a tag opens within `around`.
    pub fn opened(tag: &StartTag<()>, name: String, around: Option<&Self>) -> Self {
        let mut own = around.cloned().unwrap_or_default();
        let style = compact(&attribute(tag, b"style").unwrap_or_default());
        let by_name = match name.as_str() {
            "script" | "style" | "title" | "template" | "svg" | "iframe" | "noscript" | "noembed"
            | "datalist" | "object" | "audio" | "video" | "canvas" | "rt" => Some(Out::Machine),
            "del" | "s" | "strike" => Some(Out::Struck),
            "option" if attribute(tag, b"selected").is_none() => Some(Out::Machine),
            _ => None,
        };
        let hidden = attribute(tag, b"hidden").is_some()
            || ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|way| style.contains(way));
        let by_style = if hidden {
            Some(Out::Hidden)
        } else if style.contains("text-decoration:line-through") {
            Some(Out::Struck)
        } else {
            None
        };
        own.out = own.out.or(by_name).or(by_style);
        own.bold |= matches!(name.as_str(), "b" | "strong" | "th");
        if let Some(weight) = style.split("font-weight:").nth(1) {
            own.bold = weight.starts_with("bold") || weight.starts_with(['6', '7', '8', '9']);
        }
        match name.as_str() {
            "h1" => own.heading = Some(1),
            "h2" => own.heading = Some(2),
            "h3" => own.heading = Some(3),
            "h4" => own.heading = Some(4),
            "h5" => own.heading = Some(5),
            "h6" => own.heading = Some(6),
            "ul" | "ol" => own.lists = own.lists.saturating_add(1),
            "table" => (own.lists, own.heading, own.bold) = (0, None, false),
            "pre" | "textarea" => own.verbatim = true,
            "p" | "div" if is_title(tag) => own.heading = Some(1),
            _ => {}
        }
        own.name = name;
        own
    }
}

/// Whether an office program marked a paragraph as the title when it wrote the page.
fn is_title(tag: &StartTag<()>) -> bool {
    let class = attribute(tag, b"class").unwrap_or_default();
    class
        .split_whitespace()
        .any(|name| name.eq_ignore_ascii_case("title") || name.eq_ignore_ascii_case("MsoTitle"))
}

/// The value of an attribute; empty where it has none.
pub(super) fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    tag.attributes.get(name).map(|value| String::from_utf8_lossy(&value.value).into_owned())
}

/// A style in lower case without white space.
fn compact(style: &str) -> String {
    style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect()
}

/// Elements that never have an end.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that stand on lines of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "main"
            | "aside"
            | "nav"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "caption"
            | "blockquote"
            | "pre"
            | "hr"
            | "form"
            | "fieldset"
            | "legend"
            | "address"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "body"
            | "html"
            | "center"
            | "title"
    )
}

/// What the start of an element ends without saying so: the elements, and those that it does not look beyond.
pub(super) fn ends(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "table", "td", "th"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl", "table", "td", "th"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "tr"], &["table"]),
        "option" => (&["option"], &["select"]),
        name if is_block(name) => (&["p"], &["td", "th", "table", "li", "div", "blockquote", "body"]),
        _ => (&[], &[]),
    }
}
