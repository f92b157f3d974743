//! Three documents to paste into the explorer, as a coordinator.

use super::region::Region;
use crate::schema::id::{Kind, encode};

/// Titles and documents; the third wants a `proposalId` as a variable, which the second gives.
#[must_use]
pub fn queries(region: &Region) -> [(&'static str, String); 3] {
    let id = encode(Kind::Case, region.possible.0);
    let filled = |document: &str| document.replace(CASE_ID, id.as_str());
    [
        (
            "Who am I, and which cases are most urgent?",
            filled(VIEWER_AND_CASES),
        ),
        ("When can DEMO-001 meet, and why then?", filled(DATES)),
        (
            "Hold one of these dates: its id is the variable proposalId",
            filled(HOLD),
        ),
    ]
}

/// Stands in a document where the case's id is put.
const CASE_ID: &str = "CASE_ID";

const VIEWER_AND_CASES: &str = r"query Desk {
  viewer {
    person { name }
    roles { kind organisation { name } }
  }
  cases(first: 10, orderBy: ARRANGE_BY) {
    totalCount
    edges {
      node {
        id
        reference
        kind
        state
        arrangeBy { on }
        localAuthority { name }
      }
    }
  }
}
";

const DATES: &str = r#"query Dates($caseId: ID! = "CASE_ID") {
  proposedMeetingDates(caseId: $caseId, first: 5) {
    proposals {
      id
      rank
      startsAt
      endsAt
      venue { name outcode }
      room { name }
      attendees { role person { name } }
      familyTravelMinutes
      familyDistanceKm
      daysLeft
      reason
    }
    explanation {
      conflict { code message rules }
      repairs { code message opensAt opensCount }
    }
    userErrors { code message field }
  }
}
"#;

const HOLD: &str = r#"mutation Hold($proposalId: ID!, $caseId: ID! = "CASE_ID") {
  meetingHold(input: { caseId: $caseId, proposalId: $proposalId }) {
    meeting { id state startsAt endsAt expiresAt version room { name venue { name } } }
    alternatives { id startsAt reason }
    userErrors { code message field }
  }
}
"#;
