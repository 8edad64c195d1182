//! Words about meetings: held or to come, who took part, which minutes are theirs.

use crate::calendar::Day;
use crate::case::{ItemRef, Kind, Sector};

use super::super::eval::{Cx, find};
use super::super::kinds::{Kinds, Type};
use super::super::listing::Listing;
use super::super::node::{Run, Word};
use super::super::scene::Scene;
use super::super::trace::Fact;
use super::super::value::{Answer, Gap, Happening, Truth, Value, or};
use super::facts::{DATE, day, gap, item, list_of, need, one, some, truth, whole, within};
use super::news::top;

const MEETING: Kind = Kind::Meeting;

pub const WORDS: &[Word] = &[
    Word {
        name: "held_meetings",
        takes: &[],
        gives: list_of(MEETING),
        help: "the meetings that have been held by the as-of date",
        run: Run::List(|cx, _, into| held_meetings(cx.scene, into)),
    },
    Word {
        name: "is_held",
        takes: &[one(MEETING)],
        gives: Type::Truth,
        help: "whether the meeting has been held by the as-of date",
        run: Run::Value(|cx, values| truth(is_held(cx.scene, item(values, 0)))),
    },
    Word {
        name: "next_meeting_after",
        takes: &[DATE],
        gives: Type::Date,
        help: "the day of the first meeting of any kind on a later day; none where there is none",
        run: Run::Value(next_meeting_after),
    },
    Word {
        name: "health_took_part",
        takes: &[one(MEETING)],
        gives: Type::Truth,
        help: "whether somebody from health attended or contributed",
        run: Run::Value(|cx, values| truth(health_took_part(cx.scene, item(values, 0)))),
    },
    Word {
        name: "participants",
        takes: &[one(MEETING)],
        gives: list_of(Kind::Professional),
        help: "who attended or contributed",
        run: Run::List(|cx, values, into| participants(cx.scene, item(values, 0), into)),
    },
    Word {
        name: "members_outside_health",
        takes: &[one(MEETING)],
        gives: list_of(Kind::Professional),
        help: "who was invited or attended, other than health staff",
        run: Run::List(|cx, values, into| members_outside_health(cx.scene, item(values, 0), into)),
    },
    Word {
        name: "minutes_came",
        takes: &[one(MEETING)],
        gives: Type::Happening,
        help: "when its minutes were received; in doubt where the text is at hand but not the day it came",
        run: Run::Happening(|cx, values| minutes_came(cx.scene, item(values, 0))),
    },
    Word {
        name: "minutes",
        takes: &[one(MEETING)],
        gives: Type::Item(Kinds::one(Kind::Minutes)),
        help: "the minutes of the meeting",
        run: Run::Value(|cx, values| {
            let document = cx.scene.document_of(item(values, 0).at())?;
            Ok(document.map_or(Value::Nothing, |at| Value::Item(ItemRef::top(Kind::Minutes, at))))
        }),
    },
];

/// Whether a meeting has been held by the as-of date.
pub fn is_held(scene: &Scene, meeting: ItemRef) -> Truth {
    date_of(scene, meeting).map(|date| date <= scene.as_of())
}

/// The day of a meeting.
pub fn date_of(scene: &Scene, meeting: ItemRef) -> Result<Day, Gap> {
    let entry = scene.case.meetings.entries().get(meeting.at());
    need(&entry.ok_or(Gap::Collection("meetings"))?.date, meeting, "date")
}

/// Lists the meetings held by the as-of date.
pub fn held_meetings(scene: &Scene, into: &mut Listing) {
    let mut meetings = Listing::default();
    top(scene, "meetings", MEETING, &mut meetings);
    for (meeting, _) in meetings.entries {
        into.push_if(meeting, is_held(scene, meeting));
    }
    if let Some(gap) = meetings.rest {
        into.perhaps_more(gap);
    }
}

/// The first meeting on a later day than `after`; unknown where a meeting has no readable date.
pub fn next_meeting(scene: &Scene, after: Day) -> Result<Option<(Day, ItemRef)>, Gap> {
    let mut next: Option<(Day, ItemRef)> = None;
    some(&scene.case.meetings, whole("meetings"), |at, _| {
        let meeting = ItemRef::top(MEETING, at);
        let date = date_of(scene, meeting)?;
        if date > after && next.is_none_or(|(first, _)| date < first) {
            next = Some((date, meeting));
        }
        Ok(false)
    })?;
    Ok(next)
}

