/**
 * Standard output and standard error as a person or a pipe sees them: streams, colours, tables,
 * progress.
 */
@NullMarked
package dev.creance.workbench.terminal;

import org.jspecify.annotations.NullMarked;
