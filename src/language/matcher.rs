//! Finds every phrase of the word lists in one pass: from the start of each word a walk down a tree of the phrases'
//! letters, which ends where no phrase goes on. A walk is no longer than the longest phrase, so the time is linear.

use std::collections::BTreeMap;
use std::ops::Range;

use super::lexicon::{Cue, Who};
use super::normal::normal;
use super::topic::Topic;

/// What a phrase of the word lists stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Tag {
    Names(Topic),
    Explains(Topic),
    Denies(Topic),
    Defers(Topic),
    Condition(u16),
    Medicine(u16),
    Jargon(u16),
    Cue(Cue),
    Who(Who),
    Class(u16),
    /// A name that nothing tells more of.
    Name,
}

/// A phrase found: its tag and its byte range in the normal form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Hit {
    pub tag: Tag,
    pub start: usize,
    pub end: usize,
}

/// Words that `~` may stand for.
const GAP_WORDS: usize = 5;

#[derive(Clone, Debug)]
struct Part {
    /// Whether any ending of the last word matches.
    open: bool,
    /// Where in a phrase this part stands.
    uses: Vec<Use>,
}

#[derive(Clone, Debug)]
enum Use {
    Whole(Tag),
    First(usize),
    Second(usize, Tag),
}

/// A place in the tree of phrases: what ends here, and what goes on.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    /// Where what goes on is found; see [`Next`].
    first: u32,
    /// The first of the parts that end here, or after the tail; 0 ends mean none.
    parts: u32,
    ends: u8,
    next: Next,
    /// Children, or bytes of the tail.
    count: u16,
}

/// What goes on after a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Next {
    /// Nothing.
    #[default]
    Nothing,
    /// One text alone: `first` is its rest in [`Matcher::tails`].
    Tail,
    /// Few letters: `first` is the first child; a child's letter has the number of the child in [`Matcher::letters`].
    Few,
    /// Many letters: `first` is a row of [`Matcher::rows`], which has a child for each class of letters, 0 for none.
    Many,
}

/// Children of which a node has few.
const FEW: usize = 4;

/// The compiled phrases.
#[derive(Clone, Debug, Default)]
pub(super) struct Matcher {
    /// Breadth first, so that the children of a node follow one another; the first is the root.
    nodes: Vec<Node>,
    /// The letter that leads to each node.
    letters: Vec<u8>,
    tails: Vec<u8>,
    rows: Vec<u32>,
    /// The class of each letter; letters of no phrase share class 0.
    classes: Vec<u8>,
    width: usize,
    /// By the order of their texts, as the tree is built.
    parts: Vec<Part>,
}

/// A half of a phrase with `~`, found.
struct Half {
    start: usize,
    /// End of the letters that the list gives.
    bare: usize,
    end: usize,
    part: usize,
}

/// What one search has found so far.
#[derive(Default)]
struct Found {
    hits: Vec<Hit>,
    halves: Vec<Half>,
    /// Letters looked at in the tree.
    steps: usize,
}

impl Matcher {
    pub fn new(phrases: &[(String, Tag)]) -> Result<Self, String> {
        let mut keyed: BTreeMap<(String, bool), Vec<Use>> = BTreeMap::new();
        let mut pairs = 0;
        for (phrase, tag) in phrases {
            let halves: Vec<(String, bool)> = phrase
                .split('~')
                .map(|half| half.trim())
                .filter(|half| !half.is_empty())
                .map(|half| (normal(half).text.trim().to_owned(), half.ends_with('*')))
                .collect();
            match halves.as_slice() {
                [whole] if !whole.0.is_empty() => {
                    keyed.entry(whole.clone()).or_default().push(Use::Whole(*tag))
                }
                [first, second] if !first.0.is_empty() && !second.0.is_empty() => {
                    keyed.entry(first.clone()).or_default().push(Use::First(pairs));
                    keyed.entry(second.clone()).or_default().push(Use::Second(pairs, *tag));
                    pairs += 1;
                }
                _ => return Err(format!("phrase '{phrase}' is empty or has more than one ~")),
            }
        }
        let texts: Vec<&[u8]> = keyed.keys().map(|(text, _)| text.as_bytes()).collect();
        let mut matcher = Self::default();
        matcher.grow(&texts).ok_or("the phrases are too many to be compiled")?;
        matcher.parts = keyed.into_iter().map(|((_, open), uses)| Part { open, uses }).collect();
        Ok(matcher)
    }

