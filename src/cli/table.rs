//! Tables in the terminal: columns as wide as they need to be, the last one wrapped.

use std::io;

use unicode_width::UnicodeWidthStr;

use crate::report::{Ink, Style, safe_text};

/// Writes rows under a heading. In plain style each row is a sentence: `Heading value, heading value.`
pub fn write_table(
    headings: &[&str],
    rows: &[Vec<String>],
    to: &mut dyn io::Write,
    style: &Style,
) -> io::Result<()> {
    if style.plain {
        for row in rows {
            let cells = headings.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            let cells: Vec<String> =
                cells.map(|(head, cell)| format!("{head} {}", safe_text(cell))).collect();
            writeln!(to, "{}.", cells.join(", ").trim_end_matches('.'))?;
        }
        return Ok(());
    }
    let last = headings.len().saturating_sub(1);
    let widths: Vec<usize> = (0..last)
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| safe_text(cell).width());
            cells.chain([headings[at].width()]).max().unwrap_or(0)
        })
        .collect();
    let indent: usize = widths.iter().map(|width| width + 2).sum();
    let line = |cells: Vec<&str>| {
        let mut line = String::new();
        for (at, cell) in cells.iter().enumerate() {
            let cell = safe_text(cell);
            line.push_str(&cell);
            if at < last {
                line.push_str(&" ".repeat(widths[at].saturating_sub(cell.width()) + 2));
            }
        }
        line
    };
    writeln!(to, "{}", style.ink(Ink::Heading, &line(headings.to_vec())))?;
    for row in rows {
        let text = line(row.iter().map(String::as_str).collect());
        let (head, tail) = text.split_at(text.char_indices().nth(indent).map_or(text.len(), |(at, _)| at));
        let wrapped = style.wrap(tail, &" ".repeat(indent), &" ".repeat(indent));
        writeln!(to, "{}", format!("{head}{}", wrapped.trim_start()).trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(style: &Style) -> String {
        let rows = vec![
            vec!["NEW-04".to_owned(), "6.4".to_owned(), "a fault told in rather many words".to_owned()],
            vec!["X-1".to_owned(), String::new(), "short".to_owned()],
        ];
        let mut to = Vec::new();
        write_table(&["Rule", "Clause", "Fault"], &rows, &mut to, style).unwrap();
        String::from_utf8(to).unwrap()
    }

    #[test]
    fn columns_line_up_and_the_last_one_wraps() {
        assert_eq!(
            written(&Style { width: 36, ..Style::default() }),
            "Rule    Clause  Fault\nNEW-04  6.4     a fault told in\n                rather many words\nX-1             short\n"
        );
    }

    #[test]
    fn plain_rows_are_sentences() {
        let text = written(&Style { plain: true, ..Style::default() });
        assert_eq!(
            text.lines().next(),
            Some("Rule NEW-04, Clause 6.4, Fault a fault told in rather many words.")
        );
    }
}
