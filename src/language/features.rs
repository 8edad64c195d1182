//! What the learned weights see of a sentence: its words and the kinds of words in it, those of its neighbours and of
//! the headings above, and for each topic where it is named and what the rules make of it.

use std::ops::Range;

use super::assertion::{assertion, subject};
use super::judge::{adults_own, judge, topic_named};
use super::lexicon::{Cue, Lexicon, Who};
use super::matcher::Tag;
use super::significance::{significance, vetoed};
use super::topic::{Status, Topic};
use super::view::{Sentence, View};
use super::weights::TOPICS;
use super::words::{Word, hash, mix, seed, words};

/// A sentence with what is asked of it again and again.
pub(super) struct Spot<'a> {
    pub sentence: Sentence<'a>,
    pub view: usize,
    words: Vec<Word>,
    /// Kinds of words found, by place, each kind once.
    kinds: Vec<(u32, Range<usize>)>,
    /// For each topic the first place that names it.
    named: [Option<(usize, usize)>; TOPICS],
    significant: bool,
    vetoed: bool,
    /// Whom the sentence is about, and whether that is told only from the sentences before it.
    focus: (Option<Who>, bool),
    /// What the rules say of each topic.
    pub rules: [Option<super::judge::Verdict>; TOPICS],
}

impl Spot<'_> {
    /// Whether the sentence or what stands above it names a topic, by its place in [`Topic::ALL`].
    pub fn speaks_of(&self, topic: usize) -> bool {
        self.rules.get(topic).is_some_and(Option::is_some)
            || self.named.get(topic).is_some_and(Option::is_some)
            || Topic::ALL.get(topic).is_some_and(|topic| self.sentence.view.context.contains(topic))
    }
}

/// A feature that is alike for every topic.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feature {
    pub key: u32,
    pub part: Part,
}

/// Parts of the features, which learning weighs differently.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Word,
    Pair,
    Kind,
    Around,
    Beside,
}

/// The features of one sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    /// Alike for every topic.
    pub common: Vec<Feature>,
    /// Of each topic alone.
    pub of_topic: [Vec<u32>; TOPICS],
}

/// Every sentence of a document, in order.
pub(super) fn spots<'a>(views: &'a [View<'a>], lexicon: &Lexicon) -> Vec<Spot<'a>> {
    let mut found = Vec::new();
    let mut focus = Focus::default();
    for (index, view) in views.iter().enumerate() {
        for sentence in view.each() {
            found.push(spot(sentence, index, focus.of(&sentence), lexicon));
        }
    }
    found
}

/// Whom the sentences speak of: the child, a brother or sister, a carer; a sentence that names nobody goes on about the
/// person before it, within an item and not for long.
#[derive(Default)]
struct Focus {
    whom: Option<Who>,
    item: usize,
    since: usize,
}

impl Focus {
    fn of(&mut self, sentence: &Sentence<'_>) -> (Option<Who>, bool) {
        if self.item != sentence.view.item || self.since >= 3 {
            (self.whom, self.item) = (None, sentence.view.item);
        }
        let named = [Who::Child, Who::Sibling].into_iter().find(|who| sentence.who(*who).is_some());
        let named = named.or_else(|| subject(sentence).filter(|who| *who == Who::Carer));
        match named {
            Some(_) => (self.whom, self.since) = (named, 0),
            None => self.since += 1,
        }
        (self.whom, named.is_none())
    }
}

fn spot<'a>(sentence: Sentence<'a>, view: usize, focus: (Option<Who>, bool), lexicon: &Lexicon) -> Spot<'a> {
    let mut kinds: Vec<(u32, Range<usize>)> = Vec::new();
    for hit in sentence.hits() {
        let (kind, exact) = kind_of(hit.tag, lexicon);
        for kind in [kind, exact] {
            if kind != 0 && !kinds.iter().any(|(known, _)| *known == kind) {
                kinds.push((kind, hit.start..hit.end));
            }
        }
    }
    let mut named = [None; TOPICS];
    if sentence.facts.named != 0 {
        for hit in sentence.hits() {
            if let Some(topic) = topic_named(hit, lexicon)
                && let Some(named) = named.get_mut(topic as usize)
            {
                named.get_or_insert((hit.start, hit.end));
            }
        }
    }
    let mut rules = [None; TOPICS];
    for (topic, rule) in Topic::ALL.iter().zip(&mut rules) {
        *rule = judge(&sentence, *topic, lexicon);
    }
    Spot {
        sentence,
        view,
        words: named_words(
            &sentence,
            words(&sentence.view.normal.text, sentence.start..sentence.end).collect(),
        ),
        kinds,
        named,
        significant: significance(&sentence).is_some(),
        vetoed: vetoed(&sentence),
        focus,
        rules,
    }
}

