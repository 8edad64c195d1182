//! The last line of defence: a fault in the program ends with an apology and no data.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use super::exit::Exit;

/// Where the last panic happened in the program's own source; never what it said, for that may hold data.
static WHERE: Mutex<Option<String>> = Mutex::new(None);

/// Keeps panics from printing anything. For `main` alone: the hook belongs to the whole process.
pub fn silence_panics() {
    std::panic::set_hook(Box::new(|info| {
        if let (Ok(mut last), Some(place)) = (WHERE.lock(), info.location()) {
            *last = Some(format!("{}:{}", place.file(), place.line()));
        }
    }));
}

/// Runs `command`; a panic becomes [`Exit::Internal`] and a short apology on `stderr`.
pub fn guarded(command: impl FnOnce() -> Exit, stderr: &mut dyn Write) -> Exit {
    catch_unwind(AssertUnwindSafe(command)).unwrap_or_else(|_| {
        let place = WHERE.lock().ok().and_then(|mut last| last.take());
        let place = place.map_or_else(String::new, |place| format!(" (at {place})"));
        let version = env!("CARGO_PKG_VERSION");
        // Nobody is left to tell if standard error is gone too.
        let _ = writeln!(
            stderr,
            "error: sharecheck {version} stopped because of a fault of its own{place}. We are sorry.\n  \
             what to do: nothing was judged, so do not rely on this run. Please report this line and the command you \
             used, without names or data of any child."
        );
        Exit::Internal
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_gives_five_and_an_apology_without_what_it_said() {
        let mut told = Vec::new();
        let exit = guarded(|| panic!("C-1001 and other data"), &mut told);
        let told = String::from_utf8(told).unwrap();
        assert_eq!(exit.code(), 5);
        assert!(told.contains("sorry") && told.contains("what to do"), "{told}");
        assert!(!told.contains("C-1001"), "{told}");
    }

    #[test]
    fn without_a_panic_the_exit_code_passes_through() {
        assert_eq!(guarded(|| Exit::Findings, &mut Vec::new()), Exit::Findings);
    }
}
