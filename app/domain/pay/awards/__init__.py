"""奖金: for a rank among peers, a record, a streak of months as the best, or for reaching a threshold (RULES 24)."""
