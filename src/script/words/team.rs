//! Words about the people around the child: the team, clinical teams, colleagues, placement moves.

use crate::case::{ItemRef, Kind, Sector};

use super::super::eval::Cx;
use super::super::kinds::Type;
use super::super::listing::Listing;
use super::super::node::{Run, Word};
use super::super::scene::Scene;
use super::super::value::{Gap, Truth, Value, and};
use super::child::is_social_worker_on;
use super::currency::is_current_on;
use super::facts::{DATE, any_of, day, item, list_of, need, one, some, truth, within};
use super::meeting::{is_of, latest_meeting, members_outside_health};
use super::news::top;

pub const WORDS: &[Word] = &[
    Word {
        name: "team_outside_health",
        takes: &[],
        gives: list_of(Kind::Professional),
        help: "members of the latest meeting held (invited or attended) outside health, and the social worker",
        run: Run::List(|cx, _, into| team_outside_health(cx, into)),
    },
    Word {
        name: "social_workers_on",
        takes: &[DATE],
        gives: list_of(Kind::Professional),
        help: "the social workers allocated on a day",
        run: Run::List(|cx, values, into| {
            if let Some(on) = day(values, 0) {
                social_workers(cx.scene, on, into);
            }
        }),
    },
    Word {
        name: "clinical_teams_on",
        takes: &[DATE],
        gives: list_of(Kind::Team),
        help: "every health team involved on a day; somebody without a team is counted by the role",
        run: Run::List(|cx, values, into| clinical_teams_on(cx.scene, values, into)),
    },
    Word {
        name: "is_for",
        takes: &[one(Kind::TransferOfCare), one(Kind::Team)],
        gives: Type::Truth,
        help: "whether a transfer of care is that of a clinical team",
        run: Run::Value(|cx, values| truth(is_for(cx.scene, item(values, 0), item(values, 1)))),
    },
    Word {
        name: "is_colleague_of",
        takes: &[one(Kind::Professional), one(Kind::Professional)],
        gives: Type::Truth,
        help: "whether it is the same professional, or one of the same organisation",
        run: Run::Value(|cx, values| truth(is_colleague_of(cx.scene, item(values, 0), item(values, 1)))),
    },
    Word {
        name: "moves",
        takes: &[],
        gives: list_of(Kind::Placement),
        help: "placements that the child moved to from another placement",
        run: Run::List(|cx, _, into| moves(cx.scene, into)),
    },
    Word {
        name: "says_what_it_represents",
        takes: &[one(Kind::Contribution)],
        gives: Type::Truth,
        help: "whether a contribution says which parts of the child's health care it represents",
        run: Run::Value(|cx, values| {
            let of = item(values, 0);
            let entry = contribution(cx.scene, of);
            truth(entry.map_or(Ok(false), |entry| {
                some(&entry.represents, within(of, "represents"), |_, text| Ok(!text.trim().is_empty()))
            }))
        }),
    },
    Word {
        name: "names_other_teams",
        takes: &[one(Kind::Contribution)],
        gives: Type::Truth,
        help: "whether a contribution names every other health team involved",
        run: Run::Value(|cx, values| truth(names_other_teams(cx.scene, item(values, 0)))),
    },
];

fn contribution(scene: &Scene, of: ItemRef) -> Option<&crate::case::Contribution> {
    scene.case.meetings.entries().get(of.at())?.contributions.entries().get(of.nested_at())
}

fn team_outside_health(cx: &mut Cx<'_>, into: &mut Listing) {
    let scene = cx.scene;
    match latest_meeting(scene, scene.as_of(), |_| Ok(true)) {
        Ok(Some((_, meeting))) => members_outside_health(scene, meeting, into),
        Ok(None) => {}
        Err(gap) => into.perhaps_more(gap),
    }
    social_workers(scene, scene.as_of(), into);
}

/// Adds the social workers of a day to a list.
fn social_workers(scene: &Scene, on: crate::calendar::Day, into: &mut Listing) {
    for (at, professional) in scene.case.professionals.entries().iter().enumerate() {
        let listed = ItemRef::top(Kind::Professional, at);
        let Some(id) = professional.id.given() else { continue };
        if into.entries.iter().any(|(member, _)| *member == listed) {
            continue;
        }
        into.push_if(listed, is_social_worker_on(scene, &crate::case::Ref(id.0.clone()), on));
    }
}

/// The name of a professional's team: the team, else the role.
pub fn team_name(scene: &Scene, professional: ItemRef) -> Option<&str> {
    let at =
        if professional.kind == Kind::Professional { professional.at() } else { professional.nested_at() };
    let entry = scene.case.professionals.entries().get(at)?;
    entry.team.given().or(entry.role.given()).map(|name| name.as_str())
}

