//! Days, working days and ages: all date arithmetic of the project is here.
//!
//! A [`Day`] is a day number, so comparing and counting cost nothing; chrono turns it into a calendar date at the
//! edges. Working days leave out Saturdays, Sundays and the bank holidays of England and Wales, which are data
//! (`rules/bank-holidays.toml`).

mod bank_holidays;
mod day;
mod moment;
mod working_days;

pub use bank_holidays::CalendarError;
pub use day::Day;
pub use moment::Moment;
pub use working_days::{BeyondCalendar, Calendar};
