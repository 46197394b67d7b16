"""The reviewers' room: listings screened into a queue, decided on one page, answered to makers (docs/review.md)."""