/// Words with every name replaced by whom it stands for, so that nothing is learned of single names.
fn named_words(sentence: &Sentence<'_>, mut words: Vec<Word>) -> Vec<Word> {
    for hit in sentence.hits() {
        let whom = match hit.tag {
            Tag::Name => 99,
            Tag::Who(who) => who as u32,
            _ => continue,
        };
        let at = words.partition_point(|word| word.range.start < hit.start);
        let named = words.get_mut(at).filter(|word| word.range == (hit.start..hit.end));
        if let Some(word) = named
            && (hit.tag == Tag::Name || capital(sentence, hit.start))
        {
            (word.stem, word.prefix) = (mix(seed(b'N'), whom), 0);
        }
    }
    words
}

fn capital(sentence: &Sentence<'_>, at: usize) -> bool {
    let text = &sentence.view.block.text;
    let spelt = text.get(sentence.view.normal.original(at)..).unwrap_or_default();
    let lower = sentence.view.normal.text.get(at..).unwrap_or_default();
    const ROLES: [&str; 9] = ["mum", "dad", "he", "she", "his", "her", "nan", "you", "gp"];
    let word = lower.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    spelt.chars().next().is_some_and(char::is_uppercase) && !ROLES.contains(&word)
}

/// The kind of word a phrase stands for, and for conditions also which one.
fn kind_of(tag: Tag, lexicon: &Lexicon) -> (u32, u32) {
    let code = |group: u32, value: u32| mix(seed(b'k'), group * 4096 + value);
    match tag {
        Tag::Names(topic) => (code(1, topic as u32), 0),
        Tag::Explains(topic) => (code(2, topic as u32), 0),
        Tag::Denies(topic) => (code(3, topic as u32), 0),
        Tag::Defers(topic) => (code(4, topic as u32), 0),
        Tag::Condition(index) => {
            let neuro = lexicon
                .conditions
                .get(usize::from(index))
                .is_some_and(|entry| entry.topic == Topic::Neurodiversity);
            let name = lexicon.conditions.get(usize::from(index)).map_or(0, |entry| hash(&entry.name));
            (code(5, u32::from(neuro)), mix(seed(b'K'), name))
        }
        Tag::Medicine(index) => {
            let adult = lexicon.medicines.get(usize::from(index)).is_some_and(|entry| entry.usually_adult);
            (code(7, u32::from(adult)), 0)
        }
        Tag::Jargon(_) => (code(8, 0), 0),
        Tag::Cue(cue) => (code(9, cue as u32), 0),
        Tag::Who(who) => (code(10, who as u32), 0),
        Tag::Name => (code(12, 0), 0),
        Tag::Class(index) => {
            (mix(seed(b'C'), lexicon.classes.get(usize::from(index)).map_or(0, |name| hash(name))), 0)
        }
    }
}

/// The features of the sentence at `at`.
pub(super) fn features(spots: &[Spot<'_>], at: usize) -> Features {
    let mut found = Features::default();
    each_common(spots, at, &mut |part, key, _| found.common.push(Feature { key, part }));
    for (index, keys) in found.of_topic.iter_mut().enumerate() {
        each_of_topic(spots, at, index, &mut |feature| keys.push(feature.key()));
    }
    found
}

/// The sentence so many places on, where it belongs to the same agenda item.
fn near<'s, 'a>(spots: &'s [Spot<'a>], at: usize, step: isize) -> Option<&'s Spot<'a>> {
    let item = spots.get(at)?.sentence.view.item;
    let near = spots.get(at.checked_add_signed(step)?)?;
    (near.sentence.view.item == item).then_some(near)
}

