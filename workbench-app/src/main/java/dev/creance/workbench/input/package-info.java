/** What a command is given: rule files, captures and the sample that comes with the house. */
@NullMarked
package dev.creance.workbench.input;

import org.jspecify.annotations.NullMarked;
