//! How a noun of the record is declared: its fields, what each means, and what its absence means.
//!
//! One declaration gives the type, its lenient reader, the JSON Schema and the words that rules may say, so that the
//! four cannot drift apart.

use crate::calendar::Day;

use super::field::Got;
use super::notes::Notes;
use super::path::Path;

/// What the absence of a field means (decisions.md, "Facts and marks").
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Presence {
    /// The format asks for it: absence is an input diagnostic, and unknown to a rule.
    Required,
    /// A fact of the world: absent means unknown where the outcome turns on it.
    Fact,
    /// The trace of a duty that was done: absent means not done.
    Mark,
    /// An end, or a flag that is only set when so: absent means still open, or not so.
    OpenEnd,
}

/// What a date after the as-of date means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Timing {
    /// The field is no date, or may lie ahead (due dates, bookings, supplies): it is used as it is.
    Ahead,
    /// The day the entry came to be: a later entry is not yet known.
    When,
    /// A later value of this field is not yet known; the entry stays.
    Known,
}

/// The kinds of value a field can hold.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Free text.
    Text,
    /// The entry's own id.
    Id,
    /// The id of another entry.
    Ref,
    /// An ISO 8601 date.
    Day,
    /// An ISO 8601 date or date-time.
    Moment,
    /// true or false.
    Truth,
    /// A number.
    Number,
    /// One of a closed list of words.
    Choice(&'static [&'static str]),
    /// A table of fields.
    Table(&'static RecordMeta),
    /// A list of values of one shape.
    List(&'static Shape),
}

/// One field of a noun.
#[derive(Debug)]
pub struct FieldMeta {
    /// Its name in the record and in rules.
    pub name: &'static str,
    /// What it holds, in one sentence.
    pub help: &'static str,
    /// What its absence means.
    pub presence: Presence,
    /// What a date later than the as-of date means.
    pub timing: Timing,
    /// The kind of value.
    pub shape: Shape,
    /// Where the value is the id of another entry: the noun it must be.
    pub target: Option<&'static str>,
}

/// One noun of the record.
#[derive(Debug)]
pub struct RecordMeta {
    /// The noun, as rules and messages say it.
    pub noun: &'static str,
    /// What it is, in one sentence.
    pub help: &'static str,
    /// Its fields, in the order of the format.
    pub fields: &'static [FieldMeta],
}

impl RecordMeta {
    /// The position and description of the field called `name`.
    pub fn field(&self, name: &str) -> Option<(usize, &'static FieldMeta)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }
}

/// A noun of the record that can be read from an export and asked by field.
pub trait Record: Sized {
    /// Its description.
    const META: &'static RecordMeta;
    /// Reads it from a map of fields. What cannot be read becomes a note at its place and an unreadable field; an error
    /// is only ever one of syntax.
    fn read<'de, A: serde::de::MapAccess<'de>>(
        map: A,
        at: &Path<'_>,
        notes: &mut Notes,
    ) -> Result<Self, A::Error>;
    /// What the field at `index` of [`RecordMeta::fields`] holds.
    fn get(&self, index: usize) -> Got<'_>;
    /// Forgets what is dated after `day`; false where the whole entry came to be later.
    fn known_on(&mut self, day: Day) -> bool;
    /// Turns the absent field `path` (`a` or `a.b`) into "not held by this export".
    fn mark_not_held(&mut self, path: &str);
    /// Shows every value that is given, in this noun and all within it, with its place.
    fn walk<'c>(&'c self, at: &Path<'_>, visit: &mut Visit<'_, 'c>);
}

/// Takes one value of a walk: its place, its noun, its field, and what it holds.
pub type Visit<'v, 'c> = dyn FnMut(&Path<'_>, &'static RecordMeta, &'static FieldMeta, Got<'c>) + 'v;

/// Declares a noun of the record. A line is `name: type, Presence [Timing] [-> target noun];`.
macro_rules! record {
    (
        $(#[doc = $help:literal])+
        $name:ident is $noun:literal {
            $(
                $(#[doc = $field_help:literal])+
                $field:ident: $type:ty, $presence:ident $($timing:ident)? $(-> $target:literal)?;
            )+
        }
    ) => {
        $(#[doc = $help])+
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            $( $(#[doc = $field_help])+ pub $field: $type, )+
            /// The position in the collection that the export gave, for its place.
            pub spot: u32,
        }

        impl $crate::case::Record for $name {
            const META: &'static $crate::case::RecordMeta = &$crate::case::RecordMeta {
                noun: $noun,
                help: concat!($($help,)+),
                fields: &[$(
                    $crate::case::FieldMeta {
                        name: stringify!($field),
                        help: concat!($($field_help,)+),
                        presence: $crate::case::Presence::$presence,
                        timing: record!(@timing $($timing)?),
                        shape: <$type as $crate::case::Slot>::SHAPE,
                        target: record!(@target $($target)?),
                    },
                )+],
            };

            fn read<'de, A: serde::de::MapAccess<'de>>(
                mut map: A,
                at: &$crate::case::Path<'_>,
                notes: &mut $crate::case::Notes,
            ) -> Result<Self, A::Error> {
                use $crate::case::read::{FieldKey, KeySeed, SlotSeed};
                const META: &$crate::case::RecordMeta = <$name as $crate::case::Record>::META;
                let mut read = Self::default();
                let mut seen = 0_u64;
                while let Some(key) = map.next_key_seed(KeySeed { meta: META })? {
                    let index = match key {
                        FieldKey::Known(index) => index,
                        FieldKey::Unknown(name) => {
                            notes.unknown_field(at, &name, META);
                            map.next_value::<serde::de::IgnoredAny>()?;
                            continue;
                        }
                    };
                    let place = at.key(META.fields[index].name);
                    if seen & (1 << index) != 0 {
                        notes.twice(&place, META.fields[index].name);
                        map.next_value::<serde::de::IgnoredAny>()?;
                        continue;
                    }
                    seen |= 1 << index;
                    let mut here = 0_usize;
                    $(
                        if index == here {
                            read.$field = map.next_value_seed(SlotSeed::new(&place, notes))?;
                            continue;
                        }
                        here += 1;
                    )+
                    let _ = here;
                }
                for (index, field) in META.fields.iter().enumerate() {
                    let required = matches!(field.presence, $crate::case::Presence::Required);
                    if required && matches!($crate::case::Record::get(&read, index), $crate::case::Got::Absent) {
                        notes.missing(at, field, META);
                    }
                }
                Ok(read)
            }

            fn get(&self, index: usize) -> $crate::case::Got<'_> {
                let mut here = 0_usize;
                $(
                    if index == here {
                        return $crate::case::Slot::got(&self.$field);
                    }
                    here += 1;
                )+
                let _ = here;
                $crate::case::Got::Absent
            }

            fn known_on(&mut self, day: $crate::calendar::Day) -> bool {
                let mut known = true;
                $(
                    known &= $crate::case::Slot::known_on(&mut self.$field, day, record!(@timing $($timing)?));
                )+
                known
            }

            fn mark_not_held(&mut self, path: &str) {
                let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
                match first {
                    $( stringify!($field) => $crate::case::Slot::mark_not_held(&mut self.$field, rest), )+
                    _ => {}
                }
            }

            fn walk<'c>(&'c self, at: &$crate::case::Path<'_>, visit: &mut $crate::case::record::Visit<'_, 'c>) {
                const META: &$crate::case::RecordMeta = <$name as $crate::case::Record>::META;
                let mut fields = META.fields.iter();
                $(
                    if let Some(field) = fields.next() {
                        let place = at.key(field.name);
                        match $crate::case::Slot::got(&self.$field) {
                            $crate::case::Got::Absent | $crate::case::Got::NotHeld => {}
                            got => visit(&place, META, field, got),
                        }
                        $crate::case::Slot::walk(&self.$field, &place, visit);
                    }
                )+
            }
        }

        impl $crate::case::field::Value for $name {
            const SHAPE: $crate::case::Shape = $crate::case::Shape::Table(<Self as $crate::case::Record>::META);
            const LIST: $crate::case::Shape =
                $crate::case::Shape::List(&$crate::case::Shape::Table(<Self as $crate::case::Record>::META));

            fn read<'de, D: serde::de::Deserializer<'de>>(
                from: D,
                at: &$crate::case::Path<'_>,
                notes: &mut $crate::case::Notes,
            ) -> Result<$crate::case::Field<Self>, D::Error> {
                $crate::case::read::read_table(from, at, notes)
            }

            fn got(&self) -> $crate::case::Got<'_> {
                $crate::case::Got::Table
            }

            fn items(entries: &[Self]) -> $crate::case::Items<'_> {
                $crate::case::Items::Entries(entries.len())
            }

            fn day(&self) -> Option<$crate::calendar::Day> {
                None
            }

            fn known_on(&mut self, day: $crate::calendar::Day) -> bool {
                $crate::case::Record::known_on(self, day)
            }

            fn mark_not_held(&mut self, path: &str) {
                $crate::case::Record::mark_not_held(self, path);
            }

            fn set_spot(&mut self, spot: u32) {
                self.spot = spot;
            }

            fn walk<'c>(
                &'c self,
                at: &$crate::case::Path<'_>,
                index: bool,
                visit: &mut $crate::case::record::Visit<'_, 'c>,
            ) {
                if index {
                    $crate::case::Record::walk(self, &at.index(self.spot as usize), visit);
                } else {
                    $crate::case::Record::walk(self, at, visit);
                }
            }
        }
    };
    (@timing) => { $crate::case::Timing::Ahead };
    (@timing $timing:ident) => { $crate::case::Timing::$timing };
    (@target) => { None };
    (@target $target:literal) => { Some($target) };
}

/// Declares a closed list of words, as the record writes them.
macro_rules! choice {
    (
        $(#[doc = $help:literal])+
        $name:ident { $( $(#[doc = $word_help:literal])* $variant:ident = $word:literal, )+ }
    ) => {
        $(#[doc = $help])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum $name { $( $(#[doc = $word_help])* #[doc = concat!("`", $word, "` in the record.")] $variant, )+ }

        impl $name {
            /// Every word of the list, as the record writes it.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The value that a word of the list stands for.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )+ _ => None }
            }

            /// The word as the record writes it.
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        impl $crate::case::scalar::Scalar for $name {
            const SHAPE: $crate::case::Shape = $crate::case::Shape::Choice(Self::WORDS);

            fn from_text(text: &str) -> Option<Self> {
                Self::parse(text.trim())
            }

            fn got(&self) -> $crate::case::Got<'_> {
                $crate::case::Got::Text(self.word())
            }
        }
    };
}
