/** The window as a program: how it starts, how it is drawn without a display. */
@NullMarked
package dev.creance.workbench.window;

import org.jspecify.annotations.NullMarked;