    /// Builds the tree of texts that are sorted.
    fn grow(&mut self, texts: &[&[u8]]) -> Option<()> {
        self.classes = vec![0; 256];
        for letter in texts.iter().flat_map(|text| text.iter()) {
            let classes = self.classes.iter().copied().max().unwrap_or(0);
            let class = self.classes.get_mut(usize::from(*letter))?;
            if *class == 0 {
                *class = classes.checked_add(1)?;
            }
        }
        self.width = usize::from(self.classes.iter().copied().max().unwrap_or(0)) + 1;
        // Nodes still to be filled, in order: their texts, and how many letters lead to them.
        let mut open = vec![(0..texts.len(), 0)];
        self.nodes.push(Node::default());
        self.letters.push(0);
        let mut at = 0;
        while let Some((range, depth)) = open.get(at).cloned() {
            let here = texts.get(range.clone())?;
            let ends = here.iter().take_while(|text| text.len() == depth).count();
            let alone = here.first().zip(here.last()).is_some_and(|(first, last)| first == last);
            let mut node = Node { parts: u32::try_from(range.start).ok()?, ..Node::default() };
            if alone && ends == 0 && depth > 0 {
                let tail = here.first()?.get(depth..)?;
                node.first = u32::try_from(self.tails.len()).ok()?;
                (node.next, node.count) = (Next::Tail, u16::try_from(tail.len()).ok()?);
                node.ends = u8::try_from(here.len()).ok()?;
                self.tails.extend_from_slice(tail);
            } else {
                node.ends = u8::try_from(ends).ok()?;
                node.first = u32::try_from(self.nodes.len()).ok()?;
                self.children(&mut node, texts, range.start + ends..range.end, depth, &mut open)?;
            }
            *self.nodes.get_mut(at)? = node;
            at += 1;
        }
        Some(())
    }

    /// Adds the children of a node: one for each letter that its texts go on with.
    fn children(
        &mut self,
        node: &mut Node,
        texts: &[&[u8]],
        range: Range<usize>,
        depth: usize,
        open: &mut Vec<(Range<usize>, usize)>,
    ) -> Option<()> {
        let first = self.nodes.len();
        let mut at = range.start;
        while at < range.end {
            let letter = *texts.get(at)?.get(depth)?;
            let same = texts.get(at..range.end)?.iter();
            let end = at + same.take_while(|text| text.get(depth) == Some(&letter)).count();
            open.push((at..end, depth + 1));
            self.nodes.push(Node::default());
            self.letters.push(letter);
            at = end;
        }
        let count = self.nodes.len() - first;
        (node.next, node.count) =
            (if count == 0 { Next::Nothing } else { Next::Few }, u16::try_from(count).ok()?);
        if count > FEW || depth == 0 {
            let row = self.rows.len();
            self.rows.resize(row + self.width, 0);
            for child in first..first + count {
                let class = *self.classes.get(usize::from(*self.letters.get(child)?))?;
                *self.rows.get_mut(row + usize::from(class))? = u32::try_from(child).ok()?;
            }
            (node.next, node.first) = (Next::Many, u32::try_from(row).ok()?);
        }
        Some(())
    }

    /// The node that a letter leads to.
    fn step(&self, node: &Node, letter: u8) -> Option<&Node> {
        let first = node.first as usize;
        let child = match node.next {
            Next::Nothing | Next::Tail => return None,
            Next::Few => {
                let letters = self.letters.get(first..first + usize::from(node.count))?;
                first + letters.iter().position(|known| *known == letter)?
            }
            Next::Many => {
                let class = *self.classes.get(usize::from(letter))?;
                *self.rows.get(first + usize::from(class)).filter(|child| **child != 0)? as usize
            }
        };
        self.nodes.get(child)
    }

