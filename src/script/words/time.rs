//! Words about days.

use super::super::eval::Cx;
use super::super::kinds::Type;
use super::super::node::{Run, Takes, Word};
use super::super::trace::Fact;
use super::super::value::{Answer, Gap, Value};
use super::facts::{DATE, count, day, maybe_day};

pub const WORDS: &[Word] = &[
    Word {
        name: "working_days_after",
        takes: &[DATE, Takes::Count],
        gives: Type::Date,
        help: "the working day so many working days after a date (bank holidays of England and Wales left out)",
        run: Run::Value(working_days_after),
    },
    Word {
        name: "days_after",
        takes: &[DATE, Takes::Count],
        gives: Type::Date,
        help: "the day so many days after a date",
        run: Run::Value(days_after),
    },
    Word {
        name: "days_before",
        takes: &[DATE, Takes::Count],
        gives: Type::Date,
        help: "the day so many days before a date",
        run: Run::Value(days_before),
    },
    Word {
        name: "day_before",
        takes: &[DATE],
        gives: Type::Date,
        help: "the day before a date",
        run: Run::Value(|_, values| maybe_day(day(values, 0).map(|day| day.plus(-1)))),
    },
];

fn working_days_after<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    let Some(from) = day(values, 0) else { return Ok(Value::Nothing) };
    let count = count(values, 1);
    let due = cx.scene.world.calendar.working_days_after(from, count).map_err(Gap::Calendar)?;
    cx.note(|| {
        let days = if count == 1 { "working day" } else { "working days" };
        Fact::Sum(format!("{} + {count} {days} = {}", from.in_words(), due.in_words()))
    });
    Ok(Value::Day(due))
}

fn days_after<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    moved(cx, values, 1)
}

fn days_before<'s>(cx: &mut Cx<'s>, values: &[Value<'s>]) -> Answer<'s> {
    moved(cx, values, -1)
}

fn moved<'s>(cx: &mut Cx<'s>, values: &[Value<'s>], sign: i64) -> Answer<'s> {
    let Some(from) = day(values, 0) else { return Ok(Value::Nothing) };
    let count = count(values, 1);
    let to = from.plus(sign * i64::from(count));
    cx.note(|| {
        let (sign, days) = (if sign < 0 { "−" } else { "+" }, if count == 1 { "day" } else { "days" });
        Fact::Sum(format!("{} {sign} {count} {days} = {}", from.in_words(), to.in_words()))
    });
    Ok(Value::Day(to))
}
