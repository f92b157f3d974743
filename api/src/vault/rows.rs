//! Which texts of a row are confidential, and how its place is named.

use entities::{
    Sealed, availability_window, childs_view, complaint, issue, meeting_notes, note_comment,
    prep_contact, safeguarding_concern, summary,
};

/// A row with confidential texts.
pub trait Confidential {
    /// Its table.
    const TABLE: &'static str;

    /// What names the row in its table.
    fn row(&self) -> String;

    /// Its confidential texts, each with its column.
    fn texts(&mut self) -> Vec<(&'static str, &mut Sealed)>;
}

/// The texts of a column that may have none.
fn some<'a>(
    column: &'static str,
    text: &'a mut Option<Sealed>,
) -> Option<(&'static str, &'a mut Sealed)> {
    text.as_mut().map(|text| (column, text))
}

impl Confidential for issue::Model {
    const TABLE: &'static str = "case_issues";

    fn row(&self) -> String {
        self.id.0.to_string()
    }

    fn texts(&mut self) -> Vec<(&'static str, &mut Sealed)> {
        let wanted = some("wanted_provision", &mut self.wanted_provision);
        some("text", &mut self.text)
            .into_iter()
            .chain(wanted)
            .collect()
    }
}

impl Confidential for summary::Model {
    const TABLE: &'static str = "summary";

    fn row(&self) -> String {
        self.id.0.to_string()
    }

    fn texts(&mut self) -> Vec<(&'static str, &mut Sealed)> {
        some("text", &mut self.text).into_iter().collect()
    }
}

impl Confidential for meeting_notes::Model {
    const TABLE: &'static str = "meeting_notes";

    fn row(&self) -> String {
        self.case_id.0.to_string()
    }

    fn texts(&mut self) -> Vec<(&'static str, &mut Sealed)> {
        vec![("text", &mut self.text)]
    }
}

impl Confidential for note_comment::Model {
    const TABLE: &'static str = "note_comment";

    fn row(&self) -> String {
        format!("{}/{}", self.case_id.0, self.position)
    }

    fn texts(&mut self) -> Vec<(&'static str, &mut Sealed)> {
        some("text", &mut self.text).into_iter().collect()
    }
}

impl Confidential for prep_contact::Model {
    const TABLE: &'static str = "prep_contact";

    fn row(&self) -> String {
        self.id.0.to_string()
    }

    fn texts(&mut self) -> Vec<(&'static str, &mut Sealed)> {
        some("note", &mut self.note).into_iter().collect()
    }
}

impl Confidential for childs_view::Model {
    const TABLE: &'static str = "childs_view";

    fn row(&self) -> String {
        self.id.0.to_string()
    }

    fn texts(&mut self) -> Vec<(&'static str, &mut Sealed)> {
        vec![
            ("obtained_by", &mut self.obtained_by),
            ("text", &mut self.text),
        ]
    }
}

impl Confidential for complaint::Model {
    const TABLE: &'static str = "complaint";

    fn row(&self) -> String {
        self.id.0.to_string()
    }

    fn texts(&mut self) -> Vec<(&'static str, &mut Sealed)> {
        let outcome = some("outcome", &mut self.outcome);
        Some(("text", &mut self.text))
            .into_iter()
            .chain(outcome)
            .collect()
    }
}

impl Confidential for safeguarding_concern::Model {
    const TABLE: &'static str = "safeguarding_concern";

    fn row(&self) -> String {
        self.id.0.to_string()
    }

    fn texts(&mut self) -> Vec<(&'static str, &mut Sealed)> {
        let referred = some("referred_to", &mut self.referred_to);
        Some(("text", &mut self.text))
            .into_iter()
            .chain(referred)
            .collect()
    }
}

impl Confidential for availability_window::Model {
    const TABLE: &'static str = "availability_window";

    fn row(&self) -> String {
        self.id.0.to_string()
    }

    fn texts(&mut self) -> Vec<(&'static str, &mut Sealed)> {
        some("private_reason", &mut self.private_reason)
            .into_iter()
            .collect()
    }
}
