package com.example.ledger;

/**
 * What somebody enters: the mutation. Immutable.
 *
 * @param amount what comes in, or, below zero, goes out
 * @param memo what it is for, at most 200 characters
 * @param category empty in entries from before there were categories; at most 50 characters
 */
public record Entry(long amount, String memo, String category) {
    public static final int MAX_MEMO = 200;
    public static final int MAX_CATEGORY = 50;

    public Entry {
        if (amount == 0) {
            throw new IllegalArgumentException("an entry moves an amount other than 0");
        }
        if (memo.length() > MAX_MEMO) {
            throw new IllegalArgumentException("a memo has at most " + MAX_MEMO + " characters");
        }
        if (category.length() > MAX_CATEGORY) {
            throw new IllegalArgumentException("a category has at most " + MAX_CATEGORY + " characters");
        }
    }
}