    /// Every phrase found in a text in normal form, by start, then end.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        self.find_counted(text).0
    }

    /// The same with the number of steps that it took.
    fn find_counted(&self, text: &str) -> (Vec<Hit>, usize) {
        let bytes = text.as_bytes();
        let mut found = Found { hits: Vec::with_capacity(bytes.len() / 12), ..Found::default() };
        let Some(root) = self.nodes.first() else { return (found.hits, 0) };
        let mut in_word = false;
        for (start, letter) in bytes.iter().enumerate() {
            let wordy = is_word(*letter);
            // A phrase that begins with a letter begins a word; one that begins with a mark may stand anywhere.
            let begins = !(wordy && in_word);
            in_word = wordy;
            if !begins {
                continue;
            }
            let before = found.hits.len();
            let mut at = start;
            let mut node = root;
            while let Some(here) = bytes.get(at).and_then(|letter| self.step(node, *letter)) {
                at += 1;
                found.steps += 1;
                node = here;
                if here.next == Next::Tail {
                    let first = here.first as usize;
                    let tail = self.tails.get(first..first + usize::from(here.count)).unwrap_or_default();
                    if bytes.get(at..).is_some_and(|rest| rest.starts_with(tail)) {
                        found.steps += tail.len();
                        self.ended(bytes, here, (start, at + tail.len()), &mut found);
                    }
                    break;
                }
                if here.ends > 0 {
                    self.ended(bytes, here, (start, at), &mut found);
                }
            }
            // What begins at one place is put in order there; so only what is joined below can be out of order.
            if let Some(new) = found.hits.get_mut(before..).filter(|new| new.len() > 1) {
                new.sort_unstable_by_key(|hit| (hit.end, hit.tag));
            }
        }
        let Found { mut hits, halves, steps } = found;
        let whole = hits.len();
        self.join(text, halves, &mut hits);
        if hits.len() > whole {
            hits.sort_unstable_by_key(|hit| (hit.start, hit.end, hit.tag));
        }
        hits.dedup();
        (hits, steps)
    }

    /// Takes the phrases whose letters end at `bare`.
    fn ended(&self, bytes: &[u8], node: &Node, (start, bare): (usize, usize), found: &mut Found) {
        let within = |at: usize| {
            bytes.get(at - 1).is_some_and(|byte| is_word(*byte))
                && bytes.get(at).is_some_and(|byte| is_word(*byte))
        };
        let first = node.parts as usize;
        for index in first..first + usize::from(node.ends) {
            let Some(part) = self.parts.get(index) else { continue };
            if !part.open && within(bare) {
                continue;
            }
            let rest = bytes.get(bare..).filter(|_| part.open).unwrap_or_default();
            let ending = rest.iter().take_while(|byte| is_word(**byte)).count();
            found.steps += ending;
            let end = bare + ending;
            for used in &part.uses {
                if let Use::Whole(tag) = used {
                    found.hits.push(Hit { tag: *tag, start, end });
                }
            }
            if part.uses.iter().any(|used| !matches!(used, Use::Whole(_))) {
                found.halves.push(Half { start, bare, end, part: index });
            }
        }
    }

    /// Joins the halves of phrases with `~`: a second half with the last first half before it, where they are near.
    fn join(&self, text: &str, mut halves: Vec<Half>, hits: &mut Vec<Hit>) {
        if halves.is_empty() {
            return;
        }
        halves.sort_unstable_by_key(|half| (half.bare, half.start, half.part));
        let mut firsts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for half in &halves {
            for used in self.parts.get(half.part).map(|part| part.uses.as_slice()).unwrap_or_default() {
                match used {
                    Use::Whole(_) => {}
                    Use::First(pair) => {
                        firsts.insert(*pair, (half.start, half.end));
                    }
                    Use::Second(pair, tag) => {
                        if let Some((start, first_end)) = firsts.get(pair)
                            && *first_end < half.start
                            && near(text, *first_end, half.start)
                        {
                            hits.push(Hit { tag: *tag, start: *start, end: half.end });
                        }
                    }
                }
            }
        }
    }
}

/// Whether a byte is one of a word; every character beyond ASCII counts as a letter.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// Whether at most [`GAP_WORDS`] words and no sentence's end lie between two places.
fn near(text: &str, from: usize, to: usize) -> bool {
    // A gap of this many bytes cannot be five words; without it a far first half would cost time.
    if to - from > 80 {
        return false;
    }
    let between = text.get(from..to).unwrap_or_default();
    between.split_whitespace().count() <= GAP_WORDS && !between.contains(". ")
}

#[cfg(test)]
mod tests {
    use super::{Hit, Matcher, Tag};
    use crate::language::Topic;

    const GROWTH: Tag = Tag::Names(Topic::Growth);
    const STORAGE: Tag = Tag::Names(Topic::Storage);

    fn matcher() -> Matcher {
        let phrases =
            [("weigh*", GROWTH), ("weight loss", GROWTH), ("put ~ in the box", STORAGE), ("?", GROWTH)];
        Matcher::new(&phrases.map(|(phrase, tag)| (phrase.to_owned(), tag))).unwrap()
    }

    fn found(text: &str) -> Vec<(Tag, &str)> {
        matcher().find(text).into_iter().map(|Hit { tag, start, end }| (tag, &text[start..end])).collect()
    }

    #[test]
    fn phrases_are_found_as_whole_words_and_with_any_ending() {
        assert_eq!(found("overweight, a counterweigh"), []);
        assert_eq!(
            found("weights? weight loss"),
            [(GROWTH, "weights"), (GROWTH, "?"), (GROWTH, "weight"), (GROWTH, "weight loss"),]
        );
        assert_eq!(found("weight losses"), [(GROWTH, "weight")]);
    }

    #[test]
    fn halves_are_joined_over_five_words_at_most() {
        assert_eq!(found("put the blue one in the box"), [(STORAGE, "put the blue one in the box")]);
        assert_eq!(found("put one two three four five six in the box"), []);
        assert_eq!(found("put it down. then in the box"), []);
    }

    #[test]
    fn twice_the_text_takes_twice_the_steps() {
        let matcher = matcher();
        for text in ["weight loss ", "put put in the box ", "wei", "weigh? ", "put it in the bo"] {
            let steps = |times: usize| matcher.find_counted(&text.repeat(times)).1;
            let (once, twice) = (steps(1000), steps(2000));
            assert!(twice <= once * 2 + 100, "{text}: {once}, {twice}");
        }
    }
}
