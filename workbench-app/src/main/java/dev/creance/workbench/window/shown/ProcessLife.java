package dev.creance.workbench.window.shown;

/**
 * A process of a recording, as far as its events tell.
 *
 * @param parent index of its parent among the processes, or −1
 * @param from where in the recorded time it is first seen, from 0 to 1
 * @param to where it is last seen
 * @param events how many events it has
 * @param first number of its first event
 */
public record ProcessLife(
    int parent,
    String pid,
    String name,
    String commandLine,
    double from,
    double to,
    long events,
    long first) {}
