/**
 * The node daemon: its commands and their composition roots. What it is made of lies in the
 * packages below: {@code kernel} watches, {@code snapshot} says what was there before, {@code
 * capture} writes files; {@code detect} evaluates rules, {@code stream} carries events from the
 * process that records to the one that detects, {@code alert} tells. Light on purpose: recording
 * loads nothing but {@code grammar} and {@code events} beside the JDK.
 */
@NullMarked
package dev.creance.recorder;

import org.jspecify.annotations.NullMarked;
