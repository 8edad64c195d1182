//! `schema`: JSON Schemas of the formats that others write or read.

use super::args::{SchemaArgs, SchemaOf};
use super::config_schema::config_schema;
use super::error::CliError;
use super::exit::Exit;
use super::io::Io;

/// Runs the verb.
pub fn run(args: SchemaArgs, io: &mut Io<'_>) -> Result<Exit, CliError> {
    match args.of {
        SchemaOf::Case => return super::rules::write_json(&crate::case::schema(), io),
        SchemaOf::Report => io.stdout.write_all(crate::report::json::SCHEMA.as_bytes())?,
        SchemaOf::Minutes => io.stdout.write_all(crate::report::minutes::json::SCHEMA.as_bytes())?,
        SchemaOf::Config => return super::rules::write_json(&config_schema(), io),
    }
    Ok(Exit::Clean)
}