fn minutes_came(scene: &Scene, meeting: ItemRef) -> Happening {
    let Some(entry) = scene.case.meetings.entries().get(meeting.at()) else { return Happening::default() };
    match super::facts::optional(&entry.minutes_received, meeting, "minutes_received") {
        Ok(Some(day)) => Happening { first: Some((day, None)), doubt: None },
        Ok(None) => {
            let document = scene.document_of(meeting.at());
            let at_hand = matches!(document, Ok(Some(document)) if scene.reading(document).is_ok());
            let doubt = at_hand
                .then_some(Gap::Because("the minutes are at hand, but not the day they were received"));
            Happening { first: None, doubt }
        }
        Err(gap) => Happening { first: None, doubt: Some(gap) },
    }
}

fn next_meeting_after<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    let Some(after) = day(values, 0) else { return Ok(Value::Nothing) };
    match next_meeting(cx.scene, after)? {
        Some((date, meeting)) => {
            cx.note(|| Fact::Witness(meeting));
            Ok(Value::Day(date))
        }
        None => Ok(Value::Nothing),
    }
}

/// Whether a professional is of a sector.
pub fn is_of(scene: &Scene, professional: ItemRef, sector: Sector) -> Truth {
    match scene.case.professionals.entries().get(professional.at()) {
        Some(entry) => need(&entry.sector, professional, "sector").map(|found| found == sector),
        None => Err(Gap::Collection("professionals")),
    }
}

/// Whether somebody from health attended or contributed; apologies are no part.
pub fn health_took_part(scene: &Scene, meeting: ItemRef) -> Truth {
    let Some(entry) = scene.case.meetings.entries().get(meeting.at()) else { return Ok(false) };
    let from_health = |to: &crate::case::Ref, field: &'static str| match find(scene, to) {
        Some(professional) => is_of(scene, professional, Sector::Health),
        None => Err(gap(Gap::Dangling, meeting, field)),
    };
    let attended = some(&entry.attended, within(meeting, "attended"), |_, to| from_health(to, "attended"));
    or(attended, || {
        some(&entry.contributions, within(meeting, "contributions"), |at, contribution| {
            let item = ItemRef::within(Kind::Contribution, meeting.at(), at);
            need(&contribution.professional, item, "professional")
                .and_then(|to| from_health(&to, "contributions"))
        })
    })
}

fn add_named(scene: &Scene, meeting: ItemRef, field: &'static str, into: &mut Listing) {
    let Some(entry) = scene.case.meetings.entries().get(meeting.at()) else { return };
    let list = if field == "invited" { &entry.invited } else { &entry.attended };
    let known = some(list, within(meeting, field), |_, to| {
        match find(scene, to) {
            Some(professional) => add_once(professional, into),
            None => into.perhaps_more(gap(Gap::Dangling, meeting, field)),
        }
        Ok(false)
    });
    if let Err(gap) = known {
        into.perhaps_more(gap);
    }
}

fn add_once(professional: ItemRef, into: &mut Listing) {
    if !into.entries.iter().any(|(listed, _)| *listed == professional) {
        into.push(professional);
    }
}

fn participants(scene: &Scene, meeting: ItemRef, into: &mut Listing) {
    add_named(scene, meeting, "attended", into);
    let Some(entry) = scene.case.meetings.entries().get(meeting.at()) else { return };
    let known = some(&entry.contributions, within(meeting, "contributions"), |at, contribution| {
        let item = ItemRef::within(Kind::Contribution, meeting.at(), at);
        let to = need(&contribution.professional, item, "professional")?;
        match find(scene, &to) {
            Some(professional) => add_once(professional, into),
            None => into.perhaps_more(gap(Gap::Dangling, item, "professional")),
        }
        Ok(false)
    });
    if let Err(gap) = known {
        into.perhaps_more(gap);
    }
}

/// Lists who was invited to a meeting or attended it, other than health staff.
pub fn members_outside_health(scene: &Scene, meeting: ItemRef, into: &mut Listing) {
    let mut members = Listing::default();
    add_named(scene, meeting, "invited", &mut members);
    add_named(scene, meeting, "attended", &mut members);
    for (member, _) in members.entries {
        into.push_if(member, is_of(scene, member, Sector::Health).map(|health| !health));
    }
    if let Some(gap) = members.rest {
        into.perhaps_more(gap);
    }
}

/// The latest meeting held on or before a day for which `fits` holds.
pub fn latest_meeting(
    scene: &Scene,
    on: Day,
    fits: impl Fn(ItemRef) -> Truth,
) -> Result<Option<(Day, ItemRef)>, Gap> {
    let mut latest: Option<(Day, ItemRef)> = None;
    some(&scene.case.meetings, whole("meetings"), |at, _| {
        let meeting = ItemRef::top(MEETING, at);
        if fits(meeting)? {
            let date = date_of(scene, meeting)?;
            // Meetings of one day stand in the order of the file, so that the later one wins.
            if date <= on && latest.is_none_or(|(last, _)| date >= last) {
                latest = Some((date, meeting));
            }
        }
        Ok(false)
    })?;
    Ok(latest)
}
