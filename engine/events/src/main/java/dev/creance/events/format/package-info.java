/**
 * Values as text and JSON, output templates, and alerts as Falco prints them. {@link
 * dev.creance.events.format.AlertFormatter} is the door for whole alerts, {@link
 * dev.creance.events.format.OutputField} for single values.
 */
@NullMarked
package dev.creance.events.format;

import org.jspecify.annotations.NullMarked;
