//! The files that commands read and write.

use std::path::Path;

use anyhow::Context as _;
use scheduler::file::{File, Solution};

use super::Trouble;

/// Reads a problem; all that is wrong with it is told at once.
pub(super) fn problem(path: &Path) -> Result<File, Trouble> {
    let text = bytes(path).map_err(Trouble::Usage)?;
    File::read(&text).map_err(|mistakes| Trouble::Usage(lines(&mistakes)))
}

/// Reads a plan for a file that breaks none of its rules, or says all that is wrong with it.
pub(super) fn solution(file: &File, path: &Path) -> Result<Solution, Vec<String>> {
    let told = |mistake: &dyn ToString| format!("{}: {}", path.display(), mistake.to_string());
    let text = bytes(path).map_err(|mistake| vec![mistake])?;
    let solution = Solution::read(&text).map_err(|mistake| vec![told(&mistake)])?;
    let broken = file.judge(&solution).broken;
    if broken.is_empty() {
        Ok(solution)
    } else {
        Err(broken.iter().map(|broken| told(broken)).collect())
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

/// A line for each mistake.
pub(super) fn lines<T: ToString>(mistakes: &[T]) -> String {
    let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// That nothing can be written there is told before anything is planned.
pub(super) fn is_writable(path: &Path) -> Result<(), Trouble> {
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    };
    if folder.is_dir() && !path.is_dir() {
        return Ok(());
    }
    let shown = path.display();
    Err(Trouble::Usage(format!("there is no folder for {shown}")))
}

/// Writes a whole file.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Trouble> {
    let shown = path.display();
    std::fs::write(path, text).with_context(|| format!("{shown} cannot be written"))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::is_writable;

    #[test]
    fn a_folder_that_is_not_there_is_told_before() {
        assert!(is_writable("plan.json".as_ref()).is_ok());
        assert!(is_writable("nowhere/at/all/plan.json".as_ref()).is_err());
        assert!(is_writable(".".as_ref()).is_err());
        assert!(is_writable("".as_ref()).is_err());
    }
}
