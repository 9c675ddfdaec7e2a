package dev.creance.corpus.evaluate;

/**
 * How often a rule's condition holds in a corpus.
 *
 * @param rule the rule's name
 * @param hits events
 * @param first the timestamp of the first, ns since the epoch; 0 when there is none
 * @param last the timestamp of the last; 0 when there is none
 */
public record RuleHits(String rule, long hits, long first, long last) {}
