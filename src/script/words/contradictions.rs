//! Words about contradictions between minutes and record.

use crate::case::Kind;

use super::super::contradiction;
use super::super::kinds::Type;
use super::super::listing::Listing;
use super::super::node::{Run, Word};
use super::super::scene::Scene;
use super::super::trace::Fact;
use super::super::value::Gap;
use super::facts::{item, list_of, maybe_day, one};

pub const WORDS: &[Word] = &[
    Word {
        name: "contradictions",
        takes: &[],
        gives: list_of(Kind::Contradiction),
        help: "what minutes state against the record, each kind once for each set of minutes",
        run: Run::List(|cx, _, into| contradictions(cx.scene, into)),
    },
    Word {
        name: "received",
        takes: &[one(Kind::Contradiction)],
        gives: Type::Date,
        help: "the day on which the minutes were received; none where they were not",
        run: Run::Value(|cx, values| {
            let of = item(values, 0);
            let scene = cx.scene;
            let known = scene.contradictions.iter().find(|known| contradiction::item(known) == of);
            for (range, text) in known.map(|known| known.quotes.clone()).unwrap_or_default() {
                cx.note(|| Fact::Quote(of.at(), range, format!("the minutes say: “{text}”")));
            }
            for against in contradiction::about(scene, of) {
                cx.note(|| Fact::Witness(against));
            }
            maybe_day(contradiction::received(scene, of)?)
        }),
    },
    Word {
        name: "first_challenge",
        takes: &[one(Kind::Contradiction)],
        gives: Type::Happening,
        help: "when it had been challenged, everything that contradicts",
        run: Run::Happening(|cx, values| contradiction::challenged(cx.scene, item(values, 0))),
    },
];

fn contradictions(scene: &Scene, into: &mut Listing) {
    scene.contradictions.iter().for_each(|known| into.push(contradiction::item(known)));
    if !scene.minutes_collected() {
        into.perhaps_more(Gap::Collection("minutes"));
    }
}
