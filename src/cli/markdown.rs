//! A page in Markdown, printed to the terminal: headings, paragraphs, lists, code, tables.

use std::io;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::report::{Ink, Style, safe_text};

use super::table::write_table;

/// Writes `page` for people. In plain style without marks and indentation, code announced in words.
pub fn write_markdown(page: &str, to: &mut dyn io::Write, style: &Style) -> io::Result<()> {
    let mut printer =
        Printer { to, style, text: String::new(), lists: Vec::new(), item: None, code: None, table: None };
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        printer.event(event)?;
    }
    Ok(())
}

struct Printer<'a> {
    to: &'a mut dyn io::Write,
    style: &'a Style,
    /// The inline text gathered so far.
    text: String,
    /// The open lists: the next number of a numbered one.
    lists: Vec<Option<u64>>,
    /// The mark of the list item whose first block has not been written yet.
    item: Option<String>,
    /// The open code block: what language it is in.
    code: Option<String>,
    /// The open table: its rows, the first being the heading.
    table: Option<Vec<Vec<String>>>,
}

impl Printer<'_> {
    fn event(&mut self, event: Event<'_>) -> io::Result<()> {
        match event {
            Event::Text(text) => self.text.push_str(&text),
            Event::Code(text) => {
                let quote = if self.style.plain { "" } else { "`" };
                self.text.push_str(&format!("{quote}{text}{quote}"));
            }
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Rule => writeln!(self.to)?,
            Event::Start(tag) => self.start(tag)?,
            Event::End(tag) => self.end(tag)?,
            Event::Html(text) | Event::InlineHtml(text) => self.text.push_str(&text),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>) -> io::Result<()> {
        match tag {
            Tag::List(first) => {
                self.flush()?;
                self.lists.push(first);
            }
            Tag::Item => {
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ if self.style.plain => String::new(),
                    _ => format!("{} ", if self.style.unicode { "•" } else { "-" }),
                };
                self.item = Some(mark);
            }
            Tag::CodeBlock(kind) => {
                self.flush()?;
                let language = match kind {
                    CodeBlockKind::Fenced(info) => {
                        info.split_whitespace().next().unwrap_or_default().to_owned()
                    }
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some(language);
            }
            Tag::Table(_) => self.table = Some(Vec::new()),
            Tag::TableHead | Tag::TableRow => {
                if let Some(rows) = &mut self.table {
                    rows.push(Vec::new());
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> io::Result<()> {
        match tag {
            TagEnd::Heading(_) => {
                let text = safe_text(self.text.trim()).into_owned();
                self.text.clear();
                let text = if self.style.plain { crate::report::words::sentence(&text) } else { text };
                writeln!(self.to, "{}\n", self.style.ink(Ink::Heading, &text))?;
            }
            TagEnd::Paragraph => {
                self.flush()?;
                if self.lists.is_empty() {
                    writeln!(self.to)?;
                }
            }
            TagEnd::Item => self.flush()?,
            TagEnd::List(_) => {
                self.lists.pop();
                if self.lists.is_empty() {
                    writeln!(self.to)?;
                }
            }
            TagEnd::CodeBlock => self.code_block()?,
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.text);
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell.trim().to_owned());
                }
            }
            TagEnd::Table => {
                let rows = self.table.take().unwrap_or_default();
                if let Some((head, rows)) = rows.split_first() {
                    let head: Vec<&str> = head.iter().map(String::as_str).collect();
                    write_table(&head, rows, self.to, self.style)?;
                }
                writeln!(self.to)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Writes the inline text gathered so far as a paragraph or as part of a list item.
    fn flush(&mut self) -> io::Result<()> {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        let depth = if self.style.plain { 0 } else { self.lists.len().saturating_sub(1) };
        let indent = "  ".repeat(depth);
        let mark = self.item.take().unwrap_or_default();
        let hang = " ".repeat(if self.lists.is_empty() || self.style.plain {
            0
        } else {
            mark.chars().count().max(2)
        });
        let first = if mark.is_empty() { format!("{indent}{hang}") } else { format!("{indent}{mark}") };
        let wrapped = if self.style.plain {
            format!("{first}{}", safe_text(text))
        } else {
            self.style.wrap(&safe_text(text), &first, &format!("{indent}{hang}"))
        };
        writeln!(self.to, "{wrapped}")
    }

    fn code_block(&mut self) -> io::Result<()> {
        let language = self.code.take().unwrap_or_default();
        let text = std::mem::take(&mut self.text);
        let language = safe_text(&language).into_owned();
        if self.style.plain {
            writeln!(self.to, "Example {language} begins.")?;
        }
        for line in text.lines() {
            let line = format!("    {}", safe_text(line));
            let line = if self.style.plain { line.trim().to_owned() } else { line };
            writeln!(self.to, "{}", self.style.ink(Ink::Faint, line.trim_end()))?;
        }
        if self.style.plain {
            writeln!(self.to, "Example ends.")?;
        }
        writeln!(self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Fault\n\nA paragraph with `code` and *stress*\nover two lines.\n\n## What to do\n\n- first thing, told in so many words that it wraps\n- second\n  1. nested\n  2. list\n\n```toml\nid = \"AP-3\"\n```\n\n| field | value |\n|---|---|\n| a | b |\n";

    fn written(style: &Style) -> String {
        let mut to = Vec::new();
        write_markdown(PAGE, &mut to, style).unwrap();
        String::from_utf8(to).unwrap()
    }

    #[test]
    fn a_page_looks_as_it_did() {
        insta::assert_snapshot!(written(&Style { width: 40, ..Style::default() }));
        insta::assert_snapshot!(written(&Style { plain: true, ..Style::default() }));
    }
}
