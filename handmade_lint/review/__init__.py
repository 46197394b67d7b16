"""The reviewers' room: listings screened into a queue, decided on one page, answered to their makers. See docs/review.md."""
