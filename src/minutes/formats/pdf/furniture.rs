//! What stands on every page and belongs to none: running heads and feet, numbers of pages.

use std::collections::BTreeMap;

use super::arrange::Line;

/// Lines at either end of a page that may be a running head or foot.
const ENDS: usize = 3;

/// Takes running heads off all pages but the first that shows them, and feet and page numbers off every page. Feet come
/// back once at the end of the last page, where they part no paragraph.
pub(super) fn take_off(pages: &mut [Vec<Line>]) {
    let mut feet: Vec<Line> = Vec::new();
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for at in ends(page.len()) {
            let Some(key) = page.get(at).map(key) else { continue };
            let on = seen.entry(key).or_default();
            if on.last() != Some(&number) {
                on.push(number);
            }
        }
    }
    let most = pages.len();
    for (number, page) in pages.iter_mut().enumerate() {
        let gone: Vec<usize> = ends(page.len())
            .filter(|at| {
                let Some(line) = page.get(*at) else { return false };
                let on = seen.get(&key(line)).map(Vec::as_slice).unwrap_or_default();
                let running = on.len() >= 2 && on.len() * 2 >= most;
                let foot = *at >= page.len().saturating_sub(ENDS).max(ENDS);
                let first = on.first() == Some(&number);
                if is_page_number(&line.text(), most) {
                    return true;
                }
                if running && foot && first {
                    feet.push(line.clone());
                }
                running && (foot || !first)
            })
            .collect();
        let mut at = 0;
        page.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
    if let Some(last) = pages.last_mut() {
        last.append(&mut feet);
    }
}

/// Positions of the first and last lines of a page, each once.
fn ends(lines: usize) -> impl Iterator<Item = usize> {
    let head = ENDS.min(lines);
    (0..head).chain(lines.saturating_sub(ENDS).max(head)..lines)
}

/// A line without its numbers, which count on from page to page.
fn key(line: &Line) -> String {
    let mut key = String::new();
    for char in line.text().chars() {
        if char.is_ascii_digit() {
            if !key.ends_with('#') {
                key.push('#');
            }
        } else if !char.is_whitespace() {
            key.extend(char.to_lowercase());
        }
    }
    key
}

/// Whether a line only counts pages: `3`, `- 3 -`, `Page 3 of 7`.
fn is_page_number(text: &str, pages: usize) -> bool {
    let plain = text.to_lowercase().replace(['-', '–', '|', '/', '.'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let number =
        |word: &&str| word.parse::<usize>().is_ok_and(|number| number >= 1 && number <= pages.max(1) + 20);
    match words.as_slice() {
        ["page", one] | ["p", one] | [one] => number(one),
        ["page", one, "of", all] => number(one) && number(all),
        [one, "of", all] => number(one) && number(all),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_page_number, take_off};
    use crate::minutes::formats::pdf::arrange::arrange;
    use crate::minutes::formats::pdf::glyphs::Run;

    fn page(texts: &[&str]) -> Vec<super::Line> {
        let runs: Vec<Run> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| Run {
                x: 50.0,
                end: 300.0,
                y: 800.0 - 20.0 * at as f64,
                size: 10.0,
                text: (*text).to_owned(),
            })
            .collect();
        arrange(&runs)
    }

    #[test]
    fn running_heads_stay_once_and_page_numbers_go() {
        let mut pages = vec![
            page(&["CONFIDENTIAL C-1001", "Health", "Asthma.", "More.", "Page 1 of 2"]),
            page(&["CONFIDENTIAL C-1001", "Therapy", "None.", "Even more.", "Page 2 of 2"]),
        ];
        take_off(&mut pages);
        let texts: Vec<String> = pages.iter().flatten().map(super::Line::text).collect();
        assert_eq!(
            texts,
            ["CONFIDENTIAL C-1001", "Health", "Asthma.", "More.", "Therapy", "None.", "Even more."]
        );
    }

    #[test]
    fn a_line_of_the_text_is_no_page_number() {
        assert!(is_page_number("- 3 -", 7) && is_page_number("Page 3 of 7", 7));
        assert!(!is_page_number("2026", 7) && !is_page_number("Page 3 says so", 7));
    }
}
