//! Writes a file so that nobody ever sees half of it: written aside, then renamed.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::error::CliError;

/// Writes the file at `path` with what `fill` writes. An existing file is replaced at once, or not at all.
pub fn write_file(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), CliError> {
    let refused = |error| CliError::Output { path: path.to_owned(), error };
    let name = path.file_name().ok_or_else(|| {
        CliError::usage(format!("{} is no name for a file", path.display()), "name a file after the `=`")
    })?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(refused)?;
    let aside = folder.join(format!(".{}.{}.part", name.to_string_lossy(), std::process::id()));
    let written = fs::File::create(&aside).and_then(|file| {
        let mut to = BufWriter::new(file);
        fill(&mut to)?;
        to.flush()
    });
    written.and_then(|()| fs::rename(&aside, path)).map_err(|error| {
        // What was begun is of no use to anybody; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&aside);
        refused(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_and_replaces_the_old_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/report.json");
        for text in ["first", "second"] {
            write_file(&path, |to| to.write_all(text.as_bytes())).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_failure_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        fs::write(&path, "old").unwrap();
        let failed = write_file(&path, |to| {
            to.write_all(b"half")?;
            Err(std::io::Error::other("disc full"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
