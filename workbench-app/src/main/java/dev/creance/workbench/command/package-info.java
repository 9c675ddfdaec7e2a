/**
 * The commands of {@code creance}, one class each; they wire services together and hold no logic of
 * their own.
 */
@NullMarked
package dev.creance.workbench.command;

import org.jspecify.annotations.NullMarked;
