/** What a command has to say, as text and as documents: diagnostics, hit tables, explanations. */
@NullMarked
package dev.creance.workbench.report;

import org.jspecify.annotations.NullMarked;