/// Tells `found` of each feature that is alike for every topic, with the words that gave it; an empty range where it
/// stands for something else. Learning and reading both see the features through
/// here, so that they cannot come to differ; and reading need not keep what it only adds up.
pub(super) fn each_common(spots: &[Spot<'_>], at: usize, found: &mut impl FnMut(Part, u32, Range<usize>)) {
    let Some(spot) = spots.get(at) else { return };
    own(spot, found);
    around(spot, found);
    for (step, kind) in [(-1, b'<'), (1, b'>')] {
        if let Some(near) = near(spots, at, step) {
            let same = u32::from(near.view == spot.view);
            beside(near, mix(seed(kind), same), found);
        } else {
            found(Part::Around, mix(seed(b'|'), u32::from(kind)), 0..0);
        }
    }
}

/// A feature of one topic alone.
#[derive(Clone, Copy, Debug)]
pub(super) enum OfTopic {
    /// One of a few things to be said of a topic, all below [`SAID`].
    Said(u32),
    /// A kind of word, and how it stands to the topic, as a key.
    Kind(u32),
}

/// How many things there are to be said of a topic.
pub(super) const SAID: u32 = 96;

impl OfTopic {
    pub fn key(self) -> u32 {
        match self {
            Self::Said(what) => mix(seed(b't'), what),
            Self::Kind(key) => key,
        }
    }
}

/// Tells `found` of each feature that a topic, by its place in [`Topic::ALL`], has alone.
pub(super) fn each_of_topic(spots: &[Spot<'_>], at: usize, index: usize, found: &mut impl FnMut(OfTopic)) {
    let (Some(spot), Some(topic)) = (spots.get(at), Topic::ALL.get(index)) else { return };
    let names = |spot: &Spot<'_>| spot.named.get(index).is_some_and(Option::is_some);
    let named_near = |step: isize| near(spots, at, step).is_some_and(names);
    let above = spot.sentence.view.context.contains(topic);
    topical(spot, index, *topic, [named_near(-1), named_near(-2), named_near(1), above], found);
    if names(spot) && near(spots, at, 1).is_some_and(|after| after.significant) {
        found(OfTopic::Said(90));
    }
}

/// Words, pairs of words and kinds of the sentence itself.
fn own(spot: &Spot<'_>, found: &mut impl FnMut(Part, u32, Range<usize>)) {
    let mut rest = spot.words.as_slice();
    while let Some((word, after)) = rest.split_first() {
        rest = after;
        found(Part::Word, mix(seed(b'w'), word.stem), word.range.clone());
        if word.prefix != 0 {
            found(Part::Word, mix(seed(b'p'), word.prefix), word.range.clone());
        }
        let (beside, further) = (mix(seed(b'b'), word.stem), mix(seed(b's'), word.stem));
        for (gap, next) in after.iter().take(3).enumerate() {
            let pair = mix(if gap == 0 { beside } else { further }, next.stem);
            found(Part::Pair, pair, word.range.start..next.range.end);
        }
    }
    for (kind, range) in &spot.kinds {
        found(Part::Kind, mix(seed(b'c'), *kind), range.clone());
    }
    let mut say = |kind: u8, what: u32| found(Part::Around, mix(seed(kind), what), 0..0);
    // A day or a clock time beside a health service is an appointment, beside a meeting it is not.
    let text = spot.sentence.text().as_bytes();
    let digits = text.iter().any(u8::is_ascii_digit);
    let between = |marks: &[u8]| {
        let holds = |w: &[u8]| matches!(w, [a, mark, b] if a.is_ascii_digit() && b.is_ascii_digit() && marks.contains(mark));
        digits && text.windows(3).any(holds)
    };
    let (clock, slash) = (between(b".:"), between(b"/"));
    let when = u32::from(clock) + 2 * u32::from(slash) + 4 * u32::from(digits);
    let what = u32::from(spot.sentence.has(Cue::Health))
        + 2 * u32::from(spot.sentence.has(Cue::NotHealthDate))
        + 4 * u32::from(spot.sentence.has(Cue::Future));
    say(b'D', when * 8 + what);
    say(b'E', u32::from(clock || slash) * 8 + what);
    let length = spot.words.len();
    say(b'l', [4, 8, 14, 22, 32].iter().filter(|most| length > **most).count() as u32);
    found(Part::Around, seed(b'0'), 0..0);
}

/// The headings and labels over the sentence, the kind of block, and the words that open the block.
fn around(spot: &Spot<'_>, found: &mut impl FnMut(Part, u32, Range<usize>)) {
    use crate::minutes::BlockKind;
    let view = spot.sentence.view;
    for word in view.above.iter() {
        found(Part::Around, mix(seed(b'h'), *word), 0..0);
    }
    let kind = match view.block.kind {
        BlockKind::Heading { .. } => 0,
        BlockKind::Paragraph => 1,
        BlockKind::ListItem { .. } => 2,
        BlockKind::Cell(_) => 3,
    };
    found(
        Part::Around,
        mix(seed(b'B'), kind * 4 + u32::try_from(spot.sentence.index.min(3)).unwrap_or(3)),
        0..0,
    );
    let who = subject(&spot.sentence).map_or(9, |who| who as u32);
    found(Part::Around, mix(seed(b'W'), who), 0..0);
    let (whom, carried) = spot.focus;
    let whom = whom.map_or(9, |who| who as u32);
    found(Part::Around, mix(seed(b'F'), whom * 2 + u32::from(carried)), 0..0);
    if spot.significant {
        found(Part::Around, mix(seed(b'S'), 1), 0..0);
    }
    if spot.vetoed {
        found(Part::Around, mix(seed(b'S'), 2), 0..0);
    }
    if spot.sentence.index > 0
        && let Some(first) = view.sentence(0)
    {
        for word in words(&view.normal.text, first.start..first.end).take(2) {
            found(Part::Around, mix(seed(b'f'), word.stem), 0..0);
        }
    }
}

/// Words and kinds of a neighbouring sentence.
fn beside(near: &Spot<'_>, seed: u32, found: &mut impl FnMut(Part, u32, Range<usize>)) {
    let (words, kinds) = (mix(seed, 1), mix(seed, 2));
    for word in &near.words {
        found(Part::Beside, mix(words, word.stem), 0..0);
    }
    for (kind, _) in &near.kinds {
        found(Part::Beside, mix(kinds, *kind), 0..0);
    }
}

/// Where the topic is named and how.
fn topical(
    spot: &Spot<'_>,
    index: usize,
    topic: Topic,
    [before, earlier, after, above]: [bool; 4],
    found: &mut impl FnMut(OfTopic),
) {
    let mut say = |what: u32| found(OfTopic::Said(what));
    let here = spot.named.get(index).copied().flatten();
    let rule = spot.rules.get(index).and_then(Option::as_ref).map_or(Status::Absent, |rule| rule.status);
    say(10 + rule as u32);
    let near = here.is_some() || before || above;
    match (here.is_some(), before, above) {
        (true, false, false) => say(1),
        (true, true, _) => say(2),
        (true, false, true) => say(3),
        (false, true, _) => say(4),
        (false, false, true) => say(5),
        (false, false, false) if earlier => say(6),
        (false, false, false) if after => say(7),
        _ => say(8),
    }
    if spot.sentence.find(Tag::Explains(topic)).is_some() {
        say(20 + u32::from(near));
    }
    if spot.significant {
        say(22 + u32::from(here.is_some()) + 2 * u32::from(before) + 4 * u32::from(above));
    }
    if spot.vetoed && near {
        say(31);
    }
    let others = spot.named.iter().enumerate().filter(|(other, named)| *other != index && named.is_some());
    if near {
        say(40 + u32::try_from(others.count().min(3)).unwrap_or(3));
    }
    if let Some((start, end)) = here {
        say(50 + assertion(&spot.sentence, start, end).meant as u32);
        let hit = super::matcher::Hit { tag: Tag::Names(topic), start, end };
        if adults_own(&spot.sentence, &hit, spot.sentence.who(Who::Carer)) {
            say(60);
        }
        for (kind, _) in &spot.kinds {
            found(OfTopic::Kind(mix(mix(seed(b'u'), 1), *kind)));
        }
    } else if before || above {
        for (kind, _) in &spot.kinds {
            found(OfTopic::Kind(mix(mix(seed(b'u'), 2 + u32::from(above)), *kind)));
        }
    }
    if spot.sentence.has(Cue::General) {
        found(OfTopic::Said(70));
    }
}

/// Hashes of the words of a heading or label.
pub(super) fn heading_words(normal: &str) -> Vec<u32> {
    let mut found: Vec<u32> = words(normal, 0..normal.len()).map(|word| word.stem).take(8).collect();
    found.push(hash("heading"));
    found
}
