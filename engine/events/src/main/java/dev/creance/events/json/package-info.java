/**
 * JSON texts as audit events carry them: read once, each value with the text it was written as,
 * since fields give that text. For the readers of fields and of audit logs.
 */
@NullMarked
package dev.creance.events.json;

import org.jspecify.annotations.NullMarked;
