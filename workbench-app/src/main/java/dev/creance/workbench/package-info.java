/** The programs: the creance command line and, over the same services, the workbench's window. */
@NullMarked
package dev.creance.workbench;

import org.jspecify.annotations.NullMarked;