fn clinical_teams_on(scene: &Scene, values: &[Value<'_>], into: &mut Listing) {
    let Some(on) = day(values, 0) else { return };
    let mut professionals = Listing::default();
    top(scene, "professionals", Kind::Professional, &mut professionals);
    for (professional, _) in professionals.entries {
        let team = ItemRef::within(Kind::Team, 0, professional.at());
        let name = team_name(scene, professional);
        if name.is_some()
            && into.entries.iter().any(|(listed, doubt)| doubt.is_none() && team_name(scene, *listed) == name)
        {
            continue;
        }
        let involved =
            and(is_of(scene, professional, Sector::Health), || is_current_on(scene, professional, on));
        into.push_if(team, involved);
    }
    if let Some(gap) = professionals.rest {
        into.perhaps_more(gap);
    }
}

fn is_for(scene: &Scene, transfer: ItemRef, team: ItemRef) -> Truth {
    let placement = scene.case.placements.entries().get(transfer.at());
    let Some(entry) =
        placement.and_then(|placement| placement.transfers_of_care.entries().get(transfer.nested_at()))
    else {
        return Ok(false);
    };
    let wanted = team_name(scene, team);
    let by_name = match entry.team.given() {
        Some(name) => Ok(wanted.is_some_and(|wanted| wanted.eq_ignore_ascii_case(name.trim()))),
        None => super::facts::optional(&entry.team, transfer, "team").map(|_| false),
    };
    let by_person = match entry.professional.given() {
        Some(to) => match super::super::eval::find(scene, to) {
            Some(professional) => Ok(team_name(scene, professional) == wanted),
            None => Err(super::facts::gap(Gap::Dangling, transfer, "professional")),
        },
        None => super::facts::optional(&entry.professional, transfer, "professional").map(|_| false),
    };
    any_of([by_name, by_person])
}

fn is_colleague_of(scene: &Scene, a: ItemRef, b: ItemRef) -> Truth {
    if a == b {
        return Ok(true);
    }
    let organisation = |of: ItemRef| {
        let entry = scene.case.professionals.entries().get(of.at());
        entry
            .ok_or(Gap::Collection("professionals"))
            .and_then(|entry| need(&entry.organisation, of, "organisation"))
    };
    Ok(organisation(a)? == organisation(b)?)
}

fn moves(scene: &Scene, into: &mut Listing) {
    let mut placements = Listing::default();
    top(scene, "placements", Kind::Placement, &mut placements);
    for (placement, _) in &placements.entries {
        let start = |of: ItemRef| {
            let entry = scene.case.placements.entries().get(of.at());
            entry.ok_or(Gap::Collection("placements")).and_then(|entry| need(&entry.start, of, "start"))
        };
        let later = start(*placement).and_then(|own| {
            any_of(placements.entries.iter().filter(|(other, _)| other != placement).map(|(other, _)| {
                start(*other).map(|other_start| {
                    other_start < own || (other_start == own && other.at() < placement.at())
                })
            }))
        });
        into.push_if(*placement, later);
    }
    if let Some(gap) = placements.rest {
        into.perhaps_more(gap);
    }
}

fn names_other_teams(scene: &Scene, of: ItemRef) -> Truth {
    let Some(entry) = contribution(scene, of) else { return Ok(false) };
    let meeting = ItemRef::top(Kind::Meeting, of.at());
    let on = super::meeting::date_of(scene, meeting)?;
    let own = need(&entry.professional, of, "professional")?;
    let own = super::super::eval::find(scene, &own).and_then(|professional| team_name(scene, professional));
    let mut teams = Listing::default();
    clinical_teams_on(scene, &[Value::Day(on)], &mut teams);
    let mut doubt = teams.rest;
    for (team, involved) in teams.entries {
        let name = team_name(scene, team);
        if name == own {
            continue;
        }
        let spoken = |name: &str| name.trim().replace(['_', '-'], " ").to_lowercase();
        let wanted = name.map(spoken).unwrap_or_default();
        let named = some(&entry.other_teams, within(of, "other_teams"), |_, team| {
            let told = spoken(team);
            Ok(told == wanted || (wanted.len() > 3 && told.contains(&wanted)))
        });
        match (named, involved) {
            (Ok(true), _) => {}
            (Ok(false), None) => return Ok(false),
            (Ok(false), Some(gap)) | (Err(gap), _) => doubt = doubt.or(Some(gap)),
        }
    }
    doubt.map_or(Ok(true), Err)
}
