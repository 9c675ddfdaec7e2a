/**
 * What is left to ask of an event: rules are first specialised for the event's type, then for what
 * is remembered of its process and its descriptor, and only the rest is evaluated.
 */
@NullMarked
package dev.creance.match.plan;

import org.jspecify.annotations.NullMarked;
