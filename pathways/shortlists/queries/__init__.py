"""Reading lists: an adviser's by `own.owned_by`, a pupil's by the token of a link, an organisation's as counts."""
