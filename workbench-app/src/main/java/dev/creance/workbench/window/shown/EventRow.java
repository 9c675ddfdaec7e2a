package dev.creance.workbench.window.shown;

/**
 * An event in the table.
 *
 * @param number {@code evt.num}
 * @param time its time of day, UTC, in nanoseconds
 * @param process name of the process
 * @param pid its number, as text; empty when there is no process
 * @param descriptor what it worked on: a path, an address
 */
public record EventRow(
    long number,
    String time,
    String process,
    String pid,
    String type,
    String result,
    String descriptor,
    String container,
    String info) {}
