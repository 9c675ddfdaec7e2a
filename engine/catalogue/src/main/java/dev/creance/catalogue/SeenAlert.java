package dev.creance.catalogue;

/**
 * An alert that a rule gave in production.
 *
 * @param identity what makes it this alert and no other; the same text is the same alert
 * @param host its name; empty when the alert names none
 * @param time ns since the epoch
 */
public record SeenAlert(String identity, String rule, String priority, String host, long time) {}
