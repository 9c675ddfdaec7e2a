/**
 * What a workspace remembers: the corpora that it knows, each run of its rules on them, and how
 * often each version of a rule hit, so that today's measures can be compared with last week's.
 *
 * <p>It is one SQLite file, {@code .creance/catalogue.db} in the workspace's folder, whose schema
 * is in {@code schema-N.sql} beside this package and whose {@code user_version} is the number of
 * the last of them. Measures are worth more than it: whatever is wrong with it, measuring goes on.
 *
 * <p>Beside it, and never thrown away: {@link dev.creance.catalogue.AuditTrail}, who did what with
 * releases.
 *
 * <p>The only package that knows SQLite.
 */
@NullMarked
package dev.creance.catalogue;

import org.jspecify.annotations.NullMarked;
