package dev.creance.catalogue;

/**
 * How often a version of a rule hit.
 *
 * @param rule its name
 * @param version the digest of what it meant ({@link RuleVersions})
 * @param first ns since the epoch; 0 without hits
 * @param last ns since the epoch; 0 without hits
 */
public record RuleCount(String rule, String version, long hits, long first, long last) {}
